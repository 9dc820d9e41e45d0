"""Labels that came in by their words alone, until somebody has said where they stand.

One that has a place, but may stand elsewhere, has a question on it. One that has none is a note to
the lead, whose last line keeps all that it came with, so that it can be placed later.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from annotator.domain.annotation import Origin
from annotator.domain.ids import derived_id
from annotator.domain.record import Values
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment, in_thread_order, is_open

_AS_IT_CAME = "\nAs it came: "
_LONGEST = 9_000
"""How many characters a note has at most, with the line that keeps the label."""


class KeptLink(msgspec.Struct, frozen=True, omit_defaults=True):
    """A link to an annotation (id) or to an actor; with `back` it comes from the annotation."""

    type: str
    annotation: str = ""
    actor: str = ""
    back: bool = False


class Placeless(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A label without a place, with all that it came with.

    `annotation` is the id that it gets with a place, `coder` the id of whose it is, and `words`
    what its file says that it stands on; `created` is ISO 8601, `score` 0 to 1.
    A label that is `gold` was settled by its coder.
    """

    annotation: str
    code: str
    coder: str
    words: str = ""
    values: Values = msgspec.field(default_factory=dict[str, Any])
    note: str = ""
    origin: Origin = Origin.IMPORT
    version: int = 1
    created: str = ""
    score: float | None = None
    reason: str = ""
    ends: tuple[KeptLink, ...] = ()
    gold: bool = False


def noted(told: str, label: Placeless) -> str:
    """Return the text of the note that keeps a label, `told` first: what people read of it."""
    kept = _AS_IT_CAME + msgspec.json.encode(label).decode()
    if len(kept) > _LONGEST // 2 and len(label.words) > _LONGEST // 4:
        shorter = msgspec.structs.replace(label, words=label.words[: _LONGEST // 4])
        kept = _AS_IT_CAME + msgspec.json.encode(shorter).decode()
    room = _LONGEST - len(kept)
    return told[:room] + kept if room > 0 else told[:_LONGEST]


def placeless_in(text: str) -> Placeless | None:
    """Return the label that a note keeps, if it keeps one."""
    _, mark, kept = text.rpartition(_AS_IT_CAME)
    if not mark:
        return None
    try:
        return msgspec.json.decode(kept, type=Placeless)
    except (msgspec.DecodeError, RecursionError):
        return None


def without_label(text: str) -> str:
    """Return what people read of a note: its text without the line that keeps a label."""
    return text.rpartition(_AS_IT_CAME)[0] if placeless_in(text) is not None else text


def place_question_id(annotation: str) -> str:
    """Return the id of the question whether an annotation stands in its place."""
    return derived_id("place", annotation)


def placed_id(note: str) -> str:
    """Return the id of the answer that a label without a place was placed, or left out."""
    return derived_id("placed", note)


def asks_for_place(comments: Iterable[Comment]) -> bool:
    """Tell whether the comments on one annotation wait for somebody to say where it stands."""
    said = list(comments)
    asked = any(one.id == place_question_id(one.annotation) for one in said)
    return asked and is_open(in_thread_order(said))


def open_notes(remarks: Iterable[Remark]) -> list[tuple[Remark, Placeless]]:
    """Return the labels of one thread of notes that still have no place, each with its note.

    Whoever closes the thread by hand leaves them all as they are.
    """
    ordered = sorted(remarks, key=lambda one: (one.at, one.id))
    known = {one.id for one in ordered}
    found: list[tuple[Remark, Placeless]] = []
    answers = {placed_id(one.id) for one in ordered}
    for one in ordered:
        if one.closes and one.id not in answers:
            found.clear()
        label = placeless_in(one.text)
        if label is not None and placed_id(one.id) not in known:
            found.append((one, label))
    return found
