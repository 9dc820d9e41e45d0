"""People of a team at their own computers, in the window: coding packages, and handing them out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from user import ALT, CONTROL, SHIFT, Key, User

from annotator.gui.settings.settings import CODER, LAST_FOLDER
from annotator.gui.team.handing import HandOutDialog


def sit_down(user: User, handle: str, path: Path, article: str = "") -> None:
    """Open a project at somebody's own computer."""
    user.window.settings.set(CODER, handle)
    assert user.window.open_path(path, article or None, ask=False)
    assert user.project.session.coder == handle


def drop(user: User, paths: Sequence[Path]) -> None:
    """Drop files on the window."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPointF(user.window.rect().center()), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(place.toPoint(), copy, carried, button, none)
    QApplication.sendEvent(user.window, entered)
    QApplication.sendEvent(user.window, QDropEvent(place, copy, carried, button, none))


def hand_out(user: User, folder: Path, *, new: str = "", common: int = 0) -> list[Path]:
    """Press Ctrl+Shift+H, name coders, say how many articles all get, and press Enter."""
    user.window.settings.set(LAST_FOLDER, str(folder))
    written: list[Path] = []

    def fill(dialog: HandOutDialog) -> None:
        if new:
            dialog.choices.coders.adding.setFocus()
            user.write(new)
            user.press(Key.Key_Return)
        if common:
            dialog.choices.common.setFocus()
            user.press(Key.Key_A, modifiers=CONTROL)
            user.write(str(common))
        dialog.folder.setFocus()
        with user.qtbot.waitSignal(dialog.accepted):
            user.press(Key.Key_Return)
        written.extend(dialog.written)

    user.in_dialog(HandOutDialog, fill, lambda: user.press(Key.Key_H, modifiers=CONTROL | SHIFT))
    return written


def quote(user: User, words: str, answers: str) -> None:
    """Mark words as a quote and answer its first fields."""
    user.drag_over(words)
    user.view.setFocus()
    user.write("q")
    user.write(answers)
    user.press(Key.Key_Escape)


def finish(user: User) -> None:
    """Say that the article is done, and leave open what its codebook asks for."""
    assert user.coding.session.article is not None
    article = user.coding.session.article.article.id
    for held in (CONTROL, CONTROL | ALT):
        user.press(Key.Key_Return, modifiers=held)
        session = user.coding.session
        now = session.project.layers([article])[0]
        if now.has_read(session.coder_id):
            return
    raise AssertionError(f"{article} is not done")
