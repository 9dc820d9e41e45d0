import pytest
from compared import tagged

from annotator.analysis.comparing.filtering import Filter, by_kind, filtered, is_settled
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Decision, Verdict

A = tagged("a1", "ana", "quote", "“We win,”")
B = tagged("b1", "ben", "source", "“We win,”")
GOLDEN = tagged("g1", "lea", "source", "Others", gold=True)
CODE = Match(article="a1", layers=("ana", "ben"), a=A, b=B, kinds=(Kind.OTHER_CODE,))
VALUE = Match(
    article="a2",
    layers=("ben", "gold"),
    a=B,
    b=GOLDEN,
    kinds=(Kind.OTHER_BOUNDARY, Kind.OTHER_VALUE),
    fields=("type",),
)
ONLY_GOLD = Match(article="a1", layers=("ana", "gold"), b=GOLDEN, kinds=(Kind.ONLY_ONE,))
AGREED = Match(article="a1", layers=("ana", "ben"), a=A, b=A)
ALL = [AGREED, VALUE, CODE, ONLY_GOLD]


def decided(annotation: str) -> list[Decision]:
    return [
        Decision(
            id=annotation, annotation=annotation, reviewer="lea", verdict=Verdict.ACCEPTED, at=""
        )
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ALL),
        (Filter(kinds=frozenset((Kind.OTHER_VALUE, Kind.ONLY_ONE))), [VALUE, ONLY_GOLD]),
        (Filter(codes=frozenset(("quote",))), [AGREED, CODE]),
        (Filter(layers=frozenset(("ben", "ana"))), [AGREED, CODE]),
        (Filter(layers=frozenset(("ben", "ana", "gold"))), ALL),
        (Filter(article="a2"), [VALUE]),
        (Filter(field="type"), [VALUE]),
        (Filter(field="stance"), []),
        (Filter(settled=True), [VALUE, ONLY_GOLD]),
        (Filter(settled=False), [AGREED, CODE]),
        (Filter(article="a1", kinds=frozenset((Kind.OTHER_VALUE,))), []),
    ],
)
def test_a_filter_admits_what_fulfils_all_that_it_asks(wanted: Filter, found: list[Match]) -> None:
    assert filtered(ALL, wanted, {"b1": decided("b1")}) == found


def test_a_match_is_settled_when_each_coders_annotation_has_a_decision() -> None:
    assert not is_settled(CODE, {})
    assert not is_settled(CODE, {"b1": decided("b1"), "a1": []})
    assert is_settled(CODE, {"b1": decided("b1"), "a1": decided("a1")})
    assert is_settled(ONLY_GOLD, {})


def test_differences_come_by_kind_then_article_then_place() -> None:
    later = Match(article="a2", layers=("ana", "ben"), a=A, b=B, kinds=(Kind.OTHER_CODE,))
    assert by_kind([later, *ALL]) == [ONLY_GOLD, later, CODE, VALUE, AGREED]
    assert by_kind([later, *ALL], ["a1", "a2"]) == [ONLY_GOLD, CODE, later, VALUE, AGREED]


def test_every_kind_has_words() -> None:
    assert len({kind.words for kind in Kind}) == len(Kind)
