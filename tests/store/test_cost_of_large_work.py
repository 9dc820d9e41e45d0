"""What is done to many records at once asks for them together: one look, however many they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from work import Cost, costs, label

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import ChangeCode, Delete
from annotator.domain.edits.base import Together
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="quote", name="Quote"), Code(id="frame", name="Frame")))


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[list[Project]]:
    """Two projects, of which the second has ten times as many annotations."""
    with (
        Project.create(tmp_path / "few.annotator", codebook=BOOK) as few,
        Project.create(tmp_path / "many.annotator", codebook=BOOK) as many,
    ):
        for project, articles in ((few, 1), (many, 10)):
            project.coder = "ana"
            label(project, "one", articles, 12)
        yield [few, many]


def _recoded(project: Project) -> Cost:
    edit = Together([ChangeCode(one.id, "frame") for one in project.find(Annotation)])
    with costs(project) as cost:
        project.apply(edit)
    assert {one.code for one in project.find(Annotation)} == {"frame"}
    return cost


def _deleted(project: Project) -> Cost:
    edit = Delete(tuple(one.id for one in project.find(Annotation)))
    with costs(project) as cost:
        project.apply(edit)
    assert not project.find(Annotation)
    return cost


def test_recoding_many_looks_as_often_as_recoding_few(projects: list[Project]) -> None:
    few, many = map(_recoded, projects)
    assert many.statements["SELECT"] <= few.statements["SELECT"] + 10  # a text for each article


def test_deleting_many_looks_as_often_as_deleting_few(projects: list[Project]) -> None:
    few, many = map(_deleted, projects)
    assert many.statements["SELECT"] == few.statements["SELECT"]


def _merged(project: Project, articles: int, folder: Path) -> Cost:
    with Project.create(folder / f"theirs{articles}.annotator", codebook=BOOK) as theirs:
        theirs.coder = "ben"
        label(theirs, "two", articles, 12, "ben")
    with costs(project) as cost:
        project.bring_in([theirs.path])
    return cost


def test_bringing_much_in_looks_as_often_as_bringing_little_in(
    projects: list[Project], tmp_path: Path
) -> None:
    few, many = (_merged(projects[0], articles, tmp_path) for articles in (1, 10))
    per_article = 4
    assert many.statements["SELECT"] <= few.statements["SELECT"] + 9 * per_article
