"""A hostile project by the rules of tools that are no Python libraries: brat, REFI-QDA."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from brat_rules import BratFolder
from hostile import TEXTS, hostile_project, said_labels
from lxml import etree
from places import CHECKOUT

from annotator.store.project import Project
from annotator.workflow.exporting import export

SCHEMA = CHECKOUT / "tests" / "formats" / "outgoing" / "research" / "refi-project.xsd"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with hostile_project(tmp_path_factory.mktemp("hostile") / "h.annotator") as opened:
        yield opened


def test_brat_refuses_nothing(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "brat", "brat")
    assert BratFolder(tmp_path / "brat").wrong() == []
    texts = {path.read_bytes().decode() for path in (tmp_path / "brat").rglob("*.txt")}
    assert texts == set(TEXTS.values())


def test_refi_selections_have_their_words_by_the_schema(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out.qdpx", "refi-qda")
    labels = said_labels(project).values()
    articles = {text: article for article, text in TEXTS.items()}
    space = {"q": "urn:QDA-XML:project:1.0"}
    found: Counter[Any] = Counter()
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
        etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
        for source in root.iterfind(".//q:TextSource", space):
            name = str(source.get("plainTextPath")).removeprefix("internal://")
            text = archive.read(f"sources/{name}").decode()
            for one in source.iterfind("q:PlainTextSelection", space):
                start, end = int(one.get("startPosition", "")), int(one.get("endPosition", ""))
                found[articles[text], start, end] += len(one.findall("q:Coding", space))
    assert found == Counter(
        (one.article, start, end) for one in labels for start, end in one.places
    )
