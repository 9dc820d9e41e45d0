"""A reader of linked data finds the annotations' graph, with nothing from the network."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_project, said_labels

from annotator.workflow.exporting import export

rdflib: Any = pytest.importorskip("rdflib")
IRI = {"@type": "@id"}
VOCABULARY = {"@type": "@vocab"}
TIME = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
OA = "http://www.w3.org/ns/oa#"
TERMS = {
    "oa": OA,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"{OA}{name}"
        for name in (
            *("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector"),
            *("TextQuoteSelector", "start", "end", "exact", "prefix", "suffix"),
            *("tagging", "describing", "linking", "classifying", "commenting"),
        )
    },
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Person": "foaf:Person",
    "body": {"@id": "oa:hasBody", **IRI},
    "target": {"@id": "oa:hasTarget", **IRI},
    "source": {"@id": "oa:hasSource", **IRI},
    "selector": {"@id": "oa:hasSelector", **IRI},
    "motivation": {"@id": "oa:motivatedBy", **VOCABULARY},
    "purpose": {"@id": "oa:hasPurpose", **VOCABULARY},
    "value": "rdf:value",
    "creator": {"@id": "dcterms:creator", **IRI},
    "nickname": "foaf:nick",
    "created": {"@id": "dcterms:created", **TIME},
    "modified": {"@id": "dcterms:modified", **TIME},
    "first": {"@id": "as:first", **IRI},
    "items": {"@id": "as:items", "@container": "@list", **IRI},
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
}
"""What the vocabulary of Web Annotations makes of the names that are written."""
PREFIXES = "".join(f"PREFIX {name}: <{TERMS[name]}>\n" for name in ("oa", "rdf", "dcterms", "foaf"))
LABELS = f"""{PREFIXES} SELECT ?a ?code ?whose ?source ?start ?end ?exact {{
  ?a a oa:Annotation ; dcterms:creator/foaf:nick ?whose ; oa:hasTarget ?target ;
     oa:hasBody [ oa:hasPurpose oa:tagging ; rdf:value ?code ] .
  OPTIONAL {{ ?target oa:hasSource ?source ;
    oa:hasSelector [ oa:start ?start ; oa:end ?end ], [ oa:exact ?exact ] . }} }}"""
LINKS = f"""{PREFIXES} SELECT ?from ?type ?to {{
  ?a oa:motivatedBy oa:linking ; oa:hasTarget ?from ;
     oa:hasBody [ oa:hasPurpose oa:linking ; oa:hasSource ?to ],
                [ oa:hasPurpose oa:tagging ; rdf:value ?type ] . }}"""


def test_every_label_stands_on_its_words_and_links_lead_from_one_to_another(
    tmp_path: Path,
) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "web", "web-annotations")
        labels = said_labels(project)
    document = json.loads((tmp_path / "web" / "annotations.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    words = {name for one in document["first"]["items"] for name in one}
    assert words <= TERMS.keys()
    base = f"{(tmp_path / 'web').as_uri()}/"
    data = json.dumps(document | {"@context": TERMS})
    graph = rdflib.Graph().parse(data=data, format="json-ld", publicID=base)
    found: dict[str, tuple[str, str, list[tuple[int, int]]]] = {}
    for a, code, whose, source, start, end, exact in graph.query(LABELS):
        one = found.setdefault(str(a), (str(code), str(whose), []))
        if source is not None:
            path = tmp_path / "web" / str(source).removeprefix(base)
            text = path.read_bytes().decode()
            assert text[int(start) : int(end)] == str(exact)
            one[2].append((int(start), int(end)))
    assert Counter((code, whose, tuple(sorted(at))) for code, whose, at in found.values()) == (
        Counter((one.code, one.whose, one.places) for one in labels.values())
    )
    links = Counter(
        (found[str(start)][0], str(kind), found[str(end)][0])
        for start, kind, end in graph.query(LINKS)
    )
    assert links == Counter(
        (one.code, kind, labels[end].code)
        for one in labels.values()
        for kind, end in one.links
        if end in labels
    )
