"""Going through the units of the open article: what is asked, and which question is at hand."""

from collections.abc import Iterable

from annotator.analysis.ranges import Range
from annotator.analysis.units import WHOLE
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.kinds import kind_name
from annotator.domain.visibility import Visibility
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.units.asking import (
    UnitPlaces,
    UnitQuestion,
    asked_of,
    own_unit_answers,
    unit_codes,
)

Key = tuple[str, Range]
"""A question: the code's id, and the unit's place."""


class UnitWalk:
    """The questions on the open article, in the order in which they are asked.

    After an edit only those of the codes that it touched are looked at again.
    """

    def __init__(self) -> None:
        self.by_unit = False
        """Whether all questions to a unit come before those to the next one."""
        self._places: UnitPlaces | None = None
        self._asked: dict[str, list[UnitQuestion]] = {}
        self._order: list[Key] = []
        self._index: dict[Key, int] = {}
        self._numbers: dict[Key, int] = {}
        self._here: Key | None = None

    # What is asked

    def read(self, article: OpenArticle | None, codebook: Codebook, visibility: Visibility) -> None:
        """Find all that is asked of an article; the question at hand stays, if it is there."""
        codes = unit_codes(codebook) if article is not None else ()
        if article is None or not codes:
            self._places, self._asked = None, {}
            self._arrange()
            return
        if self._places is None or not self._places.fits(article):
            self._places = UnitPlaces(article)
        answers = own_unit_answers(article, {code.id for code in codes}, visibility)
        self._asked = {
            code.id: asked_of(code, self._places, answers.get(code.id, {})) for code in codes
        }
        self._arrange()

    def read_again(
        self, article: OpenArticle, visibility: Visibility, codes: Iterable[str]
    ) -> None:
        """Look again at what is answered to some codes."""
        touched = [code for code in codes if code in self._asked]
        answers = own_unit_answers(article, set(touched), visibility)
        moved = False
        for code in touched:
            before = self._asked[code]
            if self._places is not None and before:
                found = asked_of(before[0].code, self._places, answers.get(code, {}))
                self._asked[code] = found
                moved = moved or [one.place for one in before] != [one.place for one in found]
        if moved:
            self._arrange()

    def order_by_unit(self, *, by_unit: bool) -> None:
        """Ask all of a unit first, or one question of all units first."""
        self.by_unit = by_unit
        self._arrange()

    def _arrange(self) -> None:
        self._order = [one.key for every in self._asked.values() for one in every]
        if self.by_unit:
            self._order.sort(key=lambda key: (key[1] != WHOLE, key[1][0], -key[1][1]))
        self._index = {key: at for at, key in enumerate(self._order)}
        self._numbers = {
            one.key: number for every in self._asked.values() for number, one in enumerate(every)
        }
        if self._here is not None and self._here not in self._index:
            self._here = None

    @property
    def codes(self) -> list[UnitQuestion]:
        """The first question of each code that asks of units here."""
        return [every[0] for every in self._asked.values() if every]

    def counts(self, code: str = "") -> tuple[int, int]:
        """Return how many questions are answered, and how many there are: a code's, or all."""
        every = [self._asked.get(code, [])] if code else list(self._asked.values())
        return sum(bool(q.answer) for one in every for q in one), sum(map(len, every))

    @property
    def asked(self) -> list[UnitQuestion]:
        """All questions, one code after the other."""
        return [one for every in self._asked.values() for one in every]

    # The question at hand

    @property
    def here(self) -> UnitQuestion | None:
        """The question at hand."""
        return self._question(self._here) if self._here is not None else None

    def _question(self, key: Key) -> UnitQuestion:
        return self._asked[key[0]][self._numbers[key]]

    def leave(self) -> None:
        """Have no question at hand."""
        self._here = None

    def begin(self, caret: int, code: str = "") -> bool:
        """Come to the unit at a caret, of a code if one is given; tell whether there is one.

        Where that is answered already and no code was asked for, it is the next open one.
        """
        codes = [code] if code else list(self._asked)
        here = [key for key in self._order if key[0] in codes]
        if not here:
            return False
        at = [key for key in here if key[1] == WHOLE or key[1][1] >= caret]
        self._here = at[0] if at else here[0]
        if not code and self._question(self._here).answer:
            self.next_open()
        return True

    def go_to(self, key: Key) -> bool:
        """Have a question at hand; tell whether it is asked."""
        if key not in self._index:
            return False
        self._here = key
        return True

    def go_to_answer(self, annotation: str) -> bool:
        """Have the question at hand that an annotation (id) answers; tell whether it does any."""
        found = (q.key for every in self._asked.values() for q in every if q.answer == annotation)
        key = next(found, None)
        return key is not None and self.go_to(key)

    def step(self, direction: int) -> bool:
        """Go to the next question or the one before; tell whether there is one."""
        at = self._index.get(self._here, -1) + direction if self._here is not None else 0
        if not 0 <= at < len(self._order):
            return False
        self._here = self._order[at]
        return True

    def next_open(self) -> bool:
        """Go to the next question without an answer, around the end; tell whether there is one."""
        start = self._index[self._here] + 1 if self._here is not None else 0
        for key in (*self._order[start:], *self._order[:start]):
            if not self._question(key).answer:
                self._here = key
                return True
        return False


def touched_codes(changes: Changes) -> set[str] | None:
    """Return the codes of answers that an edit made or took away; None for that all may be."""
    found: set[str] = set()
    name = kind_name(Annotation)
    if not changes.changes or changes.ids(Code) or changes.ids(Article):
        return None
    for change in changes.changes:
        if change.kind != name:
            continue
        whole = change.after if change.before is None else change.before
        if whole is None or (change.before and change.after and _MOVES & change.after.keys()):
            return None
        if change.before is None or change.after is None:
            found.add(str(whole["code"]))
    return found


_MOVES = frozenset(("article", "code", "coder", "layer", "fragments"))
"""The attributes with which an annotation becomes the answer to something else."""
