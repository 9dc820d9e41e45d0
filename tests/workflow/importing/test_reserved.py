"""Who is no reviewer imports what is theirs; gold and decisions are left out, and told of."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sequences import BOOK, fill

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link, gold_id
from annotator.domain.draft import no_progress
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.project_info import ProjectInfo
from annotator.domain.study import ArticleState, Settlement
from annotator.formats.folders import files_of
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonl.writing import write
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.edit import rehearse
from annotator.workflow.importing.pieces import ImportFiles, ImportItems
from annotator.workflow.importing.reading import collect
from annotator.workflow.importing.reserved import left_out_in_words

TOLD = "ana is no reviewer: 2 decisions, 2 gold labels and 1 article’s state are left out."


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Make an export with gold, decisions and a settled article."""
    path = tmp_path / "study.jsonl"
    with Project.create(tmp_path / "study.annotator", codebook=BOOK, coder="lea") as project:
        fill(project)
        project.apply(Settle(take=("q", "s")))
        project.apply(AddLink(annotation=gold_id("q"), type="target", actor="mayor"))
        project.apply(SetArticleState(("a",), ArticleState.SETTLED))
        project.coder = "ana"
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
        write(project, Selection(), path, no_progress)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Make another project whose reviewer is lea, and that ana has open."""
    with Project.create(tmp_path / "other.annotator", codebook=BOOK, coder="lea") as made:
        made.coder = "ana"
        yield made


def of_reviewers(project: Project) -> list[object]:
    found: list[object] = [*project.find(Decision), *project.find(Settlement)]
    return [*found, *project.find(Annotation, layer=GOLD_LAYER)]


def imported(project: Project, path: Path, coder: str) -> list[ImportItem]:
    heard: list[ImportItem] = []
    files, _ = files_of([path])
    edit = ImportFiles(
        files,
        ReadOptions(),
        writer=coder,
        begin=heard.clear,
        hear=heard.append,
        fail=lambda one: pytest.fail(str(one.error)),
        tell=lambda one: pytest.fail(str(one)),
    )
    rehearse(edit, project)
    project.apply(edit)
    return heard


def test_a_coder_brings_in_what_is_theirs_and_is_told_what_is_left_out(
    project: Project, exported: Path
) -> None:
    heard = imported(project, exported, "ana")
    assert left_out_in_words([one.left_out for one in heard], "ana") == TOLD
    assert {one.id for one in project.find(Annotation)} == {"q", "s", "x"}
    assert {one.annotation for one in project.find(Link)} == {"q"}
    assert of_reviewers(project) == []
    assert project.check() == []


def test_the_window_shows_it_before(project: Project, exported: Path) -> None:
    batch = collect([exported], ReadOptions(), project)
    assert left_out_in_words([one.left_out for one in batch.items], "ana") == TOLD
    project.apply(ImportItems(batch.items, batch.companions, "ana"))
    assert {one.id for one in project.find(Annotation)} == {"q", "s", "x"}
    assert of_reviewers(project) == []


def test_title_and_settings_of_the_project_stay(project: Project, exported: Path) -> None:
    before = project.info()
    imported(project, exported, "ana")
    now = project.info()
    assert isinstance(now, ProjectInfo)
    assert (now.title, now.settings) == (before.title, before.settings)


def test_a_reviewer_and_a_script_without_a_name_bring_all_of_it_in(
    project: Project, exported: Path
) -> None:
    project.coder = "lea"
    heard = imported(project, exported, "lea")
    assert left_out_in_words([one.left_out for one in heard], "lea") == ""
    assert len(of_reviewers(project)) == 5


def test_gold_of_the_project_is_not_made_a_coders_label_by_a_file(
    project: Project, exported: Path, tmp_path: Path
) -> None:
    project.coder = "lea"
    imported(project, exported, "lea")
    project.apply(LockArticles(("a",)))
    before = of_reviewers(project)
    line = json.loads(exported.read_text(encoding="utf-8"))
    line["annotations"] = [one for one in line["annotations"] if one["layer"] == "gold"]
    for one in line["annotations"]:
        one |= {"layer": "ana", "coder": "ana", "settled_from": [], "links": []}
    forged = tmp_path / "forged.jsonl"
    forged.write_text(json.dumps(line), encoding="utf-8")
    project.coder = "ana"
    imported(project, forged, "ana")
    assert of_reviewers(project) == before
