"""Co-occurrence as an insight: what stands together where, counted in plain Python."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from debate_facts import Said, debate_facts, debates, meta
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import Insight
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import view_called

ATTRIBUTES = ("speaker", "target", "concept")


def asked(facts: Facts, question: InsightQuestion) -> Insight:
    view = view_called("cooccurrence")
    return view.make(view, facts, np.ones(len(facts.labels), np.bool_), question)


def parts(one: Said, attribute: str) -> tuple[str, ...]:
    return {"speaker": one.speakers, "target": one.targets, "concept": one.concepts}[attribute]


def unit(one: Said, once: CountedOnce) -> str:
    known = meta(one.article)
    said = {
        CountedOnce.OUTLET: known.get("outlet", ""),
        CountedOnce.MONTH: known.get("published", "")[:7],
    }.get(once, "")
    return said or f"article {one.article}"


@given(
    debates,
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(("", *ATTRIBUTES)),
    st.sampled_from((CountedOnce.EACH, CountedOnce.ARTICLE, CountedOnce.OUTLET, CountedOnce.MONTH)),
)
def test_pairs_are_counted_where_both_are_and_lead_to_the_labels_of_both_there(
    said: list[Said], rows: str, columns: str, once: CountedOnce
) -> None:
    facts = debate_facts(said)
    question = InsightQuestion(view="cooccurrence", rows=rows, columns=columns, once=once)
    found = asked(facts, question)
    where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    other = columns or rows
    for one in said:
        for attribute in {rows, other}:
            for each in parts(one, attribute):
                where[attribute, each].add(unit(one, once))
    marks = {(one.row, one.column): one for one in found.marks}
    all_rows = [each for attribute, each in where if attribute == rows]
    all_columns = [each for attribute, each in where if attribute == other]
    assert {one.id for one in found.rows} == set(all_rows)
    for a, b in product(all_rows, all_columns):
        both = where[rows, a] & where[other, b]
        if not both or (rows == other and a == b):
            assert (a, b) not in marks
            continue
        mark = marks.pop((a, b))
        assert mark.count == len(both)
        assert mark.share == len(both) / len(where[rows, a] | where[other, b])
        assert {facts.labels[n].id for n in mark.labels} == {
            str(n)
            for n, one in enumerate(said)
            if unit(one, once) in both and (a in parts(one, rows) or b in parts(one, other))
        }
    assert not marks


@pytest.mark.parametrize(
    ("once", "counts"), [(CountedOnce.ARTICLE, ""), (CountedOnce.MONTH, "month")]
)
def test_it_is_said_what_is_counted_where_it_is_no_articles(once: CountedOnce, counts: str) -> None:
    facts = debate_facts([Said(0, ("ana", "ben"))])
    question = InsightQuestion(view="cooccurrence", rows="speaker", once=once)
    assert asked(facts, question).counts == counts


def test_what_occurs_most_is_shown_and_the_rest_is_told() -> None:
    said = [Said(n, ("ana", "ben")) for n in range(3)] + [Said(0, ("cid",))]
    question = InsightQuestion(view="cooccurrence", rows="speaker", most=2)
    found = asked(debate_facts(said), question)
    assert [one.name for one in found.rows] == ["Ana", "Ben"]
    assert [(one.row, one.column, one.count) for one in found.marks] == [
        ("ana", "ben", 3),
        ("ben", "ana", 3),
    ]
    assert found.notes[1:] == ("1 category of “Who speaks” occurs less often and is not shown.",)
