"""Whatever a project holds, its statements and networks are files that other programs read."""

import csv
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import Material, make_project, materials

from annotator.formats.dataset import Dataset
from annotator.formats.export_options import OptionValue
from annotator.formats.losses import losses
from annotator.formats.outgoing.networks.choosing import NETWORK
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.workflow.exporting import export

networks = st.sampled_from([one.id for one in NETWORK.choices])
polarities = st.sampled_from(("ignore", "subtract"))


@settings(max_examples=15)
@given(materials(), networks, polarities)
def test_any_project_gives_graphs_that_networkx_reads(
    material: Material, network: str, polarity: str
) -> None:
    options: dict[str, OptionValue] = {
        "network": network,
        "polarity": polarity,
        "unnamed": True,
        "evidence": True,
        "concepts": "sentiment",
        "version": "1.2",
    }
    selection = Selection(options=options)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "a.annotator", material) as project:
            for ending in ("graphml", "gexf"):
                export(project, folder / f"a.{ending}", selection=selection)
            export(project, folder / "a.csv", "edge-list", selection)
            assert losses(export_format("graphml"), project, selection)
            every = [one.annotations for one in Dataset(project, selection).labelled()]
            known = {one.id for some in every for one in some}
        graphs: list[Any] = [nx.read_graphml(folder / "a.graphml"), nx.read_gexf(folder / "a.gexf")]
        with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
            listed = {one["source_id"] + one["target_id"]: one for one in csv.DictReader(file)}
    for graph in graphs:
        assert graph.number_of_edges() == len(listed)
        for _, _, data in graph.edges(data=True):
            assert set(data["annotations"].split("|")) <= known


@settings(max_examples=15)
@given(materials(), st.sampled_from(("statement-table", "event-list")))
def test_any_project_gives_a_row_for_each_statement(material: Material, named: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "a.annotator", material) as project:
            counted = export(project, folder / "a.csv", named).count
            wanted = {
                (one.id, one.text)
                for found in Dataset(project, Selection()).labelled()
                for one in found.annotations
                if one.code == "quote"
            }
        with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
            delimiter = ";" if named == "event-list" else ","
            rows = list(csv.DictReader(file, delimiter=delimiter))
    ids = "annotation" if named == "event-list" else "annotation_id"
    assert {(one[ids], one["text"]) for one in rows} == wanted
    assert counted.annotations == len(wanted)
