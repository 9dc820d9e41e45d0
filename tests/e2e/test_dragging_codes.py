"""Codes are dragged onto the text: onto words that are selected, or a sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from user import User

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="topic", name="Topic", key="T"), Code(id="odd", name="Odd")))
TEXT = "First things came first. Then it rained on the hills. Nobody saw it."
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=TEXT),)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    return user


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """Catch what a drag carries: offscreen no window system takes it on."""
    caught: list[QMimeData] = []

    def catch(drag: QDrag, *_: object) -> Qt.DropAction:
        data = QMimeData()
        for kind in drag.mimeData().formats():
            data.setData(kind, drag.mimeData().data(kind))
        caught.append(data)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", catch)
    return caught


def pull(widget: QWidget, start: QPoint) -> None:
    """Press the mouse and move it far with the button held."""
    for kind, place in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, start + QPoint(0, -200)),
    ):
        where = QPointF(place)
        on_screen = QPointF(widget.mapToGlobal(place))
        QApplication.sendEvent(widget, QMouseEvent(kind, where, on_screen, LEFT, LEFT, NONE))


def drop(user: User, data: QMimeData, words: str) -> None:
    port, place = user.view.viewport(), user.point_at(words)
    copy = Qt.DropAction.CopyAction
    enters = QDragEnterEvent(place, copy, data, LEFT, NONE)
    QApplication.sendEvent(port, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(port, QDropEvent(QPointF(place), copy, data, LEFT, NONE))


def test_a_code_of_the_bar_is_dragged_onto_a_sentence(
    opened: User, dragged: list[QMimeData]
) -> None:
    bar = opened.coding.pane.code_bar
    button = next(one for one in bar.buttons if one.code.id == "topic")
    pull(button, button.rect().center())
    assert opened.annotations == []
    drop(opened, dragged[0], "rained")
    assert opened.texts("topic") == ["Then it rained on the hills."]


def test_on_selected_words_it_tags_these(opened: User, dragged: list[QMimeData]) -> None:
    start = TEXT.index("rained on")
    opened.view.set_selection(start, start + len("rained on"))
    button = opened.coding.pane.code_bar.buttons[1]
    pull(button, button.rect().center())
    drop(opened, dragged[0], "ined")
    assert opened.texts("odd") == ["rained on"]


def test_the_codebook_lets_its_codes_be_dragged(opened: User) -> None:
    opened.do("codebook")
    tree = opened.coding.codebook.tree
    item = tree.topLevelItem(0)
    assert item is not None
    drop(opened, tree.mimeData([item]), "Nobody")
    assert [one.text for one in opened.annotations] == ["Nobody saw it."]


def test_other_things_are_not_dropped_on_the_text(opened: User) -> None:
    data = QMimeData()
    data.setText("words")
    place = opened.point_at("rained")
    event = QDropEvent(QPointF(place), Qt.DropAction.MoveAction, data, LEFT, NONE)
    QApplication.sendEvent(opened.view.viewport(), event)
    assert opened.view.text == TEXT
    assert opened.annotations == []
