"""Deciding on a coder's annotation against the gold that is there."""

from typing import cast

from compared import BOOK, layered, tagged

from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.base import Together
from annotator.domain.edits.review import Settle
from annotator.domain.layers import GOLD
from annotator.workflow.review.settling import Taking, settling

OURS = tagged("a", "ana", "quote", "We win,")
FINAL = tagged("g", "lea", "quote", "“We win,”", gold=True)


def match_of(*annotations: Annotation) -> Match:
    (found,) = compare(layered(annotations), "ana", GOLD, BOOK)
    return found


def from_source(source: str) -> list[Decision]:
    word = Decision(
        id="d", annotation=source, reviewer="lea", verdict=Verdict.CHANGED, at="", gold="g"
    )
    return [word]


def nobody(_gold: str) -> list[Decision]:
    return []


def test_accepting_replaces_gold_that_came_of_another_coder() -> None:
    edit = settling(match_of(OURS, FINAL), Taking.A, lambda _: from_source("b"))
    assert edit == Settle(take=("a",), over=("b",))


def test_accepting_replaces_gold_of_unknown_origin() -> None:
    edit = cast("Together", settling(match_of(OURS, FINAL), Taking.A, nobody))
    assert list(edit.edits) == [Delete(("g",)), Settle(take=("a",))]


def test_accepting_one_s_own_source_takes_gold_s_changes_back() -> None:
    edit = settling(match_of(OURS, FINAL), Taking.A, lambda _: from_source("a"), "why")
    assert edit == Settle(take=("a",), reason="why")


def test_leaving_gold_rejects_the_coders() -> None:
    edit = settling(match_of(OURS, FINAL), Taking.B, lambda _: from_source("b"))
    assert edit == Settle(over=("a",))


def test_leaving_gold_as_it_came_of_the_annotation_changes_nothing() -> None:
    assert settling(match_of(OURS, FINAL), Taking.B, lambda _: from_source("a")) is None


def test_both_puts_the_coders_beside_gold() -> None:
    edit = settling(match_of(OURS, FINAL), Taking.BOTH, nobody)
    assert edit == Settle(take=("a",))


def test_neither_deletes_gold_too() -> None:
    edit = cast("Together", settling(match_of(OURS, FINAL), Taking.NEITHER, nobody))
    assert list(edit.edits) == [Delete(("g",)), Settle(over=("a",))]


def test_what_gold_lacks_is_accepted_or_rejected() -> None:
    assert settling(match_of(OURS), Taking.A, nobody) == Settle(take=("a",))
    assert settling(match_of(OURS), Taking.B, nobody) == Settle(over=("a",))


def test_gold_that_the_coder_lacks_stays_or_goes() -> None:
    assert settling(match_of(FINAL), Taking.B, nobody) is None
    assert settling(match_of(FINAL), Taking.A, nobody) == Delete(("g",))
