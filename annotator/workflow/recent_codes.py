"""Which codes somebody used last: those of annotations that are still there.

What was undone or deleted was no use of its code; where it is brought back, it is one again.
"""

from collections.abc import Callable

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.kinds import kind_name

_MOST = 12
"""How many codes are remembered as recently used."""
_MOST_USES = 120
"""How many uses are remembered, so that codes used before come back where later ones go."""


class RecentCodes:
    """Remembers which annotations got which codes, the last one first."""

    def __init__(self) -> None:
        self._uses: list[tuple[str, str]] = []
        self._now: dict[str, str] = {}
        """The codes of these annotations as they are now; those that are gone are not in it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the codes, the last used one first."""
        standing = [code for code, on in self._uses if self._now.get(on) == code]
        return tuple(dict.fromkeys(standing))[:_MOST]

    def use(self, code: str, annotation: str) -> None:
        """Take note that a code was applied, or an annotation of it was gone to by its key."""
        used = (code, annotation)
        self._uses = [used, *(one for one in self._uses if one != used)][:_MOST_USES]
        self._now[annotation] = code

    def follow(self, changes: Changes, code_of: Callable[[str], str]) -> None:
        """Follow an edit, which says what became of the annotations, or else `code_of` does.

        That returns an annotation's code, or an empty text for one that is gone.
        """
        known = {annotation for _, annotation in self._uses}
        if not changes.all_told or not changes.changes:
            now = {one: code_of(one) for one in known}
            self._now = {one: code for one, code in now.items() if code}
            return
        for change in changes:
            if change.kind != kind_name(Annotation) or change.record not in known:
                continue
            if change.after is None:
                self._now.pop(change.record, None)
            elif "code" in change.after:
                self._now[change.record] = str(change.after["code"])
