"""What an edit has touched, and where one goes to see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project, tag

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, SetNote
from annotator.domain.edits.articles import Exclude, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import RemoveLink
from annotator.domain.people import coder_id
from annotator.store.project import Project
from annotator.workflow.touched import Touched, touched

ANA = coder_id("ana")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        project.coder = "ana"
        yield project


def undone(project: Project, *edits: Edit, article: str = "a1") -> Touched | None:
    do(project, "ana", *edits)
    return touched(project, project.undo(), article, ANA)


def test_what_comes_back_is_shown(project: Project) -> None:
    assert undone(project, Delete(("ana1",))) == Touched("a1", "ana1", (0, 7))


def test_what_goes_is_shown_where_it_was(project: Project) -> None:
    found = undone(project, tag("new", "a2", "quote", "five"), article="a2")
    assert found == Touched("a2", "new", (19, 23), is_there=False)


def test_a_changed_note_and_a_link_are_shown_at_their_annotation(project: Project) -> None:
    assert undone(project, SetNote("ana1", "why?")) == Touched("a1", "ana1", (0, 7))
    (link,) = project.find(Link)
    assert undone(project, RemoveLink(link.id)) == Touched("a1", "ana1", (0, 7))


def test_a_status_and_an_exclusion_are_shown_in_their_article(project: Project) -> None:
    assert undone(project, SetStatus("a2", WorkStatus.DONE)) == Touched("a2")
    assert undone(project, Exclude("a2", ((0, 3),))) == Touched("a2")


def test_the_open_article_goes_first_and_a_colleagues_status_is_nothing(project: Project) -> None:
    both = Delete(("ana1", "ana3"))
    found = undone(project, both, article="a2")
    assert found is not None
    assert project.get(Annotation, found.annotation) is not None
    assert found.article == "a2"
    do(project, "ben", SetStatus("a2", WorkStatus.DONE))
    assert touched(project, project.undo(), "a1", ANA) is None
