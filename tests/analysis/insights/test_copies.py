"""Near copies of one text count each, once for each outlet, or once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import made_article, made_facts, made_label

from annotator.analysis.insights.question import CopiesCount, InsightQuestion
from annotator.workflow.insights.asking import insight

articles = st.lists(
    st.tuples(
        st.sampled_from(("", "k", "m")),
        st.sampled_from(("echo", "Echo", "herald", "")),
        st.lists(st.sampled_from(("ana", "ben")), max_size=3),
    ),
    max_size=8,
)


@given(articles, st.sampled_from((("ana",), ("ana", "ben"))))
def test_the_first_copy_that_has_labels_counts(
    made: list[tuple[str, str, list[str]]], layers: tuple[str, ...]
) -> None:
    facts = made_facts(
        *(
            made_article([made_label(layer=one) for one in labels], cluster=cluster, outlet=outlet)
            for cluster, outlet, labels in made
        )
    )
    for copies in CopiesCount:
        seen: set[tuple[str, str]] = set()
        wanted: list[int] = []
        place = 0
        for cluster, outlet, labels in made:
            mine = [place + n for n, one in enumerate(labels) if one in layers]
            place += len(labels)
            key = cluster, outlet.casefold() if copies is CopiesCount.OUTLET else ""
            if not mine or (cluster and copies is not CopiesCount.EACH and key in seen):
                continue
            seen.add(key)
            wanted += mine
        question = InsightQuestion(view="voice", rows="all", columns="all", copies=copies)
        found = insight(facts, question, layers)
        assert [n for one in found.marks for n in one.labels] == wanted


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ("once", "Near copies of one text count once: 3 labels on 2 near copies are not"),
        (
            "outlet",
            "Near copies of one text count once for each outlet: 1 label on 1 near copy is not",
        ),
    ],
)
def test_how_much_of_copies_is_not_counted_is_told(copies: str, said: str) -> None:
    made = (("a", 1), ("b", 2), ("a", 1))
    facts = made_facts(
        *(
            made_article([made_label(role="expert") for _ in range(n)], cluster="k", outlet=outlet)
            for outlet, n in made
        )
    )
    question = InsightQuestion(view="voice", copies=CopiesCount(copies))
    assert f"{said} counted." in insight(facts, question).notes


def test_of_the_copies_that_a_filter_finds_the_first_counts() -> None:
    facts = made_facts(
        *(made_article([made_label(role="expert")], cluster="k", outlet=one) for one in "abb")
    )
    of_b = [one.number for one in facts.labels[1:]]
    question = InsightQuestion(view="voice", copies=CopiesCount.ONCE)
    (mark,) = insight(facts, question, (), of_b).marks
    assert (mark.row, mark.labels) == ("b", (1,))


def test_a_copy_counts_or_not_whatever_codes_are_asked_for() -> None:
    facts = made_facts(
        made_article([made_label("frame", concepts=("cost",))], cluster="k", outlet="a"),
        made_article([made_label(role="expert")], cluster="k", outlet="b"),
    )
    question = InsightQuestion(view="voice", copies=CopiesCount.ONCE)
    assert not insight(facts, question).marks
