"""An article with a quote, its source, and fields of every type; ana codes, ben has coded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from once import opened_copy
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    Condition,
    Field,
    FieldType,
    LinkRule,
    ScaleStep,
)
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import Actor
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.inspector import Inspector
from annotator.gui.session.session import Session
from annotator.store.project import Project

TEXT = '"We consider it possible," the Kremlin spokesman said on <b>Monday</b>.'


def choices(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(one, one.capitalize()) for one in ids)


SCALE = tuple(ScaleStep(value, f"label {value}") for value in range(-2, 3))
ROLES = (
    Choice("government", "Government", "", choices("minister", "spokesperson")),
    *choices("business", "citizen"),
)
CODEBOOK = Codebook(
    codes=(
        Code(
            id="quote",
            name="Quote",
            key="Q",
            colour="#0072B2",
            fields=(
                Field(
                    id="kind",
                    name="Type",
                    type=FieldType.CHOICE,
                    choices=choices("direct", "indirect", "mixed"),
                    required=True,
                ),
                Field(id="stance", name="Stance", type=FieldType.SCALE, steps=SCALE),
                Field(
                    id="why",
                    name="Why",
                    type=FieldType.TEXT,
                    shown_if=Condition("kind", ("mixed",)),
                ),
                Field(id="negated", name="Negated", type=FieldType.FLAG),
            ),
            links=(
                LinkRule(type="said_by", name="Said by", ends=("source", "actor")),
                LinkRule(type="cue", name="Cue", ends=("cue",), maximum=1),
            ),
            position=0,
        ),
        Code(
            id="source",
            name="Source",
            key="S",
            fields=(Field(id="role", name="Role", type=FieldType.CHOICE, choices=ROLES),),
            links=(LinkRule(type="is", name="Is", ends=("actor",), maximum=1),),
            position=1,
        ),
        Code(
            id="all",
            name="Everything",
            position=2,
            fields=(
                Field(
                    id="frame",
                    name="Frame",
                    type=FieldType.CHOICE,
                    choices=tuple(Choice(f"f{n}", f"Frame {n}") for n in range(1, 17)),
                ),
                Field(
                    id="basis",
                    name="Basis",
                    type=FieldType.MULTI_CHOICE,
                    choices=choices("policy", "person", "party"),
                ),
                Field(id="count", name="Count", type=FieldType.NUMBER),
                Field(id="day", name="Day", type=FieldType.DATE),
            ),
        ),
    )
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with opened_copy("for the inspector", _make, tmp_path / "p.annotator", "ana") as project:
        yield project


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODEBOOK)
    project.coder = "ben"
    project.apply(SetSetting(OPEN_SETTING, value=True))
    meta = {"author": "A. Writer", "outlet": "The Herald"}
    article = NewArticle(id="a1", title="Truce", text=TEXT, meta=meta)
    project.apply(ImportRecords(articles=(article,)))
    project.apply(Tag(id="b1", article="a1", code="quote", fragments=((0, 26),)))
    project.coder = "ana"
    project.apply(Tag(id="q1", article="a1", code="quote", fragments=((0, 26),)))
    project.apply(Tag(id="s1", article="a1", code="source", fragments=((27, 48),)))
    project.apply(Tag(id="e1", article="a1", code="all", fragments=((57, 70),)))
    peskov = Actor(id="peskov", name="Dmitry Peskov", aliases=("Kremlin spokesman",))
    project.apply(PutActor(peskov))
    return project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Session:
    session = Session(project)
    session.open_article("a1")
    return session


@pytest.fixture
def inspector(session: Session, qtbot: QtBot) -> Inspector:
    made = Inspector(session)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def elsewhere(inspector: Inspector, qtbot: QtBot) -> Iterator[QLineEdit]:
    """Something else in the same window, where the focus is at first."""
    window = QWidget()
    window.resize(340, 700)
    column = QVBoxLayout(window)
    edit = QLineEdit()
    column.addWidget(edit)
    column.addWidget(inspector)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    edit.setFocus()
    yield edit
    inspector.setParent(None)
