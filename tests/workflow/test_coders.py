"""Handles that can be, how they are spelt, and names that a project is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.project import Project
from annotator.workflow.coders import (
    LONGEST_HANDLE,
    coders_of,
    handle_problem,
    introduction,
    known_handle,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as project:
        for handle, name in (("ana", ""), ("Ben", "Ben Okri")):
            project.apply(PutCoder(Coder(id=coder_id(handle), handle=handle, name=name)))
        yield project


@pytest.mark.parametrize(
    ("handle", "said"),
    [
        ("gold", "reserved"),
        (" x", "spaces"),
        ("", "handle"),
        ("x" * (LONGEST_HANDLE + 1), "at most"),
    ],
)
def test_a_refusal_says_why(handle: str, said: str) -> None:
    assert said in handle_problem(handle)
    assert not handle_problem("ana")


@pytest.mark.parametrize(
    ("typed", "known"), [("ANA", "ana"), ("ben", "Ben"), ("lea", "lea"), ("gold", ""), ("", "")]
)
def test_a_handle_is_spelt_as_the_project_spells_it(
    project: Project, typed: str, known: str
) -> None:
    assert known_handle(typed, project) == known


def test_coders_who_have_left_are_not_offered(project: Project) -> None:
    ben = project.find(Coder, handle="Ben")[0]
    project.apply(PutCoder(Coder(id=ben.id, handle="Ben", archived=True)))
    assert [one.handle for one in coders_of(project)] == ["ana"]
    assert coders_of(None) == []


def test_a_project_is_told_the_full_name_that_it_lacks(project: Project) -> None:
    handle = known_handle("ANA", project)
    edit = introduction(project, handle, "Ana Costa")
    assert edit is not None
    project.apply(edit)
    assert {(one.handle, one.name) for one in project.find(Coder)} == {
        ("ana", "Ana Costa"),
        ("Ben", "Ben Okri"),
    }
    assert introduction(project, handle, "Ana Costa") is None


def test_a_project_is_not_told_a_name_that_it_has(project: Project) -> None:
    assert introduction(project, "Ben", "Benjamin") is None
