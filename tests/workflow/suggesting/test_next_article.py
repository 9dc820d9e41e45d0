"""What to code next: known chances, the same again from a seed, and bounded cost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from suggested import ANA, TEXT, quote, study

from annotator.analysis.novelty import novelties
from annotator.analysis.preferring import FLOOR, chances, drawn, some_of, weights
from annotator.domain.article import WorkStatus
from annotator.domain.draws import DrawnArticle
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.settings import NextOrder
from annotator.domain.study import Round, RoundKind
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.article_list import ListWish, TextsOfArticles, listed
from annotator.workflow.article_order import SortKey
from annotator.workflow.suggesting import next_article
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.next_article import (
    NextDraw,
    doubt,
    draw_next,
    next_drawn,
    unread,
)
from annotator.workflow.suggesting.proposer import InUse, Proposer

UNSURE, NOVEL, RANDOM = NextOrder.UNSURE, NextOrder.NOVEL, NextOrder.RANDOM


class Doubting:
    """Is the surer of its one quote the longer a text is, and counts what it reads."""

    def __init__(self) -> None:
        self.read = 0

    def quotes(self, text: str, _language: str = "") -> list[object]:
        """Return a quote."""
        self.read += 1
        return [quote("Nobody", score=0.5 if len(text) % 2 else 1.0)]


@pytest.fixture
def finder() -> Doubting:
    return Doubting()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    texts = [f"{TEXT}\n\nNumber {'x' * n}" for n in range(30)]
    with study(tmp_path, *texts) as made:
        yield made


def proposer(project: Project, finder: Doubting, by: str = "model 1") -> Proposer:
    """Return a proposer that asks the finder."""
    codes = quote_codes(project.codebook())[0]
    return Proposer(in_use=(InUse(codes=codes, finder=finder, by=by),))  # type: ignore[arg-type]


def draw(project: Project, finder: Doubting, by: NextOrder = UNSURE, **more: object) -> NextDraw:
    """Draw, without keeping it."""
    return draw_next(project, ANA, by, proposer(project, finder), **more)  # type: ignore[arg-type]


# Chances


def test_chances_add_up_to_what_is_drawn_and_none_is_above_one() -> None:
    known = weights({f"a{n}": n / 7 for n in range(40)})
    assert sum(known.values()) == pytest.approx(40)
    for count in (1, 5, 20, 39, 40):
        found = chances(known, count)
        assert sum(found.values()) == pytest.approx(count)
        assert all(0 < one <= 1 for one in found.values())


def test_what_is_preferred_has_a_higher_chance_and_equal_ones_the_same() -> None:
    found = weights({"high": 3.0, "low": 1.0, "same": 1.0, "none": 0.0})
    assert found["high"] > found["low"] == found["same"] > found["none"] > FLOOR / 2


def test_over_many_draws_each_is_drawn_as_often_as_its_chance_says() -> None:
    known = chances(weights({f"a{n:02}": float(n) for n in range(20)}), 5)
    counts = Counter(one for seed in range(4000) for one in drawn(known, str(seed)))
    assert sum(counts.values()) == 5 * 4000
    for one, chance in known.items():
        assert counts[one] / 4000 == pytest.approx(chance, abs=0.03)


def test_those_by_lot_stay_when_others_leave() -> None:
    pool = [f"a{n}" for n in range(50)]
    first = some_of(pool, 10, "s")
    assert first == some_of(reversed(pool), 10, "s")
    left = [one for one in pool if one != first[0]]
    assert set(first[1:]) < set(some_of(left, 10, "s"))


def test_what_has_other_words_is_newer() -> None:
    same, other = novelties(["Ships leave the port.", "Budget talks fail"], ["The port, the ships"])
    assert 0 <= same < other <= 1
    assert novelties(["Anything"], []) == [1.0]


# Drawing


@pytest.mark.parametrize("by", [UNSURE, NOVEL, RANDOM])
def test_the_same_is_drawn_again_from_the_same_seed(
    project: Project, finder: Doubting, by: NextOrder
) -> None:
    first = draw(project, finder, by)
    assert list(draw(project, finder, by).chances) == list(first.chances)
    assert len(first.chances) == 10
    assert list(draw(project, finder, by, seed="other").chances) != list(first.chances)


def test_a_draw_at_random_gives_each_unread_article_the_same_chance(
    project: Project, finder: Doubting
) -> None:
    found = draw(project, finder, RANDOM)
    assert set(found.chances.values()) == {10 / 30}
    assert (found.read, finder.read) == (0, 0)


def test_what_is_doubtful_is_drawn_more_often(project: Project, finder: Doubting) -> None:
    even, odd = 0, 0
    for seed in range(40):
        found = draw(project, finder, count=3, seed=str(seed))
        odd += sum(len(project.article_text(one)) % 2 for one in found.chances)
        even += sum(not len(project.article_text(one)) % 2 for one in found.chances)
    assert odd > 3 * even > 0


def test_no_more_than_some_are_read_and_the_chance_says_so(
    project: Project, finder: Doubting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_article, "MOST_LOOKED_AT", 6)
    found = draw(project, finder, count=2)
    assert (found.pool, found.looked_at, found.read, finder.read) == (30, 6, 6, 6)
    assert all(one <= 6 / 30 for one in found.chances.values())


def test_what_was_looked_at_is_not_read_again_by_the_same_model(
    project: Project, finder: Doubting
) -> None:
    draw(project, finder)
    assert finder.read == 30
    assert draw(project, finder).read == 0
    assert finder.read == 30
    draw_next(project, ANA, UNSURE, proposer(project, finder, "model 2"))
    assert finder.read == 60


def test_doubt_is_that_of_the_scores_for_a_thousand_words(
    project: Project, finder: Doubting
) -> None:
    words = " ".join(["word"] * 1000) + "x"
    assert len(words) % 2 == 0
    assert doubt(words, "en", proposer(project, finder)) == 0
    assert doubt(words + "y", "en", proposer(project, finder)) == pytest.approx(1)


# What is kept of it


def test_each_drawn_article_keeps_its_chance_and_its_place(
    project: Project, finder: Doubting
) -> None:
    found = draw(project, finder)
    project.apply(found.edit)
    kept = sorted(project.find(DrawnArticle, coder=ANA), key=lambda one: one.place)
    assert [one.article for one in kept] == list(found.chances)
    assert [one.probability for one in kept] == pytest.approx(list(found.chances.values()))
    assert {(one.batch, one.by) for one in kept} == {(1, UNSURE)}
    project.undo()
    assert project.find(DrawnArticle) == []
    assert list(draw(project, finder).chances) == list(found.chances)


def test_what_was_drawn_comes_first_until_it_is_finished(
    project: Project, finder: Doubting
) -> None:
    assert next_drawn(project, ANA) == ""
    found = draw(project, finder, RANDOM, count=2)
    project.apply(found.edit)
    first, second = found.chances
    assert next_drawn(project, ANA) == first
    assert next_drawn(project, ANA, besides=first) == second
    project.apply(SetStatus(first, WorkStatus.DONE))
    assert next_drawn(project, ANA) == second
    project.apply(SetStatus(second, WorkStatus.NOTHING))
    assert next_drawn(project, ANA) == ""


def test_what_was_drawn_or_read_is_not_drawn_again(project: Project, finder: Doubting) -> None:
    first = draw(project, finder)
    project.apply(first.edit)
    project.apply(SetStatus("a0" if "a0" not in first.chances else "a1", WorkStatus.DONE))
    second = draw(project, finder)
    assert (second.pool, second.batch) == (19, 2)
    assert not second.chances.keys() & first.chances.keys()
    project.apply(second.edit)
    third = draw(project, finder)
    assert (third.pool, set(third.chances.values())) == (9, {1.0})
    project.apply(third.edit)
    with pytest.raises(UserError, match="no article left"):
        draw(project, finder)


def test_only_ones_own_articles_of_the_study_are_drawn(project: Project) -> None:
    project.apply(Assign((("a1", "ana"), ("a2", "ana"), ("a3", "ana"))))
    practice = Round(id="r", name="Practice", kind=RoundKind.TRAINING)
    project.apply(PutRound(practice))
    project.apply(Include(round="r", articles=("a2",)))
    project.apply(SetStatus("a3", WorkStatus.IN_PROGRESS))
    assert unread(project, ANA) == ["a1"]


def test_the_list_can_be_sorted_by_what_to_code_next(project: Project, finder: Doubting) -> None:
    found = draw(project, finder, RANDOM, count=3)
    project.apply(found.edit)
    numbers = project.listing.numbers()
    wish = ListWish(key=SortKey.DRAWN, visibility=Visibility(coder=ANA))

    def order() -> list[str]:
        shown = listed(project.listing, numbers, wish, TextsOfArticles()).numbers
        ids = project.listing.ids(shown)
        return [ids[one] for one in shown]

    assert order()[:3] == list(found.chances)
    first, *others = found.chances
    project.apply(SetStatus(first, WorkStatus.DONE))
    assert order()[:2] == others
