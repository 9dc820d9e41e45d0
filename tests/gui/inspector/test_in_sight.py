"""What has the focus is in sight, what is selected stays at the top, and nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
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
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.inspector import Inspector
from annotator.gui.inspector.compact import Face
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.pills import Pill
from annotator.gui.session.session import Session
from annotator.store.project import Project

LONG = "Consequences for the municipal administration and its employees"
WORDS = ("first", "second", "third")


def _choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{n}", f"{LONG} {n}") for n in range(count))


FIELDS = (
    Field(id="few", name="Few", type=FieldType.CHOICE, choices=_choices(3)),
    Field(
        id="many", name="Responsibility attributed to", type=FieldType.CHOICE, choices=_choices(9)
    ),
    Field(
        id="scale",
        name="Scale",
        type=FieldType.SCALE,
        steps=tuple(ScaleStep(n, f"{LONG} {n}") for n in range(-5, 6)),
    ),
    Field(id="ticks", name="Ticks", type=FieldType.MULTI_CHOICE, choices=_choices(7)),
    Field(id="text", name="Text", type=FieldType.TEXT),
    Field(id="day", name="Day", type=FieldType.DATE),
    Field(id="more", name="More", type=FieldType.TEXT, shown_if=Condition("few", ("c0",))),
)
BOOK = Codebook(
    codes=(
        Code(
            id="long",
            name=f"{LONG}, at some length",
            key="L",
            fields=FIELDS,
            links=(LinkRule(type="about", name="About", ends=("actor",)),),
        ),
        Code(id="bare", name="Bare"),
    )
)


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="Truce", text="Some words of a text. " * 40)
        project.apply(ImportRecords(articles=(article,)))
        project.apply(Tag(id="one", article="a1", code="long", fragments=((0, 400),)))
        project.apply(Tag(id="bare", article="a1", code="bare", fragments=((0, 4),)))
        session = Session(project)
        session.open_article("a1")
        yield session


@pytest.fixture
def inspector(session: Session, qtbot: QtBot) -> Iterator[Inspector]:
    made = Inspector(session)
    qtbot.addWidget(made)
    made.resize(300, 360)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    session.select("one")
    QApplication.processEvents()
    yield made
    made.close()


def area(inspector: Inspector) -> QScrollArea:
    (found,) = [one for one in inspector.findChildren(QScrollArea) if one.isVisible()]
    return found


def in_sight(inspector: Inspector, widget: QWidget) -> bool:
    port = area(inspector).viewport()
    place = QRect(widget.mapTo(port, QPoint(0, 0)), widget.size())
    return port.rect().adjusted(0, -1, 0, 1).contains(place)


@pytest.mark.parametrize("field", [field.id for field in FIELDS if field.shown_if is None])
def test_a_field_that_gets_the_focus_is_in_sight(
    inspector: Inspector, field: str, qtbot: QtBot
) -> None:
    assert inspector.focus_field(field)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.waitUntil(lambda: in_sight(inspector, focus))


def test_going_on_from_field_to_field_scrolls_along(inspector: Inspector, qtbot: QtBot) -> None:
    inspector.focus_field("few")
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is not focus
        qtbot.waitUntil(lambda: in_sight(inspector, QApplication.focusWidget() or inspector))


def test_the_picker_is_in_sight_with_its_list(inspector: Inspector, qtbot: QtBot) -> None:
    inspector.focus_field("few")
    assert inspector.add_link("about", suggestion="Somebody")
    line = QApplication.focusWidget()
    assert line is not None
    qtbot.waitUntil(lambda: in_sight(inspector, line))
    box = inspector.findChild(QWidget, "proposals")
    assert isinstance(box, QWidget)
    qtbot.waitUntil(box.isVisible)
    assert inspector.rect().contains(box.geometry())


def test_what_is_selected_stays_at_the_top_however_far_one_scrolls(inspector: Inspector) -> None:
    header = inspector.header
    before = header.mapTo(inspector, QPoint(0, 0))
    area(inspector).verticalScrollBar().setValue(area(inspector).verticalScrollBar().maximum())
    QApplication.processEvents()
    assert header.mapTo(inspector, QPoint(0, 0)) == before
    assert header.visibleRegion().boundingRect() == header.rect()
    assert "Some words" in header.excerpt.accessibleName()


def test_the_note_has_three_lines_and_grows_with_its_text(
    inspector: Inspector, qtbot: QtBot
) -> None:
    note = inspector.note
    line = note.fontMetrics().lineSpacing()
    assert note.height() >= 3 * line
    assert inspector.focus_note()
    note.setPlainText("\n".join(f"{word} line" for word in WORDS * 2))
    qtbot.waitUntil(lambda: note.height() >= 6 * line)
    qtbot.waitUntil(lambda: in_sight(inspector, note))


@pytest.mark.parametrize("width", [200, 240, 300, 380, 500])
def test_nothing_is_cut_off_at_any_width(
    session: Session, inspector: Inspector, width: int, qtbot: QtBot
) -> None:
    session.apply(SetValue("one", "many", "c4"))
    inspector.resize(width, 700)
    port = area(inspector).viewport()

    def is_whole(one: QWidget) -> bool:
        place = QRect(one.mapTo(port, QPoint(0, 0)), one.size())
        if place.left() < 0 or place.right() >= port.width():
            return False
        if isinstance(one, Pill) and not one.hasHeightForWidth():
            return one.width() >= one.fontMetrics().horizontalAdvance(one.text())
        return one.height() >= one.heightForWidth(one.width())

    def shown() -> list[QWidget]:
        kinds = (FieldRow, Pill, Face)
        found = [one for kind in kinds for one in inspector.findChildren(kind)]
        return [one for one in found if one.isVisible()]

    assert len(shown()) > 15
    qtbot.waitUntil(lambda: all(map(is_whole, shown())))


def test_a_text_that_is_cleared_stays_where_one_types(
    session: Session, inspector: Inspector, qtbot: QtBot
) -> None:
    session.apply(SetValue("one", "few", "c0"))
    session.apply(SetValue("one", "more", "so"))
    session.apply(SetValue("one", "few", "c1"))
    assert inspector.focus_field("more")
    line = QApplication.focusWidget()
    assert line is not None
    for _ in "so":
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
    inspector.commit_pending()
    assert line.hasFocus()


def test_one_goes_to_the_answer_that_one_would_correct(
    session: Session, inspector: Inspector
) -> None:
    for field, value in (("few", "c1"), ("many", "c2")):
        session.apply(SetValue("one", field, value))
    assert inspector.focus_fields()
    focus = QApplication.focusWidget()
    assert isinstance(focus, FieldRow)
    assert focus.field.id == "scale"
