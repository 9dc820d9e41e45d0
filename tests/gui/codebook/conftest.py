"""A project with the default codebook, an open article and two quotes in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from once import opened_copy
from pytestqt.qtbot import QtBot

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.session.session import Session
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with opened_copy("for the codebook", _make, tmp_path / "p.annotator", "ana") as project:
        yield project


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=default_codebook())
    project.coder = "ana"
    articles = tuple(NewArticle(id=i, title=i, text="one two three") for i in ("a1", "a2"))
    project.apply(ImportRecords(articles=articles))
    project.apply(Tag(id="q1", article="a1", code="quote", fragments=((0, 3),)))
    project.apply(Tag(id="q2", article="a1", code="quote", fragments=((4, 7),)))
    project.apply(Tag(id="q3", article="a2", code="quote", fragments=((4, 7),)))
    return project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Session:
    session = Session(project)
    session.open_article("a1")
    return session
