"""Codes of whole texts in Label Studio's results: chosen under one name, with answers under others.

The tag `article_codes` chooses codes, and the tags `CODE.FIELD` answer their fields.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import msgspec

from annotator.formats.labels.actor_links import actor_links
from annotator.formats.labels.foreign import ForeignLabel, ForeignLink
from annotator.formats.labels.json_objects import Values, number, texts_in

_CODES = "article_codes"


class _Chosen(msgspec.Struct):
    """A code that was chosen, with what is said of it."""

    id: str
    code: str
    note: str = ""
    score: float | None = None
    links: tuple[ForeignLink, ...] = ()
    fields: Values = msgspec.field(default_factory=dict[str, Any])


class WholeCodes:
    """The codes that one set of results has chosen for the whole text."""

    def __init__(self, results: Sequence[Values]) -> None:
        self._chosen = [
            _Chosen(
                str(one.get("id")),
                code,
                "\n".join(texts_in(meta_in(one).get("text"))),
                number(one.get("score")),
                tuple(actor_links(meta_in(one).get("links"))),
            )
            for one in results
            if one.get("from_name") == _CODES and isinstance(one.get("value"), dict)
            for code in texts_in(one["value"].get("choices"))
        ]
        self._codes = {one.code for one in self._chosen}

    def takes(self, result: Values, answer: Any) -> bool:
        """Tell whether a result says something of these codes, and keep it."""
        name = str(result.get("from_name"))
        code, dot, field = name.partition(".")
        if name == _CODES:
            return True
        if not dot or code not in self._codes:
            return False
        of_code = [one for one in self._chosen if one.code == code]
        of_code.sort(key=lambda one: (one.id != str(result.get("id")), field in one.fields))
        if answer is not None:
            of_code[0].fields[field] = answer
        return True

    def labels(self) -> Iterator[ForeignLabel]:
        """Yield the codes as labels of the whole text."""
        for one in self._chosen:
            yield ForeignLabel(
                label=one.code, fields=one.fields, note=one.note, score=one.score, links=one.links
            )


def meta_in(result: Values) -> Values:
    """Return what was written on a result; an empty object where nothing was."""
    meta = result.get("meta")
    return cast("Values", meta) if isinstance(meta, dict) else {}
