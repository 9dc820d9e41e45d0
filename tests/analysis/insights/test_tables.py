"""What is shown of counts: the largest, the rest together, gaps in time, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import figures, made_article, made_facts, made_label

from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Facts, LabelFact, PartyFact
from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.analysis.insights.periods import MOST_FILLED
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import VIEWS
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.workflow.insights.asking import insight


def voice(facts: Facts, **asked: object) -> Insight:
    return insight(facts, InsightQuestion(view="voice", **asked))  # type: ignore[arg-type]


def of_outlets(**counts: int) -> Facts:
    """Return facts of so many quotes of an expert in each outlet."""
    return made_facts(
        *(
            made_article([made_label(role="expert") for _ in range(count)], outlet=name)
            for name, count in counts.items()
        )
    )


def test_the_largest_rows_are_shown_and_the_rest_is_one_that_says_how_many_it_is() -> None:
    found = voice(of_outlets(a=1, b=4, c=2, d=1, e=3), most=2)
    assert [(one.id, one.name) for one in found.rows] == [
        ("b", "b"),
        ("e", "e"),
        ("*others*", "Others (3)"),
    ]
    assert figures(found) == {
        ("b", "expert"): (4, 4),
        ("e", "expert"): (3, 3),
        ("*others*", "expert"): (4, 4),
    }
    assert sum(len(one.labels) for one in found.marks) == 11


def test_one_row_more_is_shown_rather_than_called_others() -> None:
    assert [one.name for one in voice(of_outlets(a=1, b=2, c=3), most=2).rows] == ["c", "b", "a"]


def test_what_is_in_two_of_the_others_is_once_in_them() -> None:
    actors = [Actor(id=one, name=one) for one in "abcd"]
    labels = [made_label(speaker="a"), made_label(speaker="a"), made_label(speaker="b c d")]
    facts = made_facts(made_article(labels, outlet="o"), actors=actors)
    found = voice(facts, columns="speaker", most=1)
    assert figures(found) == {("o", "a"): (2, 3), ("o", "*others*"): (1, 3)}


def test_at_least_one_row_has_to_be_asked_for() -> None:
    for view in VIEWS:
        with pytest.raises(UserError, match="At least one row"):
            insight(of_outlets(a=1), InsightQuestion(view=view.id, most=0))


def test_columns_of_the_codebook_keep_its_order_and_its_names() -> None:
    labels = [made_label(role=one) for one in ("zookeeper", "expert", "expert", "government")]
    found = voice(made_facts(made_article(labels, outlet="o")))
    assert [one.name for one in found.columns] == [
        "Government and politics",
        "Expert",
        "zookeeper",
    ]


@pytest.mark.parametrize(
    ("rows", "first", "last", "between"),
    [
        ("day", "2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("week", "2020-12-21", "2021-01-08", ["2020-W52", "2020-W53", "2021-W01"]),
        ("month", "2024-11-30", "2025-02-01", ["2024-11", "2024-12", "2025-01", "2025-02"]),
        ("quarter", "2024-08-30", "2025-02-01", ["2024-Q3", "2024-Q4", "2025-Q1"]),
        ("year", "2023", "2025-02", ["2023", "2024", "2025"]),
    ],
)
def test_stretches_of_time_without_anything_are_gaps(
    rows: str, first: str, last: str, between: list[str]
) -> None:
    facts = made_facts(
        made_article([made_label(role="expert")], published=last),
        made_article([made_label(role="citizen")], published=first),
    )
    found = voice(facts, rows=rows)
    assert found.shape is InsightShape.LINES
    assert [one.id for one in found.rows] == between
    assert figures(found) == {
        (between[0], "expert"): (0, 1),
        (between[0], "citizen"): (1, 1),
        (between[-1], "expert"): (1, 1),
        (between[-1], "citizen"): (0, 1),
    }


def test_a_wrong_date_long_ago_fills_no_thousands_of_days() -> None:
    days = ("0205-01-01", "2025-01-01")
    facts = made_facts(*(made_article([made_label(role="expert")], published=one) for one in days))
    assert [one.id for one in voice(facts, rows="day").rows] == list(days)
    assert len(voice(facts, rows="year").rows) == 1821 < MOST_FILLED


def test_stretches_of_time_are_never_called_others() -> None:
    days = [f"2025-01-{n:02}" for n in range(1, 10)]
    facts = made_facts(*(made_article([made_label(role="expert")], published=one) for one in days))
    assert [one.id for one in voice(facts, rows="day", most=1).rows] == days


def test_what_is_left_out_for_lack_of_a_category_is_told_with_counts() -> None:
    facts = made_facts(
        made_article([made_label(role="expert"), made_label(), made_label()], outlet="o"),
        made_article([made_label(role="expert")]),
    )
    found = voice(facts)
    assert (found.labels, found.articles) == (1, 1)
    assert found.notes == (
        "1 label of Quote has no outlet.",
        "2 labels of Quote have no source whose role is known.",
    )


def test_what_different_speakers_have_of_rows_and_columns_is_told_to_be_left_out() -> None:
    minister = PartyFact(words="a minister", role="government", code="source")
    voice_of_street = PartyFact(words="a neighbour", code="source", values={"naming": "anonymous"})
    apart = made_label(speakers=(minister, voice_of_street))
    alone = made_label(
        speakers=(PartyFact(role="expert", code="source", values={"naming": "named"}),)
    )
    facts = made_facts(made_article([apart, alone, apart], outlet="o"))
    found = voice(facts, rows="role", columns="naming")
    assert found.labels == 1
    both = "“Role of who speaks” and “How who speaks is named”"
    assert found.notes == (
        f"2 labels of Quote have {both} of different speakers, and of none both.",
    )


parties = st.builds(
    PartyFact,
    role=st.sampled_from(("", "expert", "citizen")),
    code=st.just("source"),
    values=st.sampled_from(({}, {"naming": "named"}, {"naming": "anonymous"})),
)
spoken = st.lists(
    st.lists(parties, max_size=3).map(lambda each: made_label(speakers=tuple(each))), max_size=8
)


@given(st.lists(st.tuples(st.sampled_from(("", "a", "b")), spoken), max_size=4))
def test_every_label_is_counted_or_its_lack_is_told(
    news: list[tuple[str, list[LabelFact]]],
) -> None:
    facts = made_facts(*(made_article(labels, outlet=outlet) for outlet, labels in news))
    for rows, columns in (("role", "naming"), ("outlet", "role"), ("naming", "role")):
        found = voice(facts, rows=rows, columns=columns)
        counted = {label for mark in found.marks for label in mark.labels}
        assert len(counted) == found.labels
        told = [int(note.split()[0]) for note in found.notes if note[0].isdecimal()]
        left = len(facts.labels) - len(counted)
        # what lacks both is told with either
        assert max(told, default=0) <= left <= sum(told)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(("expert", "citizen", "")))))
def test_of_what_has_one_category_shares_of_a_row_are_all_of_it(
    news: list[tuple[str, str]],
) -> None:
    facts = made_facts(
        *(made_article([made_label(role=role)], outlet=outlet) for outlet, role in news)
    )
    for by in CountedBy:
        found = voice(facts, by=by)
        assert sum(len(one.labels) for one in found.marks) == found.labels
        for row in found.rows:
            shares = [one.share for one in found.marks if one.row == row.id]
            assert sum(one or 0.0 for one in shares) == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from("ab"), spoken), max_size=4), st.data())
def test_what_a_filter_leaves_is_part_of_the_whole(
    news: list[tuple[str, list[LabelFact]]], data: st.DataObject
) -> None:
    facts = made_facts(*(made_article(labels, outlet=outlet) for outlet, labels in news))
    chosen = data.draw(st.sets(st.sampled_from([one.number for one in facts.labels] or [0])))
    for view in ("voice", "named", "audit", "topics"):
        whole = {
            (one.row, one.column): one
            for one in insight(facts, InsightQuestion(view=view, most=99)).marks
        }
        some = insight(facts, InsightQuestion(view=view, most=99), (), sorted(chosen)).marks
        for mark in some:
            of = whole[mark.row, mark.column]
            wanted = {n for n in of.labels if facts.labels[n].number in chosen}
            assert set(mark.labels) == wanted
            assert mark.count <= of.count
            assert mark.of <= of.of


@pytest.mark.parametrize(
    ("by", "thing"), [("labels", "A label"), ("articles", "An article"), ("words", "A word")]
)
def test_it_is_told_that_shares_of_what_has_several_add_up_to_more(by: str, thing: str) -> None:
    facts = made_facts(made_article([made_label(role="expert citizen")], outlet="o"))
    said = f"{thing} that has several of “Role of who speaks” counts in each: shares add up to"
    assert f"{said} more than 100 %." in voice(facts, by=CountedBy(by)).notes
    audit = InsightQuestion(view="audit", by=CountedBy(by))
    assert f"{said} more than 100 %." in insight(facts, audit).notes
    assert not voice(of_outlets(a=2), by=CountedBy(by)).notes


def test_of_several_layers_it_is_said_that_they_are_side_by_side() -> None:
    labels = [made_label(role="expert", layer=one) for one in ("gold", "ana", "ben")]
    facts = made_facts(made_article(labels, outlet="o"))
    said = "Labels of ana, ben and gold are counted side by side."
    assert said in voice(facts).notes
    one = insight(facts, InsightQuestion(view="voice"), ["ana"])
    assert one.labels == 1
    assert not one.notes


def test_labels_on_whole_articles_have_no_words_and_that_is_told() -> None:
    labels = [made_label("tone", words=0, values={"tone": 1})]
    facts = made_facts(made_article(labels, outlet="o"))
    found = insight(facts, InsightQuestion(view="tones", by=CountedBy.WORDS))
    assert not found.marks
    assert "1 label stands on no words, as of whole articles." in found.notes


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), max_size=8), st.integers(1, 5))
def test_nothing_is_dropped_however_few_are_shown(outlets: list[list[str]], most: int) -> None:
    facts = made_facts(
        *(
            made_article([made_label(role="expert")], outlet=name)
            for several in outlets
            for name in several
        )
    )
    found = voice(facts, most=most)
    assert sum(one.count for one in found.marks) == len(facts.labels) == found.labels
    assert sorted(n for one in found.marks for n in one.labels) == list(range(len(facts.labels)))
    assert len(found.rows) <= most + 1


def test_an_attribute_is_made_once() -> None:
    facts = of_outlets(a=1)
    assert attribute(facts, "outlet") is attribute(facts, "outlet")
