"""What a coder said no to: a stretch that a program proposed, and that is no label."""

from collections.abc import Iterable

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.record import Fragment, Record


class Refusal(Record, frozen=True, kw_only=True):
    """That a coder refused what was proposed for a code.

    Its id is derived from all four, but where the one that has it stands elsewhere by now, since
    the text was corrected. `fragments` are in code points. `by` names the rules or the model that
    proposed it, `rule` the rule, and `score` how sure it was, 0 to 1. `at` is when it was refused
    (ISO 8601, UTC), and `on_text` the text that the fragments are counted in, as
    `Annotation.on_text`.
    """

    article: str
    coder: str
    code: str
    fragments: tuple[Fragment, ...]
    by: str = ""
    rule: str = ""
    score: float | None = None
    at: str = ""
    on_text: str = ""


def refusal_id(article: str, coder: str, code: str, fragments: Iterable[Fragment]) -> str:
    """Return the id of a coder's refusal of a place for a code."""
    return derived_id("refusal", article, coder, code, places_in_words(fragments))


def places_in_words(fragments: Iterable[Fragment]) -> str:
    """Return fragments as ids are derived from them: "3-17,40-52"."""
    return ",".join(f"{one.start}-{one.end}" for one in fragments)


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """What is refused: as a refusal has it, without who refuses and when."""

    article: str
    code: str
    fragments: tuple[Fragment, ...]
    by: str = ""
    rule: str = ""
    score: float | None = None
