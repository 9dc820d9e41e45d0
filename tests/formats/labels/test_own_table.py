"""The program's own table comes in again as the annotations that it was written from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from projects import CODEBOOK
from sample import ARTICLES, RECORDS, TEXT, TITLE, sample

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.formats.dataset import Selection
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.batch import Batch
from annotator.workflow.importing.edit import checked_edit
from annotator.workflow.importing.reading import collect


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Project]:
    """Make a project with the same articles and actors, and nothing on them."""
    made = Project.create(tmp_path / "bare.annotator", title="Bare", codebook=CODEBOOK)
    actors = tuple(one for one in RECORDS if isinstance(one, Actor))
    made.apply(ImportRecords(articles=ARTICLES, records=actors))
    with made:
        yield made


def came(project: Project, path: Path, **options: object) -> Batch:
    batch = collect([path], ReadOptions(**options), project)  # type: ignore[arg-type]
    project.apply(checked_edit(batch.items, batch.companions, project))
    return batch


def marks(project: Project) -> dict[str, object]:
    handles = {one.id: one.handle for one in project.find(Coder)}
    return {
        one.id: replace(one, id="", article="", coder=handles[one.coder])
        for one in project.find(Annotation)
    }


@pytest.mark.parametrize("for_spreadsheet", [False, True])
def test_what_was_exported_comes_back_with_its_ids_places_answers_and_coders(
    project: Project, bare: Project, tmp_path: Path, for_spreadsheet: bool
) -> None:
    path = tmp_path / "out.csv"
    export(project, path, selection=Selection(for_spreadsheet=for_spreadsheet, unsettled=True))
    batch = came(bare, path)
    assert batch.failures == ()
    assert marks(bare) == marks(project)
    names = {one.id: one.name for one in bare.find(Actor)}
    links = {
        (one.annotation, one.type, one.target_annotation or names[one.target_actor or ""])
        for one in bare.find(Link)
    }
    assert {
        ("q1", "said_by", "s1"),
        ("q1", "said_by", "s2"),
        ("q1", "cue", "k1"),
        ("q1", "target", "The | party"),
        ("s1", "is", "Maja Berg"),
        ("n1", "target", "t1"),
    } <= links
    decided = {(one.annotation, one.verdict, one.reason) for one in bare.find(Decision)}
    assert ("q1", "accepted", "Fine\nnow") in decided


def test_in_its_own_project_nothing_is_doubled(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    export(project, path, selection=Selection(unsettled=True))
    before = marks(project), project.find(Link), project.find(Decision), project.find(Actor)
    came(project, path)
    after = marks(project), project.find(Link), project.find(Decision), project.find(Actor)
    assert after == before


def test_rows_find_their_article_by_its_title_and_words_that_moved(
    bare: Project, tmp_path: Path
) -> None:
    at = TEXT.index("the mayor said")
    path = tmp_path / "labels.csv"
    rows = [
        "article_title;code;coder;start;end;text",
        f"{TITLE};source;ana;{at + 3};{at + 12};the mayor",
        f"{TITLE};cue;ana;0;4;nowhere at all in it",
        "Unknown;cue;ana;0;4;said",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    batch = came(bare, path)
    (mark,) = bare.find(Annotation)
    assert (mark.start, mark.text) == (at, "the mayor")
    said = [str(one.error) for one in batch.failures]
    assert any("nowhere at all" in one for one in said)
    assert any("no article “Unknown”" in one for one in said)
    assert any("stood elsewhere" in one.message for one in batch.told)


def test_without_a_project_each_article_is_named(tmp_path: Path) -> None:
    from annotator.formats.table import import_format_for  # noqa: PLC0415 - only this needs it

    path = tmp_path / "labels.csv"
    path.write_text("article_id,code,start,end\na1,cue,0,4\n", encoding="utf-8")
    found = import_format_for(path)
    assert found is not None
    assert found.id == "annotations-csv"
    assert found.importer.labels is not None
    assert [one.name for one in found.importer.labels(path, ReadOptions())] == ["cue"]
