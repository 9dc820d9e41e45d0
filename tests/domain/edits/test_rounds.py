"""Rounds: making, ordering, removing them, and which articles they have."""

import pytest
from memory import Memory

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.base import Edit
from annotator.domain.edits.rounds import (
    Include,
    OrderRounds,
    PutRound,
    RemoveRound,
    Repeat,
    TakeOut,
    repetition_id,
)
from annotator.domain.errors import UserError
from annotator.domain.rounds import Rounds, rounds_of
from annotator.domain.study import Inclusion, Round, RoundKind, inclusion_id

TRAINING = Round(id="t", name="Training", kind=RoundKind.TRAINING, pass_mark=0.8)
PILOT = Round(id="p", name="Pilot", kind=RoundKind.PILOT, begins="2026-02-01")
MAIN = Round(id="m", name="Main study", begins="2026-03-01")


@pytest.fixture
def rounds(memory: Memory) -> Memory:
    for one in (TRAINING, PILOT, MAIN):
        memory.do(PutRound(one))
    return memory


def names(memory: Memory) -> list[str]:
    return [one.name for one in rounds_of(memory).rounds]


def test_rounds_stand_in_the_order_in_which_they_were_made(rounds: Memory) -> None:
    assert names(rounds) == ["Training", "Pilot", "Main study"]
    assert rounds.do(OrderRounds(("m", "p"))) == "Rounds put in another order"
    assert names(rounds) == ["Main study", "Pilot", "Training"]
    changed = Round(id="p", name=" The  pilot", kind=RoundKind.PILOT)
    assert rounds.do(PutRound(changed)) == "Round The pilot changed"


@pytest.mark.parametrize(
    "one",
    [
        Round(id="x", name=" "),
        Round(id="x", name="PILOT"),
        Round(id="x", name='Say "x"'),
        Round(id="x", name="X", begins="1 May"),
        Round(id="x", name="X", begins="20260101"),
        Round(id="x", name="X", pass_mark=80.0),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(rounds: Memory, one: Round) -> None:
    with pytest.raises(UserError):
        rounds.do(PutRound(one))


def test_articles_are_put_in_once_and_taken_out(rounds: Memory) -> None:
    put = Include(round="p", articles=("a",), probability=0.25, stratum="AFP")
    assert rounds.do(put) == "1 article put into Pilot"
    assert rounds.do(Include(round="p", articles=("a", "a"))) == "0 articles put into Pilot"
    one = rounds.need(Inclusion, inclusion_id("a", "p"))
    assert (one.probability, one.stratum) == (0.25, "AFP")
    assert rounds.do(TakeOut("p", ("a", "gone"))) == "1 article taken out of Pilot"
    assert rounds.find(Inclusion) == []


def test_a_removed_round_leaves_no_article_in_it(rounds: Memory) -> None:
    rounds.do(Include(round="p", articles=("a",)))
    assert rounds.do(RemoveRound("p")) == "Round Pilot removed"
    assert (rounds.find(Inclusion), names(rounds)) == ([], ["Training", "Main study"])


def test_work_counts_to_its_round_or_to_the_one_that_had_begun(rounds: Memory) -> None:
    rounds.do(Include(round="t", articles=("a",)))
    found = rounds_of(rounds)
    assert found.name_of("a", "2026-03-05T10:00:00Z") == "Training"
    assert found.name_of("b", "2026-02-28T23:59:59Z") == "Pilot"
    assert found.name_of("b", "2026-03-01T00:00:00Z") == "Main study"
    assert found.name_of("b", "2026-01-31") == ""
    assert found.name_of("b") == ""


def test_articles_are_parted_by_round_in_the_order_of_the_rounds(rounds: Memory) -> None:
    rounds.do(Include(round="t", articles=("a",)))
    coded = {"x": "2026-03-02T08:00:00Z", "a": "2026-03-05", "y": "2026-02-02", "z": "2025-01-01"}
    parts = rounds_of(rounds).parted(coded)
    assert list(parts.items()) == [("Training", ["a"]), ("Pilot", ["y"]), ("Main study", ["x"])]


def test_practice_counts_only_where_it_is_asked_for(rounds: Memory) -> None:
    rounds.do(Include(round="t", articles=("a",)))
    found = rounds_of(rounds)
    assert found.practice == {"a"}
    assert not found.counts("a")
    assert found.counts("a", apart=True)
    assert found.counts("a", within="t")
    assert not found.counts("a", "2026-03-05", within="m")
    assert found.counts("b", "2026-03-05", within="m")
    assert not found.counts("b", "2026-03-05", within="t")


def test_a_round_is_known_by_its_name_however_it_is_written(rounds: Memory) -> None:
    assert rounds_of(rounds).named("PILOT") == rounds_of(rounds).named("p")
    with pytest.raises(UserError, match="There is no round x"):
        Rounds().named("x")


@pytest.fixture
def again(rounds: Memory) -> Memory:
    rounds.do(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
    assert rounds.do(Repeat("r", ("a",))) == "1 article put in again"
    return rounds


def test_an_article_put_in_again_has_the_same_text_and_nobodys_labels(again: Memory) -> None:
    original, second = (again.need(Article, i) for i in ("a", repetition_id("a", "r")))
    assert (second.title, second.meta) == (original.title, original.meta)
    assert second.text_sha256 == original.text_sha256
    assert again.find(Annotation, article=second.id) == []
    found = rounds_of(again)
    assert found.repeats == {second.id: "a"}
    assert not found.counts(second.id, "2026-03-05")
    assert found.counts("a", "2026-03-05")


def test_once_is_enough_and_a_repetition_is_not_repeated(again: Memory) -> None:
    both = ("a", repetition_id("a", "r"))
    assert again.do(Repeat("r", both)) == "0 articles put in again"


@pytest.mark.parametrize(
    "edit",
    [
        Include(round="r", articles=("a",)),
        Repeat("p", ("a",)),
        TakeOut("r", ("a",)),
        RemoveRound("r"),
        PutRound(Round(id="r", name="Again", kind=RoundKind.MAIN)),
    ],
)
def test_repetitions_never_become_articles_of_the_study(again: Memory, edit: Edit) -> None:
    with pytest.raises(UserError):
        again.do(edit)
