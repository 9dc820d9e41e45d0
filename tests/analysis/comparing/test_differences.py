import pytest
from compared import BOOK, QUOTE, layered, tagged
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.comparing.differences import compare, compare_all
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation, Link, make_link
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.record import Fragment


def ana_and_ben(article: ArticleLayers) -> list[Match]:
    return compare(article, "ana", "ben", BOOK)


def only(article: ArticleLayers) -> Match:
    (match,) = ana_and_ben(article)
    return match


def test_the_same_span_code_answers_and_links_agree() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”", "“and stay.”", type="direct")
    match = only(layered([a, replace(a, id="b1", coder="ben")]))
    assert match.agrees
    assert match.kind is None
    assert match.overlap == 1.0
    assert match.layers == ("ana", "ben")


def test_what_only_one_has_says_who() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”")
    b = tagged("b1", "ben", "source", "Others")
    first, second = ana_and_ben(layered([b, a]))
    assert (first.a, first.b, first.kinds) == (a, None, (Kind.ONLY_ONE,))
    assert (second.a, second.b, second.kinds) == (None, b, (Kind.ONLY_ONE,))
    assert second.annotations == (b,)


def test_left_over_spans_that_are_alike_are_the_same_span_with_another_code() -> None:
    a = tagged("a1", "ana", "quote", "the mayor", type="direct")
    match = only(layered([a, tagged("b1", "ben", "source", "the mayor")]))
    assert match.kinds == (Kind.OTHER_CODE,)
    assert match.fields == ()
    assert match.codes == ("quote", "source")
    match = only(layered([a, tagged("b1", "ben", "source", "the mayor said")]))
    assert match.kinds == (Kind.OTHER_CODE, Kind.OTHER_BOUNDARY)


def test_a_second_code_on_a_span_is_no_other_code() -> None:
    a = [tagged("a1", "ana", "quote", "the mayor"), tagged("a2", "ana", "source", "the mayor")]
    kinds = {
        m.code: m.kinds for m in ana_and_ben(layered([*a, replace(a[1], id="b", coder="ben")]))
    }
    assert kinds == {"quote": (Kind.ONLY_ONE,), "source": ()}


def test_spans_of_other_codes_that_overlap_little_have_nothing_to_do_with_each_other() -> None:
    a = tagged("a1", "ana", "quote", "“We win,” the mayor")
    matches = ana_and_ben(layered([a, tagged("b1", "ben", "source", "the mayor")]))
    assert [match.kinds for match in matches] == [(Kind.ONLY_ONE,), (Kind.ONLY_ONE,)]


def test_codes_of_the_whole_article_are_never_the_same_span() -> None:
    a = tagged("a1", "ana", "frame")
    matches = ana_and_ben(layered([a, replace(a, id="b1", coder="ben", code="tone")]))
    assert [match.kind for match in matches] == [Kind.ONLY_ONE, Kind.ONLY_ONE]


def test_other_boundaries_answers_and_links_are_told_together() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”", stance=1, type="direct", topics=["war", "money"])
    b = tagged("b1", "ben", "quote", "“We win,” the mayor", loud=False, topics=["money", "war"])
    links = [make_link("a1", "said_by", actor="p1"), make_link("b1", "target", actor="p1")]
    match = only(layered([a, b], links))
    assert match.kinds == (Kind.OTHER_BOUNDARY, Kind.OTHER_VALUE, Kind.OTHER_LINK)
    assert match.kind is Kind.OTHER_BOUNDARY
    assert match.fields == ("type", "stance", "loud")
    assert match.links == ("said_by", "target")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"loud": False}, {}, True),
        ({"loud": True}, {"loud": 1}, True),
        ({"topics": []}, {}, False),
        ({"type": None}, {}, False),
        ({"topics": ["war"]}, {"topics": ["war", "money"]}, True),
        ({"gone": 1}, {"gone": 2}, True),
    ],
)
def test_an_answer_differs_from_none_and_an_order_of_choices_from_nothing(
    one: dict[str, object], other: dict[str, object], *, differ: bool
) -> None:
    a, b = tagged("a", "ana", "frame", **one), tagged("b", "ben", "frame", **other)
    assert (Kind.OTHER_VALUE in only(layered([a, b])).kinds) is differ


def test_links_are_the_same_when_they_end_at_annotations_that_are_a_pair() -> None:
    records = [
        tagged("a1", "ana", "quote", "“We win,”"),
        tagged("a2", "ana", "source", "the mayor"),
        tagged("b1", "ben", "quote", "“We win,”"),
        tagged("b2", "ben", "source", "mayor"),
        tagged("b3", "ben", "source", "Others"),
    ]
    links = [make_link("a1", "said_by", to="a2"), make_link("b1", "said_by", to="b2")]
    assert ana_and_ben(layered(records, links))[0].agrees
    links[1] = make_link("b1", "said_by", to="b3")
    match = ana_and_ben(layered(records, links))[0]
    assert (match.kinds, match.links) == ((Kind.OTHER_LINK,), ("said_by",))
    links[1] = make_link("b1", "target", actor="p1")
    assert ana_and_ben(layered(records, links))[0].links == ("said_by", "target")


def test_what_a_coder_has_on_an_article_that_the_other_has_not_read_is_no_difference() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”")
    article = layered([a], statuses={"ana": WorkStatus.DONE, "ben": WorkStatus.IN_PROGRESS})
    assert ana_and_ben(article) == []
    assert len(compare(article, "ana", "ben", BOOK, unread=True)) == 1
    article.statuses["ben"] = WorkStatus.NOTHING
    assert ana_and_ben(article)[0].kind is Kind.ONLY_ONE


def test_gold_has_read_everything() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”")
    gold = tagged("g1", "lea", "quote", "“We win,”", gold=True)
    (match,) = compare(layered([a, gold]), "ana", GOLD, BOOK)
    assert match.agrees
    assert (match.a, match.b) == (a, gold)
    (match,) = compare(layered([a]), "ana", GOLD, BOOK)
    assert match.kind is Kind.ONLY_ONE
    assert compare(layered([gold], statuses={}), "ana", GOLD, BOOK) == []


def test_matches_come_in_reading_order_with_the_whole_article_first() -> None:
    records = [
        tagged("a3", "ana", "source", "Others"),
        tagged("a2", "ana", "source", "We"),
        tagged("a1", "ana", "quote", "We win,"),
        tagged("a0", "ana", "frame"),
        tagged("b2", "ben", "source", "the mayor"),
    ]
    found = [match.annotations[0].id for match in ana_and_ben(layered(records))]
    assert found == ["a0", "a1", "a2", "b2", "a3"]


def test_a_higher_threshold_parts_a_pair() -> None:
    records = [
        tagged("a1", "ana", "quote", "“We win,”"),
        tagged("b1", "ben", "quote", "“We win,” the mayor"),
    ]
    assert len(compare(layered(records), "ana", "ben", BOOK, 0.4)) == 1
    assert len(compare(layered(records), "ana", "ben", BOOK, 0.6)) == 2


def test_a_code_that_the_codebook_lacks_is_compared_all_the_same() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”", stance=1, loud=True)
    article = layered([a, tagged("b1", "ben", "quote", "“We win,”")])
    (match,) = compare(article, "ana", "ben", Codebook())
    assert match.fields == ("loud", "stance")


def test_a_project_is_compared_article_by_article_with_progress() -> None:
    a = tagged("a1", "ana", "quote", "“We win,”")
    gold = tagged("g1", "lea", "quote", "“We win,”", gold=True)
    articles = [layered([a, gold]), layered([replace(a, id="a2")], article="a2")]
    seen: list[tuple[int, int]] = []
    matches = compare_all(
        articles,
        [("ana", "ben"), ("ana", GOLD)],
        BOOK,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [(m.article, m.layers[1], m.agrees) for m in matches] == [
        ("a1", "ben", False),
        ("a1", GOLD, True),
        ("a2", "ben", False),
        ("a2", GOLD, False),
    ]
    assert seen == [(0, 2), (1, 2)]


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["direct", "indirect"]),
        "topics": st.lists(st.sampled_from(["war", "money"]), unique=True),
    },
)


@st.composite
def articles(draw: st.DrawFn) -> ArticleLayers:
    records: list[Annotation] = []
    for coder in ("ana", "ben"):
        for number in range(draw(st.integers(0, 5))):
            start, length = draw(st.integers(0, 20)), draw(st.integers(0, 9))
            plain = tagged(f"{coder}{number}", coder, "frame", **draw(ANSWERS))
            span = replace(
                plain,
                code=draw(st.sampled_from(["quote", "source"])),
                fragments=(Fragment(start, start + length),),
            )
            records.append(span if length else plain)
    ends = (
        st.tuples(st.sampled_from(records), st.sampled_from(records)) if records else st.nothing()
    )
    drawn = draw(st.lists(ends, max_size=5)) if records else []
    links: list[Link] = [
        make_link(one.id, "said_by", to=other.id)
        for one, other in drawn
        if one.coder == other.coder
    ]
    return layered(records, links)


def mirrored(match: Match) -> Match:
    return replace(match, a=match.b, b=match.a, layers=match.layers[::-1])


@given(articles())
def test_every_annotation_is_in_exactly_one_match_and_sides_do_not_matter(
    article: ArticleLayers,
) -> None:
    matches = ana_and_ben(article)
    found = [one.id for match in matches for one in match.annotations]
    assert sorted(found) == sorted(one.id for one in article.annotations)
    back = [mirrored(match) for match in compare(article, "ben", "ana", BOOK)]
    assert sorted(back, key=repr) == sorted(matches, key=repr)
    assert [match.start for match in matches] == sorted(match.start for match in matches)
    for match in matches:
        assert list(match.kinds) == [kind for kind in Kind if kind in match.kinds]
        assert (Kind.OTHER_VALUE in match.kinds) == bool(match.fields)
        assert (Kind.OTHER_LINK in match.kinds) == bool(match.links)
        assert set(match.fields) <= {field.id for field in QUOTE.fields}


@given(articles())
def test_a_layer_agrees_with_its_copy_in_all(article: ArticleLayers) -> None:
    ours = article.layer("ana")
    copy = [replace(one, id=f"copy {one.id}", coder="cleo") for one in ours]
    links = [
        make_link(f"copy {link.annotation}", link.type, to=f"copy {link.target_annotation}")
        for link in article.links
    ]
    both = layered([*ours, *copy], [*article.links, *links])
    matches = compare(both, "ana", "cleo", BOOK)
    # Copies of annotations that stand twice in one layer may swap, and their links with them.
    assert len(matches) == len(ours)
    assert {kind for match in matches for kind in match.kinds} <= {Kind.OTHER_LINK}
