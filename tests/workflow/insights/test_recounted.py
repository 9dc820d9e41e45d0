"""Every figure of every view is the one that plain Python counts from the exported files."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from counted_news import REGION, coded_news, counted_project
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs
from once import copy_of
from projects import Material
from recount import Recount

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import MEAN, Insight
from annotator.analysis.insights.question import InsightQuestion
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.edits.links import PutActor
from annotator.domain.layers import GOLD
from annotator.domain.people import Actor, Coder
from annotator.domain.visibility import Visibility
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.insights.asking import insight
from annotator.workflow.insights.reading import FactReader
from annotator.workflow.sample import make_sample

EVERYBODY = Visibility(open_labels=True)
CODES = {
    "voice": ("quote",),
    "named": ("quote",),
    "frames": ("frame",),
    "tones": ("tone",),
    "sentiment": ("quote", "sentiment", "tone"),
    "topics": ("quote",),
    "audit": ("quote",),
}
ALL = ("quote", "source", "frame", "sentiment", "tone")
ASKED = (
    ("voice", "outlet", "role", ()),
    ("voice", "month", "kind", ()),
    ("voice", "region", "speaker", ()),
    ("voice", "kind", "outlet", ALL),
    ("voice", "kind", "role", ()),
    ("named", "outlet", "naming", ()),
    ("named", "role", "naming", ()),
    ("named", "speaker", "naming", ALL),
    ("named", "month", "naming", ALL),
    ("frames", "outlet", "concept", ()),
    ("frames", "month", "concept", ()),
    ("tones", "outlet", "tone", ()),
    ("tones", "month", "tone", ("quote",)),
    ("sentiment", "target", "stance", ()),
    ("sentiment", "month", "stance", ALL),
    ("topics", "speaker", "concept", ()),
    ("topics", "role", "concept", ALL),
    ("audit", "role", "everything", ()),
    ("audit", "naming", "outlet", ()),
)
"""Views, and what they are asked, by the names of what counts it again."""
NAMES = {"tone": "tone.tone", "region": "actor.region", "everything": "all"}


@contextmanager
def exported(project: Project) -> Iterator[Callable[[str], Recount]]:
    """Export a project, and give what counts its labels (of a layer) again."""
    with tempfile.TemporaryDirectory() as place:
        for format_id in ("csv", "jsonl"):
            export(project, Path(place) / f"out.{format_id}", format_id, Selection())
        yield lambda layer: Recount(Path(place) / "out.csv", Path(place) / "out.jsonl", layer)


def facts_of(project: Project, visibility: Visibility = EVERYBODY) -> Facts:
    return FactReader(project, visibility).facts(project)


def check(
    facts: Facts,
    again: Recount,
    layers: tuple[str, ...],
    asked: tuple[str, str, str, tuple[str, ...]],
) -> None:
    """Compare one view, however it is counted, with what is counted again."""
    view, rows, columns, codes = asked
    cells = again.cells(codes or CODES[view], getattr(again, rows), getattr(again, columns))
    for by in CountedBy:
        question = InsightQuestion(
            view=view,
            rows=NAMES.get(rows, rows),
            columns=NAMES.get(columns, columns),
            codes=codes,
            by=by,
            most=1000,
        )
        found = insight(facts, question, layers)
        assert found.labels == len(set().union(*cells.values()))
        assert found.articles == again.amount(set().union(*cells.values()), "articles")
        compare_shares(facts, again, found, cells, by)
        compare_means(facts, again, found, cells, by)


def compare_shares(
    facts: Facts, again: Recount, found: Insight, cells: dict[tuple[str, str], set[str]], by: str
) -> None:
    at = 1 if found.view == "audit" else 0
    marks = {(one.row, one.column): one for one in found.marks if one.column != MEAN}
    assert len(marks) == sum(one.column != MEAN for one in found.marks)
    shown = {one: labels for one, labels in cells.items() if again.amount(labels, by)}
    assert {one for one, mark in marks.items() if mark.count} == set(shown)
    for place, mark in marks.items():
        labels = cells.get(place, set())
        whole = set().union(*(more for key, more in cells.items() if key[at] == place[at]))
        count, of = again.amount(labels, by), again.amount(whole, by)
        assert (mark.count, mark.of) == (count, of)
        assert mark.share == pytest.approx(count / of)
        assert [facts.labels[one].id for one in mark.labels] == in_order(facts, labels)
    known = {one.id for one in found.rows}, {one.id for one in found.columns}
    assert {row for row, _ in cells} <= known[0]
    assert {column for _, column in cells} <= known[1]


def compare_means(
    facts: Facts, again: Recount, found: Insight, cells: dict[tuple[str, str], set[str]], by: str
) -> None:
    means = {one.row: one for one in found.marks if one.column == MEAN}
    if found.view not in ("tones", "sentiment"):
        assert not means
        return
    for row in {row for row, _ in cells}:
        labels = set().union(*(more for key, more in cells.items() if key[0] == row))
        if found.view == "tones":
            pairs = [
                (one, int(key[1])) for key, more in cells.items() if key[0] == row for one in more
            ]
            if len(pairs) > len(labels):  # coded twice by one coder: each answer counts
                continue
            values = dict(pairs)
        else:
            values = {one: again.polarity(one) or 0 for one in labels}
        wanted = again.mean(values, by)
        assert (row in means) == (wanted is not None)
        if row in means:
            assert means[row].value == pytest.approx(wanted)
            assert means[row].count == again.amount(labels, by)
            assert [facts.labels[one].id for one in means[row].labels] == in_order(facts, labels)


def in_order(facts: Facts, labels: set[str]) -> list[str]:
    """Return labels in the order in which facts have them."""
    return [one.id for one in facts.labels if one.id in labels]


@pytest.fixture(name="sample", scope="module")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    def make(path: Path) -> Project:
        make_sample(path)
        made = Project.open(path, "ana")
        made.apply(SetActorVariables((REGION,)))
        actors = made.find(Actor)
        for n, one in enumerate(actors[: len(actors) // 2]):
            value = {"value": REGION.choices[n % 2]}
            made.apply(PutActor(structs.replace(one, values={REGION.id: value})))
        return made

    path = copy_of("sample of insights", make, tmp_path_factory.mktemp("s") / "s.annotator")
    with Project.open(path) as project:
        yield project


@pytest.fixture(name="counted", scope="module")
def _counted(sample: Project) -> Iterator[tuple[Facts, dict[str, Recount]]]:
    with exported(sample) as again:
        yield facts_of(sample), {one: again(one) for one in ("", "ana", "ben")}


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: "-".join(one[:3]))
def test_the_sample_is_counted_as_from_its_export(
    sample: Project,
    counted: tuple[Facts, dict[str, Recount]],
    asked: tuple[str, str, str, tuple[str, ...]],
) -> None:
    facts, again = counted
    ids = {one.handle: one.id for one in sample.find(Coder)}
    for handle, recount in again.items():
        check(facts, recount, (ids[handle],) if handle else (), asked)


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(coded_news(), st.data())
def test_any_study_is_counted_as_from_its_export(material: Material, data: st.DataObject) -> None:
    with (
        tempfile.TemporaryDirectory() as place,
        counted_project(Path(place) / "p.annotator", material) as project,
        exported(project) as again,
    ):
        facts = facts_of(project)
        for layer, layers in (("", ()), ("gold", (GOLD,)), ("ana", ("c-ana",))):
            recount = again(layer)
            for asked in data.draw(st.permutations(ASKED))[:9]:
                check(facts, recount, layers, asked)


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(coded_news())
def test_a_blind_coder_counts_what_their_own_labels_say(material: Material) -> None:
    with (
        tempfile.TemporaryDirectory() as place,
        counted_project(Path(place) / "p.annotator", material) as project,
        exported(project) as again,
    ):
        facts = facts_of(project, Visibility(coder="c-ana"))
        assert {one.layer for one in facts.labels} <= {"c-ana"}
        for asked in ASKED:
            check(facts, again("ana"), (), asked)
            check(facts, again("nobody"), ("c-ben",), asked)
