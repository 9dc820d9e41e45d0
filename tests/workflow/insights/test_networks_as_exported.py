"""Networks as insights say what the exported edge lists and graphs of the same project say."""

import csv
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from debates import ACTORS, RECORDS, bundled, debate, dna_debate, label, made_debate
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import Insight
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.network_choices import NetworkKind
from annotator.analysis.networks import Normalisation, Polarity
from annotator.domain.annotation import make_link
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.visibility import Visibility
from annotator.formats.export_options import OptionValue
from annotator.formats.files.codebook import default_codebook
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.insights.asking import insight
from annotator.workflow.insights.reading import FactReader

ALL = 300


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with debate(tmp_path / "debate.annotator") as opened:
        yield opened


def facts_of(project: Project) -> Facts:
    return FactReader(project, Visibility(open_labels=True)).facts(project)


def options(question: InsightQuestion) -> dict[str, OptionValue]:
    return {
        "network": question.network.value,
        "polarity": question.polarity.value,
        "once": question.once.value,
        "normalisation": question.normalisation.value,
        "evidence": True,
    }


def exported_edges(project: Project, folder: Path, question: InsightQuestion) -> list[Any]:
    path = folder / "edges.csv"
    path.unlink(missing_ok=True)
    export(project, path, "edge-list", Selection(options=options(question)))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported_graph(project: Project, folder: Path, question: InsightQuestion) -> Any:
    path = folder / "graph.graphml"
    path.unlink(missing_ok=True)
    export(project, path, selection=Selection(options=options(question)))
    return nx.read_graphml(path)


def test_a_concept_in_words_is_called_as_it_is_called_first(tmp_path: Path) -> None:
    records: list[Record] = [Coder(id="c1", handle="eva"), *ACTORS]
    for ident, words, said in (("x1", "Tax 😀", "Carbon Tax"), ("y1", "Never", "carbon tax")):
        records.append(label(ident, "statement", words, concept=said))
        records.append(make_link(ident, "person", actor="ana"))
    with made_debate(tmp_path / "c.annotator", bundled("dna-statements"), records) as project:
        question = InsightQuestion(view="network")
        (edge,) = exported_edges(project, tmp_path, question)
        (concept,) = insight(facts_of(project), question).columns
    assert edge["Target"] == concept.name == "Carbon Tax"


def graph_of(found: Insight) -> Any:
    one_mode = found.rows == found.columns
    graph: Any = nx.Graph() if one_mode else nx.DiGraph()
    names = {one.id: one.name for one in (*found.rows, *found.columns)}
    graph.add_nodes_from((ident, {"label": name}) for ident, name in names.items())
    for one in found.marks:
        graph.add_edge(one.row, one.column, weight=one.value)
    return graph


def assert_as_exported(
    project: Project, facts: Facts, folder: Path, question: InsightQuestion
) -> None:
    found = insight(facts, question)
    edges = exported_edges(project, folder, question)
    ids = {one.id: n for n, one in enumerate(facts.labels)}
    marks = {(one.row, one.column): one for one in found.marks}
    names = {one.id: one.name for one in (*found.rows, *found.columns)}
    assert marks.keys() == {(one["source_id"], one["target_id"]) for one in edges}
    for edge in edges:
        mark = marks[edge["source_id"], edge["target_id"]]
        assert mark.value == pytest.approx(float(edge["Weight"]))
        assert mark.count == int(edge["count"])
        assert mark.labels == tuple(sorted(ids[one] for one in edge["annotations"].split("|")))
        # Of a concept in words, spellings are one: which of them names it may differ.
        ours = [folded(names[one]) for one in (mark.row, mark.column)]
        assert ours == [folded(edge[one]) for one in ("Source", "Target")]


def assert_same_graph(
    project: Project, facts: Facts, folder: Path, question: InsightQuestion
) -> None:
    ours, theirs = (
        graph_of(insight(facts, question)),
        exported_graph(project, folder, question),
    )
    assert dict(ours.nodes(data="label")) == dict(theirs.nodes(data="label"))
    assert dict(ours.degree()) == dict(theirs.degree())
    assert dict(ours.degree(weight="weight")) == pytest.approx(dict(theirs.degree(weight="weight")))
    parts = nx.weakly_connected_components if theirs.is_directed() else nx.connected_components
    assert {frozenset(one) for one in parts(ours)} == {frozenset(one) for one in parts(theirs)}


@pytest.mark.parametrize("network", NetworkKind)
def test_every_weighing_of_a_debate_is_that_of_its_edge_list(
    network: NetworkKind, project: Project, tmp_path: Path
) -> None:
    facts = facts_of(project)
    for polarity, normalisation in product(Polarity, Normalisation):
        question = InsightQuestion(
            view="network",
            network=network,
            polarity=polarity,
            normalisation=normalisation,
            most=ALL,
        )
        assert_as_exported(project, facts, tmp_path, question)
        if normalisation in (Normalisation.NONE, Normalisation.COSINE):
            assert_same_graph(project, facts, tmp_path, question)


def test_two_actors_of_one_name_are_told_apart_as_in_exports(tmp_path: Path) -> None:
    records = [*RECORDS, label("x7", "quote", "Never"), make_link("x7", "said_by", actor="cid")]
    with made_debate(tmp_path / "a.annotator", default_codebook(), records) as project:
        found = insight(facts_of(project), InsightQuestion(view="network"))
    assert sorted(one.name for one in found.rows) == ["Ana Orth", "Ben Kim", "Ben Kim (2)"]


def test_yes_and_no_are_stances_and_concepts_are_the_statements_own(tmp_path: Path) -> None:
    with dna_debate(tmp_path / "dna.annotator") as project:
        facts = facts_of(project)
        for network, polarity in product(NetworkKind, Polarity):
            question = InsightQuestion(view="network", network=network, polarity=polarity)
            assert_as_exported(project, facts, tmp_path, question)


PHRASES = ("Tax 😀 it now", "Never", "The end")
FRAMES = ("economic", "morality")
quotes = st.lists(
    st.tuples(
        st.sampled_from("xyz"),
        st.sampled_from(PHRASES),
        st.lists(st.sampled_from([one.id for one in ACTORS]), max_size=2, unique=True),
        st.none() | st.sampled_from((-2, -1, 0, 1, 2)),
        st.none() | st.sampled_from([one.id for one in ACTORS]),
    ),
    max_size=12,
)
frames = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from(PHRASES), st.sampled_from(FRAMES)),
    max_size=6,
)
questions = st.builds(
    InsightQuestion,
    view=st.just("network"),
    network=st.sampled_from(NetworkKind),
    polarity=st.sampled_from(Polarity),
    once=st.sampled_from(CountedOnce),
    normalisation=st.sampled_from(Normalisation),
    most=st.just(ALL),
)


@settings(max_examples=30)
@given(quotes, frames, st.lists(questions, min_size=1, max_size=6))
def test_any_debate_has_the_network_that_is_exported(
    said: list[Any], framed: list[Any], asked: list[InsightQuestion]
) -> None:
    records: list[Record] = [Coder(id="c1", handle="eva"), *ACTORS]
    for n, (article, words, speakers, stance, target) in enumerate(said):
        values = {} if stance is None else {"stance": stance}
        one = label(f"{article}q{n}", "quote", words, **values)
        records.append(one)
        records += [make_link(one.id, "said_by", actor=each) for each in speakers]
        records += [make_link(one.id, "target", actor=target)] if target else []
    records += [
        label(f"{article}f{n}", "frame", words, policy_frame=frame)
        for n, (article, words, frame) in enumerate(framed)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with made_debate(folder / "a.annotator", default_codebook(), records) as project:
            facts = facts_of(project)
            for question in asked:
                assert_as_exported(project, facts, folder, question)
