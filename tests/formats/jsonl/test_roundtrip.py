"""What leaves as JSONL comes back as it was."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from projects import Material, all_records, make_project, materials

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.teamwork import Comment
from annotator.formats.files.codebook import default_codebook
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.jsonl.lines import BESIDE
from annotator.formats.jsonl.reading import read
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect


def brought_in(data: Path, path: Path) -> Project:
    """Make a new project of an exported file and what stands beside it."""
    beside = BESIDE.read(data)
    assert beside is not None
    incoming: list[Incoming] = []
    for found in read(data, ReadOptions(codebook=beside.codebook)):
        assert not isinstance(found, UserError), found
        incoming.append(found)
    project = Project.create(path)
    records = [record for one in incoming for record in one.records]
    articles = tuple(one.article for one in incoming)
    project.apply(ImportRecords(articles=articles, records=(*beside.records(), *records)))
    return project


@settings(max_examples=40)
@given(materials())
def test_an_exported_project_comes_back_record_for_record(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as one:
            export(one, folder / "data.jsonl")
            with brought_in(folder / "data.jsonl", folder / "two.annotator") as two:
                assert all_records(two) == all_records(one)
                assert two.check() == []
                export(two, folder / "again.jsonl")
        for suffix in (".jsonl", ".codebook.json"):
            first, again = (folder / f"{stem}{suffix}" for stem in ("data", "again"))
            assert again.read_bytes() == first.read_bytes()


@settings(max_examples=25)
@given(materials())
def test_importing_into_a_new_project_gives_the_same_dataset(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            make_project(folder / "one.annotator", material) as one,
            Project.create(folder / "two.annotator", codebook=default_codebook()) as two,
        ):
            export(one, folder / "data.jsonl")
            batch = collect([folder / "data.jsonl"], ReadOptions(), two)
            assert batch.errors == []
            two.apply(import_edit(batch.items, two, batch.companions))
            assert all_records(two) == all_records(one)
            assert two.codebook() == one.codebook()


@settings(max_examples=25)
@given(materials(), st.sets(st.sampled_from(("gold", "ana", "Béa")), min_size=1))
def test_whatever_layers_leave_what_is_written_can_be_read(
    material: Material, wanted: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as one:
            layers = wanted & {"gold", *(coder.handle for coder in one.find(Coder))} or {"gold"}
            export(one, folder / "data.jsonl", selection=Selection(layers=tuple(layers)))
            with brought_in(folder / "data.jsonl", folder / "two.annotator") as two:
                kept = {a.id for a in two.find(Annotation)}
                handles = {coder.id: coder.handle for coder in one.find(Coder)}
                assert kept == {
                    a.id
                    for a in one.find(Annotation)
                    if ("gold" if a.layer == "gold" else handles[a.coder]) in layers
                }
                for word in two.find(Decision):
                    before = one.get(Decision, word.id)
                    assert before is not None
                    assert word.gold == (before.gold if before.gold in kept else "")
                for comment in two.find(Comment):
                    assert one.get(Comment, comment.id) == comment


@settings(max_examples=25)
@given(materials())
def test_importing_what_is_there_already_changes_nothing(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as one:
            before = all_records(one)
            export(one, folder / "data.jsonl")
            batch = collect([folder / "data.jsonl"], ReadOptions(), one)
            assert batch.errors == []
            one.apply(import_edit(batch.items, one, batch.companions))
            assert all_records(one) == before
