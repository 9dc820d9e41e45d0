"""Which annotations a filter finds, for whose eyes, and what looking costs."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from once import copy_of
from sequences import BOOK, fill
from work import costs, label

from annotator.domain.codebook import Field, FieldType
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.units import AnswerUnit
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.label_conditions import among_answers
from annotator.store.reading.label_query import (
    LabelGroup,
    LabelQuery,
    LabelSort,
    PickedLabels,
    parse_labels,
)
from annotator.workflow.visibility import visibility_of

ALL = Visibility(reviewing=True)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = copy_of("labels to list", _labelled_by_two, tmp_path / "p.annotator")
    with Project.open(path, "ben") as made:
        yield made


def _labelled_by_two(path: Path) -> Project:
    made = Project.create(path, codebook=BOOK)
    made.coder = "ana"
    fill(made)
    made.apply(SetNote("s", "Who is thát?"))
    made.coder = "ben"
    made.apply(Tag(id="b", article="a", code="source", fragments=((0, 4),)))
    return made


def found(project: Project, words: str, seen: Visibility = ALL, **wish: object) -> list[str]:
    book = project.codebook()
    query = LabelQuery(terms=parse_labels(words, book), **wish)  # pyright: ignore[reportArgumentType] - names of its own
    numbers = project.labels.found(query, book, seen).numbers
    ids = project.labels.ids(numbers)
    return [ids[one] for one in numbers]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("", ["q", "b", "s"]),
        ("code:quote", ["q"]),
        ("-code:quote", ["b", "s"]),
        ("coder:BEN", ["b"]),
        ("coder:gold", []),
        ("actor:mayor", ["q"]),
        ("actor:*", ["q"]),
        ("article:waits outlet:afp", ["q", "b", "s"]),
        ("outlet:herald", []),
        ("kind:direct", ["q"]),
        ("kind:*", ["q"]),
        ("-kind:*", ["b", "s"]),
        ("origin:human", ["q", "b", "s"]),
        ("note:that", ["s"]),
        ("note:*", ["s"]),
        ("code:quote code:source coder:ana", ["q", "s"]),
        ("version:<2", ["q", "b", "s"]),
        ("version:>=2", []),
        ("nowhere", []),
    ],
)
def test_each_condition_finds_its_own(project: Project, words: str, ids: list[str]) -> None:
    assert found(project, words) == ids


@pytest.mark.parametrize(
    ("typed", "answers"),
    [("3", "[3]"), ("+3", "[3]"), ("−1", "[-1]"), ("+-5", "[]"), ("9" * 5000, "[]")],
)
def test_whatever_is_typed_for_a_number_is_one_or_finds_nothing(typed: str, answers: str) -> None:
    assert among_answers(Field(id="n", name="N", type=FieldType.NUMBER), typed) == answers


def test_units_to_which_their_code_does_not_apply_are_found(project: Project) -> None:
    none = AnswerUnit(id="u", article="a", code="topic", fragments=((0, 10),), none=True)
    project.apply(none)
    assert found(project, "none:yes") == ["u"]


def test_words_are_found_whatever_their_case(project: Project) -> None:
    words = project.labels.rows(project.labels.found(LabelQuery(), BOOK, ALL).numbers, ALL)
    text = next(row.annotation.text for row in words.values() if row.annotation.id == "s")
    assert "s" in found(project, f'"{text.upper()}"')


def test_an_unknown_condition_is_refused_with_the_known_ones(project: Project) -> None:
    with pytest.raises(UserError, match="foo:") as refusal:
        parse_labels("foo:bar", project.codebook())
    assert "coder:" in str(refusal.value)
    assert "kind:" in str(refusal.value)


@pytest.mark.parametrize("words", ["foo:", "-foo:", "foo: bar", 'bar foo:""'])
def test_an_unknown_condition_is_refused_before_its_value_is_typed(words: str) -> None:
    """Else the list would show all, and all of it could be changed."""
    with pytest.raises(UserError, match="no condition foo:"):
        parse_labels(words, BOOK)


@pytest.mark.parametrize("words", ["version:abc", "-version:abc", "version:<", "bar version:4th"])
def test_what_names_no_version_is_refused(words: str) -> None:
    """Else with a minus the list would show all, and all of it could be changed."""
    with pytest.raises(UserError, match="names no version") as refused:
        parse_labels(words, BOOK)
    assert "version:<4" in refused.value.remedy


@pytest.mark.parametrize("words", ["10:30", "https://a.org/b", "x:/y", '"foo:"'])
def test_times_and_addresses_are_words(words: str) -> None:
    (term,) = parse_labels(words, BOOK)
    assert (term.key, term.value) == ("", words.strip('"'))


def test_what_a_blind_coder_may_not_see_is_neither_listed_nor_counted(project: Project) -> None:
    ben = next(one.id for one in project.find(Coder) if one.handle == "ben")
    seen = visibility_of(project, ben, reviewing=True)
    assert found(project, "", seen) == ["b"]
    assert project.labels.count(seen) == 1
    for group in LabelGroup:
        query = LabelQuery(group=group)
        groups = project.labels.found(query, project.codebook(), seen).groups
        assert sum(one.count for one in groups) == (1 if group else 0)
    assert found(project, "actor:mayor", seen) == []
    everything = project.labels.found(LabelQuery(), project.codebook(), ALL).numbers
    assert [row.annotation.id for row in project.labels.rows(everything, seen).values()] == ["b"]


@pytest.mark.parametrize("group", [one for one in LabelGroup if one])
@pytest.mark.parametrize("sort", list(LabelSort))
def test_groups_hold_all_and_each_stands_once(
    project: Project, group: LabelGroup, sort: LabelSort
) -> None:
    query = LabelQuery(group=group, sort=sort, descending=True)
    listed = project.labels.found(query, project.codebook(), ALL)
    assert sum(one.count for one in listed.groups) == len(listed.numbers) == 3
    assert sorted(set(listed.numbers)) == sorted(listed.numbers)


@pytest.mark.parametrize("group", list(LabelGroup))
@pytest.mark.parametrize("words", ["", "-note:*"])
@pytest.mark.parametrize("seen_by", ["", "ben"])
def test_the_first_are_the_first_of_all(
    project: Project, group: LabelGroup, words: str, seen_by: str
) -> None:
    seen, book = ALL, project.codebook()
    if seen_by:
        coder = next(one.id for one in project.find(Coder) if one.handle == seen_by)
        seen = visibility_of(project, coder, reviewing=True)
    terms = parse_labels(words, book)
    for sort, descending in product(LabelSort, (False, True)):
        query = LabelQuery(terms=terms, group=group, sort=sort, descending=descending)
        every = project.labels.found(query, book, seen)
        for limit in (1, 2, 10):
            first = project.labels.first(query, book, seen, limit)
            count = len(first.numbers)
            assert count == min(limit, len(every.numbers)), query
            if group or words or sort not in (LabelSort.WORDS, LabelSort.CHANGED):
                assert list(first.numbers) == list(every.numbers[:count]), query
            assert first.partial or count == len(every.numbers), query
            assert sum(one.count for one in first.groups) == (count if group else 0), query
            for one, of_all in zip(first.groups, every.groups, strict=False):
                assert (one.key, one.name) == (of_all.key, of_all.name), query


def _of_coders(path: Path) -> Project:
    """Make a project of as many articles as its name says, each twenty of one coder."""
    made = Project.create(path, codebook=BOOK)
    made.coder = "ana"
    for n in range(int(path.stem) // 20):
        label(made, f"of{n}-", 20, 2, coder=f"c{n:02}")
    return made


@pytest.mark.parametrize(
    ("group", "sort"),
    [
        (LabelGroup.NONE, LabelSort.PLACE),
        (LabelGroup.NONE, LabelSort.CODER),
        (LabelGroup.NONE, LabelSort.ACTOR),
        (LabelGroup.ARTICLE, LabelSort.PLACE),
        (LabelGroup.ARTICLE, LabelSort.WORDS),
        (LabelGroup.CODER, LabelSort.PLACE),
        (LabelGroup.CODER, LabelSort.ACTOR),
    ],
)
def test_the_first_cost_no_more_among_many(
    tmp_path: Path, group: LabelGroup, sort: LabelSort
) -> None:
    told: list[int] = []
    for articles in (40, 400):
        path = copy_of(("coders", articles), _of_coders, tmp_path / f"{articles}.annotator")
        with Project.open(path, "ana") as made:
            book = made.codebook()
            with costs(made) as cost:
                found = made.labels.first(LabelQuery(group=group, sort=sort), book, ALL, 20)
            assert len(found.numbers) == 20
            told.append(cost.instructions)
    assert told[1] < 2 * told[0]


def test_a_list_and_a_page_cost_the_same_statements_and_rows_however_many_there_are(
    tmp_path: Path,
) -> None:
    told = []
    for articles in (20, 200):
        with Project.create(tmp_path / f"{articles}.annotator", codebook=BOOK) as made:
            made.coder = "ana"
            label(made, "x", articles, 5)
            book = made.codebook()
            with costs(made) as finding:
                numbers = made.labels.found(LabelQuery(), book, ALL).numbers
            assert len(numbers) == articles * 5
            with costs(made) as reading:
                assert len(made.labels.rows(numbers[10:40], ALL)) == 30
            told.append((finding.sums, reading.sums))
    assert told[0] == told[1]
    assert told[0][0][2] == 0, "no record is decoded to find which there are"
    assert told[0][1][2] == 30, "no more than those that are looked at"


def test_of_those_that_were_picked_only_what_may_be_seen_is_found(project: Project) -> None:
    picked = PickedLabels("Two of them", ("b", "s", "gone"))
    assert found(project, "", picked=picked) == ["b", "s"]
    assert found(project, "coder:ana", picked=picked) == ["s"]
    assert found(project, "", picked=PickedLabels("None", ())) == []
    ben = next(one.id for one in project.find(Coder) if one.handle == "ben")
    blind = visibility_of(project, ben)
    assert found(project, "", blind, picked=picked) == ["b"]
    query = LabelQuery(picked=picked, sort=LabelSort.WORDS, group=LabelGroup.CODER)
    first = project.labels.first(query, project.codebook(), ALL)
    assert set(project.labels.ids(first.numbers).values()) == {"b", "s"}
