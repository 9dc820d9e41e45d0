"""Networks as GraphML, as GEXF and as a list of edges (CSV)."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator.analysis.networks import NetworkEdge, NetworkNode
from annotator.domain.draft import Progress
from annotator.domain.field_type_row import BETWEEN_CHOICES
from annotator.formats.dataset import Dataset
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.csv_or_sheet import Row, csv_cell, write_csv_table
from annotator.formats.outgoing.networks.choosing import GEXF_VERSION
from annotator.formats.outgoing.networks.making import MadeNetwork, made_network
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.xml_writer import XmlWriter
from annotator.formats.selection import Selection
from annotator.formats.xlsx.sheets import CellKind, TypedColumn, text_columns
from annotator.store.project import Project

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = {"1.3": "http://gexf.net/1.3", "1.2": "http://www.gexf.net/1.2draft"}
"""The namespaces of GEXF by version."""
_OF_NODES = {
    "class": "string",
    "kind": "string",
    "role": "string",
    "affiliation": "string",
    "says": "long",
    "is_said_of": "long",
}
_OF_EDGES = {"count": "long", "first": "string", "last": "string"}
_BEHIND = "annotations"


def write_graphml(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write the network as GraphML."""
    made = made_network(Dataset(project, selection), selection, progress)
    with written_beside(path) as (file,):
        _write_graphml(file, made)
    return ExportCount(made.articles, made.statements)


def write_gexf(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write the network as GEXF."""
    made = made_network(Dataset(project, selection), selection, progress)
    with written_beside(path) as (file,):
        _write_gexf(file, made, selection.words(GEXF_VERSION))
    return ExportCount(made.articles, made.statements)


def write_edges(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write the edges, the heaviest first; nodes without an edge are not in the file."""
    made = made_network(Dataset(project, selection), selection, progress)
    write_csv_table(path, selection, edge_columns(made), edge_rows(made))
    return ExportCount(made.articles, made.statements)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows of the list of edges, whatever the file."""
    made = made_network(Dataset(project, selection), selection)
    first = islice(edge_rows(made), rows)
    shown = [[str(csv_cell(cell)) for cell in row] for row in first]
    return [one.name for one in edge_columns(made)], shown


# A list of edges


def edge_columns(made: MadeNetwork) -> list[TypedColumn]:
    """Return the columns of a list of edges; the first four are what Gephi takes."""
    texts = ("source_class", "target_class", "first", "last", "source_id", "target_id")
    return [
        *text_columns(("Source", "Target", "Type")),
        TypedColumn("Weight", CellKind.NUMBER),
        TypedColumn("count", CellKind.NUMBER),
        *text_columns((*texts, _BEHIND) if made.evidence else texts),
    ]


def edge_rows(made: MadeNetwork) -> Iterator[Row]:
    """Yield a row for each edge."""
    kind = "Directed" if made.network.directed else "Undirected"
    for edge in made.edges:
        source, target = made.facts[edge.source], made.facts[edge.target]
        yield [
            *(source.name, target.name, kind, edge.weight, edge.count),
            *(source.type, target.type, edge.first, edge.last, edge.source, edge.target),
            *([BETWEEN_CHOICES.join(edge.annotations)] if made.evidence else []),
        ]


# Graphs


def _write_graphml(file: BinaryIO, made: MadeNetwork) -> None:
    xml = XmlWriter(file)
    xml.declare()
    xml.start("graphml", {"xmlns": _GRAPHML})
    of_edges = {"weight": "double", **_of_edges(made)}
    for owner, keys in (("node", {"label": "string", **_OF_NODES}), ("edge", of_edges)):
        for name, kind in keys.items():
            said = {"id": f"{owner}_{name}", "for": owner}
            xml.empty("key", {**said, "attr.name": name, "attr.type": kind})
    xml.start("graph", {"id": "G", "edgedefault": _direction(made)})
    for node in made.network.nodes:
        cells = {"label": made.facts[node.id].name, **_node_cells(made, node)}
        _write_datum(xml, "node", {"id": node.id}, cells)
    for edge in made.edges:
        cells = {"weight": str(csv_cell(edge.weight)), **_edge_cells(made, edge)}
        _write_datum(xml, "edge", {"source": edge.source, "target": edge.target}, cells)
    xml.end()
    xml.end()


def _write_datum(
    xml: XmlWriter, owner: str, said: Mapping[str, str], cells: Mapping[str, str]
) -> None:
    xml.start(owner, said)
    for name, cell in cells.items():
        if cell:
            xml.text("data", cell, {"key": f"{owner}_{name}"})
    xml.end()


def _write_gexf(file: BinaryIO, made: MadeNetwork, version: str) -> None:
    xml = XmlWriter(file)
    xml.declare()
    xml.start("gexf", {"xmlns": _GEXF[version], "version": version})
    xml.start("graph", {"mode": "static", "defaultedgetype": _direction(made)})
    for owner, keys in (("node", _OF_NODES), ("edge", _of_edges(made))):
        xml.start("attributes", {"class": owner, "mode": "static"})
        for name, kind in keys.items():
            xml.empty("attribute", {"id": f"{owner}_{name}", "title": name, "type": kind})
        xml.end()
    xml.start("nodes")
    for node in made.network.nodes:
        said = {"id": node.id, "label": made.facts[node.id].name}
        _write_valued(xml, "node", said, _node_cells(made, node))
    xml.end()
    xml.start("edges")
    for n, edge in enumerate(made.edges):
        said = {"id": str(n), "source": edge.source, "target": edge.target}
        said["weight"] = str(csv_cell(edge.weight))
        _write_valued(xml, "edge", said, _edge_cells(made, edge))
    for _ in ("edges", "graph", "gexf"):
        xml.end()


def _write_valued(
    xml: XmlWriter, owner: str, said: Mapping[str, str], cells: Mapping[str, str]
) -> None:
    xml.start(owner, said)
    xml.start("attvalues")
    for name, cell in cells.items():
        if cell:
            xml.empty("attvalue", {"for": f"{owner}_{name}", "value": cell})
    xml.end()
    xml.end()


def _direction(made: MadeNetwork) -> str:
    return "directed" if made.network.directed else "undirected"


def _of_edges(made: MadeNetwork) -> dict[str, str]:
    return {**_OF_EDGES, _BEHIND: "string"} if made.evidence else _OF_EDGES


def _node_cells(made: MadeNetwork, node: NetworkNode) -> dict[str, str]:
    facts = made.facts[node.id]
    cells = (
        *(facts.type, facts.kind, facts.role, facts.affiliation),
        *(str(node.says), str(node.is_said_of)),
    )
    return dict(zip(_OF_NODES, cells, strict=True))


def _edge_cells(made: MadeNetwork, edge: NetworkEdge) -> dict[str, str]:
    cells = dict(zip(_OF_EDGES, (str(edge.count), edge.first, edge.last), strict=True))
    behind = {_BEHIND: BETWEEN_CHOICES.join(edge.annotations)} if made.evidence else {}
    return cells | behind
