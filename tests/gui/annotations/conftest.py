"""An article with six annotations by ana, one by ben and one on the whole article."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from once import opened_copy
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, Scope
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.session.session import Session
from annotator.store.project import Project

TEXT = "one two three four five six seven"
KIND = Field(
    id="kind",
    name="Kind",
    type=FieldType.CHOICE,
    choices=(Choice("a", "Apple"), Choice("b", "Pear")),
)
CODEBOOK = Codebook(
    codes=(
        Code(id="quote", name="Quote", key="Q", fields=(KIND,), position=0),
        Code(id="cue", name="Cue", key="C", position=1),
        Code(id="tone", name="Tone", scope=Scope.ARTICLE, position=2),
    )
)


def tag(identity: str, code: str, word: str, **values: str) -> Tag:
    start = TEXT.index(word)
    place = ((start, start + len(word)),)
    return Tag(id=identity, article="a1", code=code, fragments=place, values=dict(values))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with opened_copy("list of annotations", _make, tmp_path / "p.annotator", "ana") as project:
        yield project


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODEBOOK)
    project.coder = "ben"
    project.apply(SetSetting(OPEN_SETTING, value=True))
    project.apply(ImportRecords(articles=(NewArticle(id="a1", title="T", text=TEXT),)))
    project.apply(tag("b3", "quote", "three"))
    project.coder = "ana"
    for edit in (
        tag("q4", "quote", "four", kind="b"),
        tag("q1", "quote", "one", kind="a"),
        tag("c2", "cue", "two"),
        tag("c5", "cue", "five"),
        Tag(id="t0", article="a1", code="tone"),
    ):
        project.apply(edit)
    return project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Session:
    session = Session(project)
    session.open_article("a1")
    return session


@pytest.fixture
def table(session: Session, qtbot: QtBot) -> AnnotationsTable:
    QCursor.setPos(-10_000, -10_000)  # where an earlier test left the mouse, rows would be lit
    table = AnnotationsTable(session)
    qtbot.addWidget(table)
    table.resize(320, 300)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    return table
