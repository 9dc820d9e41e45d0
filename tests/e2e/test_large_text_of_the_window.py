"""With the window's text at its largest nothing is cut off, on a small screen, too."""

from pathlib import Path

import pytest
from once import shipped_sample
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox, QToolButton, QWidget
from user import CONTROL, Key, User

from annotator.gui.look.sizes import scaled, set_body
from annotator.gui.settings.settings import CODER, INTERFACE
from annotator.gui.widgets.basic import ElidedLabel
from annotator.gui.window.keys_dialog import KeysDialog
from annotator.gui.window.modes import MODES
from annotator.gui.window.settings_dialog import SettingsDialog

_, LARGEST = INTERFACE.bounds()


@pytest.fixture(autouse=True)
def usual_size() -> object:
    yield
    set_body(INTERFACE.default)


def cut_off(window: QWidget) -> list[str]:
    """Return the words that do not fit their labels and buttons, as far as those do not elide."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            if widget.wordWrap():
                fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
            else:
                fits = widget.sizeHint().width() <= widget.width() + 1
            found += [] if fits else [widget.text()]
        elif isinstance(widget, QToolButton) and not widget.icon().isNull():
            continue  # it shows its icon, and has its text for screen readers
        elif isinstance(widget, QPushButton | QToolButton) and widget.text():
            words = widget.text().replace("&&", "&")
            advance = QFontMetrics(widget.font()).horizontalAdvance(words)
            if type(widget).paintEvent is QPushButton.paintEvent or isinstance(widget, QToolButton):
                found += [words] if advance > widget.width() else []
    return found


def test_nothing_is_cut_off_in_any_mode(user: User, tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    user.window.settings.set(CODER, "ana")
    user.window.settings.set(INTERFACE, LARGEST)
    user.restart(tmp_path / "s.annotator")
    user.window.resize(1024, 700)
    rows = user.coding.session.project.articles()
    user.coding.open_article(max(rows, key=lambda row: row.annotation_count).id)
    user.coding.pane.coding.go_to(user.annotations[0])
    assert user.window.width() == 1024
    for mode in MODES:
        user.project.pages.show_mode(mode)
        user.qtbot.waitUntil(lambda: cut_off(user.window) == [])
    user.window.close_project()
    QApplication.processEvents()
    assert cut_off(user.window) == []


def test_nothing_is_cut_off_in_the_dialogs_of_settings_and_keys(user: User) -> None:
    user.window.settings.set(INTERFACE, LARGEST)
    for kind, key in ((SettingsDialog, Key.Key_Comma), (KeysDialog, Key.Key_K)):
        seen: list[list[str]] = []

        def look(dialog: QWidget, seen: list[list[str]] = seen) -> None:
            QApplication.processEvents()
            seen.append(cut_off(dialog))
            user.press(Key.Key_Escape)

        user.in_dialog(
            kind,
            look,
            lambda key=key: user.do("settings" if key is Key.Key_Comma else "change_keys"),
        )
        assert seen == [[]]


def test_the_size_counts_at_once_and_after_a_restart(user: User, tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    user.window.settings.set(CODER, "ana")
    user.restart(tmp_path / "s.annotator")
    article = user.coding.session.article
    before = user.window.menuBar().font().pixelSize()

    def change(dialog: SettingsDialog) -> None:
        box = dialog.editors[INTERFACE.key].widget
        assert isinstance(box, QSpinBox)
        box.setFocus()
        user.press(Key.Key_Up, Key.Key_Up)
        assert user.window.menuBar().font().pixelSize() == before + 2
        assert user.view.font().pixelSize() == 15
        user.press(Key.Key_Escape)

    user.in_dialog(SettingsDialog, change, lambda: user.press(Key.Key_Comma, modifiers=CONTROL))
    assert article is not None
    assert user.coding.session.article is not None
    assert user.coding.session.article.article.id == article.article.id
    user.restart(tmp_path / "s.annotator")
    assert user.window.menuBar().font().pixelSize() == before + 2
    assert scaled(100) > 100
