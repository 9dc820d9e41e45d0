"""Networks open in other programs with the weights that can be counted by hand."""

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from debates import RECORDS, debate, dna_debate, label, made_debate
from lxml import etree

from annotator.domain.annotation import make_link
from annotator.domain.people import Actor
from annotator.formats.export_options import OptionValue
from annotator.formats.files.codebook import default_codebook
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export

ECONOMIC = "concept:frame.policy_frame=economic"
Weights = dict[tuple[str, str], float]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with debate(tmp_path / "debate.annotator") as opened:
        yield opened


def graph(project: Project, folder: Path, **options: OptionValue) -> Any:
    path = folder / "net.graphml"
    export(project, path, selection=Selection(options=options))
    return nx.read_graphml(path)


def weights(found: Any) -> Weights:
    return {(u, v): data["weight"] for u, v, data in found.edges(data=True)}


def test_actors_are_tied_to_frames_by_how_often_or_how_they_speak_in_them(
    project: Project, tmp_path: Path
) -> None:
    found = graph(project, tmp_path)
    assert found.is_directed()
    assert weights(found) == {("ana", ECONOMIC): 3, ("ben", ECONOMIC): 3}
    found = graph(project, tmp_path, polarity="subtract")
    assert weights(found) == {("ana", ECONOMIC): 1, ("ben", ECONOMIC): -3}
    assert found.nodes["ana"] == {
        "label": "Ana Orth",
        "class": "actor",
        "kind": "person",
        "role": "government",
        "affiliation": "Greens",
        "says": 3,
        "is_said_of": 0,
    }
    assert found.nodes[ECONOMIC]["label"] == "Economic"
    once = graph(project, tmp_path, once="outlet")
    assert weights(once) == {("ana", ECONOMIC): 2, ("ben", ECONOMIC): 2}


@pytest.mark.parametrize(
    ("options", "weight"),
    [
        ({}, 9),
        # Ana is at 2, 1 and -2, Ben at -1 and -2: of six pairs the distances are 3 4 2 3 1 0.
        ({"polarity": "congruence"}, 6 - 13 / 4),
        ({"polarity": "conflict"}, 13 / 4),
        ({"polarity": "subtract"}, 6 - 2 * 13 / 4),
        ({"normalisation": "average"}, 9 / 3),
        ({"normalisation": "cosine"}, 1),
    ],
)
def test_actors_are_tied_by_the_frames_they_share(
    options: dict[str, OptionValue], weight: float, project: Project, tmp_path: Path
) -> None:
    found = graph(project, tmp_path, network="actor-actor", **options)
    assert not found.is_directed()
    assert weights(found)["ana", "ben"] == pytest.approx(weight)


@pytest.mark.parametrize(
    ("once", "weight"), [("each", 3), ("article", 3), ("outlet", 2), ("day", 3), ("year", 2)]
)
def test_actors_meet_in_articles_or_in_what_else_is_asked(
    once: str, weight: float, project: Project, tmp_path: Path
) -> None:
    found = graph(project, tmp_path, network="co-occurrence", once=once)
    assert weights(found) == {("ana", "ben"): weight}


def test_actors_are_tied_to_whom_they_speak_of_and_to_who_quotes_them(
    project: Project, tmp_path: Path
) -> None:
    found = graph(project, tmp_path, network="actor-target", polarity="conflict")
    assert weights(found) == {("ana", "gov"): 2}
    found = graph(project, tmp_path, network="outlet-actor")
    assert weights(found) == {("outlet:post", "ana"): 2, ("outlet:post", "ben"): 2}


def test_sources_without_an_actor_take_part_when_they_are_asked_for(
    project: Project, tmp_path: Path
) -> None:
    assert set(graph(project, tmp_path, network="co-occurrence")) == {"ana", "ben"}
    found = graph(project, tmp_path, network="co-occurrence", unnamed=True)
    assert found.nodes["words:others"]["label"] == "others"
    assert found.nodes["words:others"]["class"] == "words"


def test_the_annotations_behind_an_edge_are_named_when_they_are_asked_for(
    project: Project, tmp_path: Path
) -> None:
    assert "annotations" not in graph(project, tmp_path).edges["ana", ECONOMIC]
    edge = graph(project, tmp_path, evidence=True).edges["ana", ECONOMIC]
    assert edge["annotations"].split("|") == ["x1", "y1", "z1"]
    assert (edge["count"], edge["first"], edge["last"]) == (
        *(3, "2025-05-19T09:30:00Z", "2025-05-20"),
    )


def test_gexf_is_read_by_networkx_and_is_the_same_in_both_versions(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "net.gexf"
    chosen: dict[str, OptionValue] = {"network": "actor-target", "evidence": True}
    export(project, path, selection=Selection(options={**chosen, "version": "1.2"}))
    old = path.read_text(encoding="utf-8")
    found: Any = nx.read_gexf(path)
    assert weights(found) == {("ana", "gov"): 3}
    assert found.nodes["gov"]["label"] == "The <state> & co"
    assert found.nodes["gov"]["is_said_of"] == 3
    assert found.edges["ana", "gov"]["annotations"] == "x1|y1|z1"
    export(project, path, selection=Selection(options=chosen))
    root = etree.parse(path).getroot()
    spaces = {one.prefix for one in root.iter()} | {
        one.tag.partition("}")[0] for one in root.iter()
    }
    assert spaces == {None, "{http://gexf.net/1.3"}
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    new = path.read_text(encoding="utf-8")
    assert (
        new.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"')
        == old
    )


def edges(project: Project, folder: Path, **options: OptionValue) -> list[dict[str, str]]:
    path = folder / "net.csv"
    export(project, path, "edge-list", Selection(options=options))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_list_of_edges_begins_with_what_gephi_and_igraph_take(
    project: Project, tmp_path: Path
) -> None:
    found = edges(project, tmp_path, polarity="subtract", evidence=True)
    assert list(found[0])[:4] == ["Source", "Target", "Type", "Weight"]
    assert [(x["Source"], x["Target"], x["Type"], x["Weight"]) for x in found] == [
        ("Ana Orth", "Economic", "Directed", "1"),
        ("Ben Kim", "Economic", "Directed", "-3"),
    ]
    assert found[1]["annotations"] == "x2|z2"
    shown = export_format("graphml").exporter.preview(project, Selection(), 1)
    assert list(shown[1][0])[:4] == ["Ana Orth", "Economic", "Directed", "3"]


def test_weights_have_a_comma_where_semicolons_separate(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "net.csv"
    options = {"network": "actor-actor", "polarity": "conflict", "separator": "semicolon"}
    export(project, path, "edge-list", Selection(options={**options}))
    assert path.read_text(encoding="utf-8").splitlines()[1].split(";")[3] == "3,25"
    pandas: Any = importlib.import_module("pandas")
    assert list(pandas.read_csv(path, sep=";", decimal=",")["Weight"]) == [3.25]


def test_two_of_one_name_are_told_apart_and_odd_characters_are_valid(tmp_path: Path) -> None:
    records = (
        *RECORDS,
        Actor(id="odd", name="a\u0000b\ufffe"),
        *(label("x7", "quote", "Never"), label("x8", "quote", "The end")),
        make_link("x7", "said_by", actor="cid"),
        make_link("x8", "said_by", actor="odd"),
    )
    with made_debate(tmp_path / "odd.annotator", default_codebook(), records) as project:
        found = graph(project, tmp_path, network="co-occurrence")
        export(project, tmp_path / "a.gexf", selection=Selection(options={"version": "1.2"}))
        nx.read_gexf(tmp_path / "a.gexf")
    names = nx.get_node_attributes(found, "label")
    assert sorted([names["ben"], names["cid"]]) == ["Ben Kim", "Ben Kim (2)"]
    assert names["odd"].startswith("a")


def test_a_merged_actor_is_who_it_became(tmp_path: Path) -> None:
    records = [one for one in RECORDS if one.id != "cid"]
    records += [Actor(id="cid", name="Kim", became="ben"), label("x7", "quote", "The end")]
    records += [make_link("x7", "said_by", actor="cid")]
    with made_debate(tmp_path / "m.annotator", default_codebook(), records) as project:
        assert set(graph(project, tmp_path, network="co-occurrence")) == {"ana", "ben"}


def test_discourse_networks_tie_whom_one_asks_for(tmp_path: Path) -> None:
    with dna_debate(tmp_path / "dna.annotator") as project:
        found = edges(project, tmp_path, network="actor-actor", polarity="conflict")
        assert [(x["Source"], x["Target"], x["Weight"]) for x in found] == [
            ("Ana Orth", "Ben Kim", "1")
        ]
        found = edges(project, tmp_path, speaker="organization")
        assert [(x["Source"], x["Target"]) for x in found] == [
            ("The <state> & co", "Carbon tax; now")
        ]


_NO_ACTOR = "no actor and will be left out. Link them, or ask for them (unnamed)."


def test_what_is_in_no_edge_is_told_in_numbers(project: Project) -> None:
    chosen = export_format("graphml")
    told = losses(chosen, project, Selection(options={"polarity": "subtract"}))
    assert told[-4:] == [
        "Only weights are in the file, of 7 statements; the labels themselves are not.",
        "1 statement has no frame or concept and will be left out.",
        "1 statement has no stance and will be left out.",
        f"1 source or target is {_NO_ACTOR}",
    ]
    outlets = losses(chosen, project, Selection(options={"network": "outlet-actor"}))
    assert "2 statements have no outlet and will be left out." in outlets
    together = {"network": "co-occurrence", "polarity": "conflict"}
    assert "Who is quoted together is told whatever the stance." in losses(
        chosen, project, Selection(options={**together})
    )


def test_pairs_that_are_as_much_for_as_against_are_told(tmp_path: Path) -> None:
    records = [
        one
        for one in RECORDS
        if not one.id.startswith("y1") and getattr(one, "annotation", "") != "y1"
    ]
    with made_debate(tmp_path / "c.annotator", default_codebook(), records) as project:
        told = losses(
            export_format("graphml"), project, Selection(options={"polarity": "subtract"})
        )
        assert "1 pair has as much for as against: there will be no edge." in told


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    for ending in ("graphml", "gexf"):
        written: set[bytes] = set()
        for name in ("one", "two"):
            export(project, tmp_path / f"{name}.{ending}")
            written.add((tmp_path / f"{name}.{ending}").read_bytes())
        assert len(written) == 1
