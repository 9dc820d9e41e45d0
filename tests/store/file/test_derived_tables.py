"""What lists show follows from the records, whatever was done, and checking a project proves it."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from work import BOOK, label, looks

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.store.file import derived_tables
from annotator.store.project import Project

KEPT = Path(__file__).parents[2] / "formats" / "projects"


def recounted(project: Project) -> dict[str, Counter[str]]:
    """Count the codes of each article by reading every annotation."""
    found: dict[str, Counter[str]] = {row.id: Counter() for row in project.articles()}
    for one in project.find(Annotation):
        found[one.article][one.code] += 1
    return found


@pytest.mark.parametrize("kept", ["first-schema", "teamwork", "safekeeping", "derived"])
def test_an_upgrade_counts_what_is_there(kept: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(KEPT / f"{kept}.annotator", tmp_path / "study.annotator"))
    with Project.open(path) as project:
        assert derived_tables.differing(project._database) == []
        assert {row.id: row.codes for row in project.articles()} == recounted(project)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE annotation_count SET count = count + 1", "counts of annotations"),
        ("DELETE FROM code_count", "counts of codes"),
        ("INSERT INTO status_count VALUES ('x', 'done', 1)", "counts of statuses"),
        ("UPDATE article_title SET searchable = 'forged'", "titles to search"),
        ("DELETE FROM article_title", "titles to search"),
        ("UPDATE article_mark SET mark = 'forged'", "marks to find articles by"),
        ("DELETE FROM article_mark", "marks to find articles by"),
    ],
)
def test_a_check_names_what_does_not_follow_from_the_records(
    closed: Path, statement: str, said: str
) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as database:
        database.execute(statement)
    with Project.open(closed) as project:
        (problem,) = project.check()
        assert problem.message == f"its {said} are not those of its records"


def test_an_edit_that_fails_leaves_the_counts(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(closed, "ana") as project:
        before = recounted(project)
        with monkeypatch.context() as broken:
            broken.setattr(derived_tables, "add_inserted", _counted_and_failed)
            with pytest.raises(ZeroDivisionError):
                project.apply(Tag(id="x", article="a", code="quote", fragments=((0, 2),)))
        assert derived_tables.differing(project._database) == []
        assert recounted(project) == before


def _counted_and_failed(*arguments: Any) -> None:
    _add_inserted(*arguments)
    raise ZeroDivisionError


_add_inserted = derived_tables.add_inserted


def test_an_edit_looks_no_further_because_there_are_more_articles(tmp_path: Path) -> None:
    found: list[Counter[str]] = []
    for articles in (10, 1000):
        with Project.create(tmp_path / f"{articles}.annotator", codebook=BOOK) as project:
            project.coder = "ana"
            label(project, "a", articles, 1)
            with looks(project) as seen:
                project.apply(Tag(id="x", article="a0", code="quote", fragments=((0, 2),)))
                assert project.articles(["a0"])[0].codes == {"quote": 2}
            found.append(seen)
    assert found[0] == found[1]
