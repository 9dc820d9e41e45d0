"""Codes and people of REFI-QDA files, by the ids that such a file gives them."""

from typing import TYPE_CHECKING

from annotator.formats.files.xml_tree import below, first, local, text_of
from annotator.formats.labels.foreign import ForeignCode
from annotator.formats.labels.qda_names import UniqueNames, colour
from annotator.formats.labels.refi_answers import is_answer_code

if TYPE_CHECKING:
    from annotator.formats.files.xml_tree import Element

_MOST_CODES = 5_000


def guid(said: str | None) -> str:
    """Return an id as it is compared: programs write it in either case, with or without braces."""
    return (said or "").strip().strip("{}").lower()


class Codes:
    """The codes of a codebook or a project."""

    def __init__(self, root: "Element") -> None:
        self.by_id: dict[str, ForeignCode] = {}
        self.answers: set[str] = set()
        """The ids of codes that stand for answers, in files that this program wrote."""
        book = root if local(root) == "CodeBook" else first(root, "CodeBook")
        codes = first(book, "Codes") if book is not None else None
        if codes is None:
            return
        names = UniqueNames()
        waiting = [(one, "") for one in below(codes, "Code")][::-1]
        while waiting and len(self.by_id) < _MOST_CODES:
            element, parent = waiting.pop()
            description = text_of(first(element, "Description"))
            above = element.getparent()
            over = guid(above.get("guid")) if above is not None else ""
            if is_answer_code(guid(element.get("guid")), description, over):
                self.answers.update(guid(one.get("guid")) for one in element.iter())
                continue
            code = ForeignCode(
                name=names.name(element.get("name") or "", parent),
                parent=parent,
                group=(element.get("isCodable") or "true").strip().lower() in ("false", "0"),
                colour=colour(element.get("color")),
                definition=description,
            )
            self.by_id[guid(element.get("guid")) or f"code {len(self.by_id)}"] = code
            waiting.extend([(one, code.name) for one in below(element, "Code")][::-1])

    def name(self, ident: str | None) -> str:
        """Return the name of a code by its id; empty for one that isn't there."""
        found = self.by_id.get(guid(ident))
        return found.name if found is not None else ""


class Users:
    """The people of a project; those that it doesn't list are told apart by their ids."""

    def __init__(self, root: "Element") -> None:
        self._names: dict[str, str] = {}
        users = first(root, "Users")
        for one in below(users, "User") if users is not None else ():
            name = (one.get("name") or one.get("id") or "").strip()
            if name:
                self._names[guid(one.get("guid"))] = name

    def name(self, *said: str | None) -> str:
        """Return the name of the first of several ids that is given; empty for none."""
        ident = next((guid(one) for one in said if guid(one)), "")
        if not ident or not ident.strip("0-"):
            return ""
        return self._names.get(ident, f"User {ident[:8]}")
