"""A package knows whom it is for, and the lead's project learns nothing of that."""

from pathlib import Path

import pytest
from led_project import do
from team_of_many import team_of_many

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.store.project import Project
from annotator.workflow.welcoming import recipient, welcome


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "study-ben.annotator"
    with team_of_many(tmp_path / "study.annotator", articles=14, coders=2) as study:
        articles = [f"a{n:02}" for n in range(10, 14)]
        study.write_package(path, coder="ben", articles=articles)
    return path


def said(project: Project, handle: str) -> str:
    found = welcome(project, handle)
    return found.words if found is not None else ""


def test_it_greets_whom_it_is_for_and_warns_others(package: Path) -> None:
    with Project.open(package, "ben") as project:
        assert said(project, "ben") == "Welcome, ben: 1 article is waiting"
        assert said(project, "BEN") == said(project, "ben") == said(project, "")
        assert said(project, "ana") == "This package is for ben; you are ana"
        do(project, "ben", SetStatus("a12", WorkStatus.DONE))
        assert said(project, "ben") == "Welcome, ben: all articles are done"


def test_a_leads_project_is_no_package_also_when_one_came_back(
    package: Path, tmp_path: Path
) -> None:
    with Project.open(tmp_path / "study.annotator", "lea") as study:
        assert recipient(study) is None
        with Project.open(package, "ben") as project:
            do(project, "ben", SetStatus("a12", WorkStatus.DONE))
        study.bring_in([package])
        assert recipient(study) is None
        assert said(study, "lea") == ""
    assert recipient(None) is None
