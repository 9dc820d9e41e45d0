"""What is asked of the units of one article: in which order, and what the coder has answered."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.units import WHOLE, units_of, with_places
from annotator.domain.annotation import AnyPlaced
from annotator.domain.codebook import AskedUnit, Code, Codebook
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated
from annotator.workflow.open_article import OpenArticle


def unit_codes(codebook: Codebook) -> tuple[Code, ...]:
    """Return the codes that can be applied and ask of units, in the codebook's order."""
    return tuple(code for code in codebook.usable() if code.is_of_units)


class UnitQuestion(NamedTuple):
    """A code's question about one unit, which is the `number`th of `units`, from 1.

    `place` is in code points (`WHOLE` for the article); `answer` is the id of the coder's answer,
    and empty where there is none.
    """

    code: Code
    place: Range
    number: int
    units: int
    answer: str

    @property
    def key(self) -> tuple[str, Range]:
        """What the question is known by, answered or not."""
        return self.code.id, self.place


class UnitPlaces:
    """Where the units of an article are; each kind of them is found once, when it is asked for."""

    def __init__(self, article: OpenArticle) -> None:
        self._article = article
        self._known: dict[AskedUnit, list[Range]] = {}

    def fits(self, article: OpenArticle) -> bool:
        """Tell whether an article's units are these: its text, and what is left out, are."""
        return (self._article.article.id, self._article.text, self._article.article.excluded) == (
            article.article.id,
            article.text,
            article.article.excluded,
        )

    def of(self, kind: AskedUnit) -> list[Range]:
        """Return the places of the units of a kind, in order."""
        if kind not in self._known:
            article = self._article
            excluded, stretches = article.article.excluded, article.stretches
            self._known[kind] = units_of(article.text, kind, excluded, stretches)
        return self._known[kind]


def asked_of(code: Code, places: UnitPlaces, answers: Mapping[Range, str]) -> list[UnitQuestion]:
    """Return what a code asks of an article's units, in order; `answers` are ids by place."""
    units = with_places(places.of(code.unit), answers)
    return [
        UnitQuestion(code, place, number, len(units), answers.get(place, ""))
        for number, place in enumerate(units, 1)
    ]


def own_unit_answers(
    article: OpenArticle, codes: set[str], visibility: Visibility
) -> dict[str, dict[Range, str]]:
    """Return the ids of the coder's own answers by code and by place; of two, the first made."""
    found: dict[str, dict[Range, str]] = {}
    for one in article.in_order if codes else ():
        if one.code in codes and visibility.is_own(one):
            found.setdefault(one.code, {}).setdefault(place_of(one), one.id)
    return found


def place_of(answer: AnyPlaced) -> Range:
    """Return the place of the unit that an annotation is an answer for."""
    return (answer.start or 0, answer.end or 0) if answer.fragments else WHOLE


_NAMED = 3
"""How many codes are named one by one."""


class UnansweredUnits(msgspec.Struct, frozen=True):
    """How many units of an article have no answer to a code's question, of how many."""

    code: Code
    open: int
    count: int

    def in_words(self) -> str:
        """Return "3 of 41 paragraphs (Topic)"."""
        return f"{self.open:,} of {counted(self.count, self.code.unit)} ({self.code.name})"


def unanswered(asked: Sequence[UnitQuestion]) -> list[UnansweredUnits]:
    """Return the codes of whose questions some are unanswered, in their order."""
    counts: dict[str, list[UnitQuestion]] = {}
    for one in asked:
        counts.setdefault(one.code.id, []).append(one)
    left = {code: sum(not one.answer for one in every) for code, every in counts.items()}
    return [
        UnansweredUnits(counts[code][0].code, open_here, counts[code][0].units)
        for code, open_here in left.items()
        if open_here
    ]


def left_in_words(left: int, count: int) -> str:
    """Say how many units are unanswered: "3 of 17 units open"; nothing where none is."""
    return f"{left:,} of {counted(count, 'unit')} open" if left else ""


def unanswered_words(left: Sequence[UnansweredUnits]) -> str:
    """Say what is unanswered: "3 of 41 paragraphs (Topic) and 1 of 9 sentences (Tone)"."""
    few = [one.in_words() for one in left[:_NAMED]]
    if len(left) > _NAMED:
        few.append(counted(len(left) - _NAMED, "other code"))
    return enumerated(few)
