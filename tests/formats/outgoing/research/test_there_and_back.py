"""Labels that go out to research tools come back as far as each tool's files can hold them."""

import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from lxml import etree
from projects import Material, make_project
from there_and_back import Held, Label, changed, held, projects, read_back

from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("refi-project.xsd")))

WITH_CODES = Selection(options={"answer-codes": True})


def on_words(label: Label) -> Label | None:
    """Return a label as tokens can hold it: without blanks at the ends of its stretches."""
    text, code, coder, places, said, note = label
    found: list[tuple[int, int]] = []
    for start, end in places:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        if words.strip():
            found.append((first, first + len(words.strip())))
    return (text, code, coder, tuple(found), said, note) if found else None


def in_one_stretch(label: Label) -> Label | None:
    """Return a label as DNA has it: one stretch; none of a whole article."""
    text, code, coder, places, said, note = label
    return (text, code, coder, ((places[0][0], places[-1][1]),), said, note) if places else None


def sent(project: Project, folder: Path, format_id: str, name: str) -> Held:
    """Return what comes back of a project that is exported in a format."""
    export(project, folder / name, format_id)
    return read_back(folder / name)


@settings(max_examples=25)
@given(projects())
def test_labels_come_back(material: Material) -> None:
    wanted = held(material.articles, material.records)
    words, stretches = changed(wanted, on_words), changed(wanted, in_one_stretch)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with make_project(folder / "one.annotator", material) as project:
            assert sent(project, folder, "uima-xmi", "xmi") == wanted
            assert sent(project, folder, "web-annotations", "web") == wanted
            assert sent(project, folder, "refi-qda", "out.qdpx") == wanted
            export(project, folder / "codes.qdpx", "refi-qda", WITH_CODES)
            assert read_back(folder / "codes.qdpx") == wanted
            assert sent(project, folder, "webanno-tsv", "tsv") == words
            network = sent(project, folder, "dna", "out.dna")
        for name in ("out.qdpx", "codes.qdpx"):
            with zipfile.ZipFile(folder / name) as archive:
                SCHEMA.assertValid(etree.fromstring(archive.read("project.qde")))
    # What links lead to is named there, which is no answer of the codebook's.
    assert all("has no field for" in one for one in network.refused)
    network.refused = []
    stretches.ties, stretches.named = Counter(), Counter()
    assert network == stretches
