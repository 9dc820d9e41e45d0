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


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that is copied for each test: making it costs more than all that most do."""
    path = tmp_path_factory.mktemp("filled") / "p.annotator"
    with Project.create(path, codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
    return path


@pytest.fixture
def project(closed: Path) -> Iterator[Project]:
    with Project.open(closed, "ana") as opened:
        yield opened


@pytest.fixture
def closed(filled: Path, path: Path) -> Path:
    """Return the path of a closed project."""
    return shutil.copy(filled, path)


@pytest.fixture
def ours(filled: Path, tmp_path: Path) -> Path:
    return shutil.copy(filled, tmp_path / "ours.annotator")


@pytest.fixture
def theirs(ours: Path) -> Path:
    return shutil.copy(ours, ours.with_name("theirs.annotator"))
