"""A project with one coded article, and two people's copies of one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sequences import BOOK, fill

from annotator.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
        yield made


@pytest.fixture
def closed(path: Path) -> Path:
    """Return the path of a closed project."""
    with Project.create(path, codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    return path


@pytest.fixture
def theirs(ours: Path) -> Path:
    path = ours.with_name("theirs.annotator")
    shutil.copy(ours, path)
    return path
