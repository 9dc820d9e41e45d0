"""What dialogs are made of: a remembered size, names of fields, one button that Enter presses."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget
from shiboken6 import isValid

from annotator.gui.look.sizes import scaled
from annotator.gui.settings.settings import DIALOG_SIZES, Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.tab_order import order_tabs

MARGIN = 16
"""The space round a dialog's content, in pixels."""
GAP = 8
"""The space between a dialog's parts, in pixels."""
_LEAST_SCREEN_BORDER = 24


class Dialog(QDialog):
    """A dialog that comes back in the size it was left in, and never larger than the screen.

    Tab goes through it by its layout.
    """

    def __init__(
        self, parent: QWidget | None, settings: Settings, name: str, title: str, size: QSize
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._name = name
        self.setWindowTitle(title)
        self.resize(self._fitting(self._remembered(size)))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go as one reads."""
        if not event.spontaneous():
            order_tabs(self)
        super().showEvent(event)

    def done(self, result: int) -> None:
        """Remember the size and close."""
        sizes = self._settings.get(DIALOG_SIZES)
        self._settings.set(DIALOG_SIZES, sizes | {self._name: (self.width(), self.height())})
        super().done(result)

    def _remembered(self, size: QSize) -> QSize:
        sizes = self._settings.get(DIALOG_SIZES)
        usual = QSize(scaled(size.width()), scaled(size.height()))
        return QSize(*sizes[self._name]) if self._name in sizes else usual

    def _fitting(self, size: QSize) -> QSize:
        border = QSize(_LEAST_SCREEN_BORDER, 2 * _LEAST_SCREEN_BORDER)
        return size.boundedTo(self.screen().availableSize() - border)


D = TypeVar("D", bound=QDialog)


def run_dialog(dialog: D) -> D:
    """Show a dialog until it is closed, and return it to be asked what came of it.

    It is gone once control is back at the event loop, whatever closed it: ask it at once.
    """
    try:
        dialog.exec()
    finally:
        if isValid(dialog):  # its parent may be gone with it
            dialog.deleteLater()
    return dialog


def named(label: str, buddy: QWidget) -> PlainLabel:
    """Return a field's name whose mnemonic leads to the field, also for screen readers."""
    name = _FieldName(label)
    name.setBuddy(buddy)
    buddy.setAccessibleName(label.replace("&", ""))
    return name


class _FieldName(PlainLabel):
    """A name that is as wide as it is drawn: Qt measures it without what its mnemonic takes.

    The underlined letter is drawn apart from the next, which is not drawn closer to it then.
    """

    def sizeHint(self) -> QSize:
        """Return the size in which all of it is seen."""
        return self._whole(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a name is never cut."""
        return self._whole(super().minimumSizeHint())

    def _whole(self, measured: QSize) -> QSize:
        before, found, after = self.text().partition("&")
        if not found:
            return measured
        advance = self.fontMetrics().horizontalAdvance
        apart = advance(before) + advance(after[:1]) + advance(after[1:])
        return measured + QSize(max(apart - advance(before + after), 0) + 1, 0)


def secondary_button(text: str, act: Callable[[], None]) -> QPushButton:
    """Return a button that Enter does not press, so that Enter stays with the main button."""
    button = QPushButton(text, autoDefault=False)
    button.clicked.connect(lambda _checked=False: act())
    return button


def answer_buttons(dialog: QDialog, accept: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return Cancel and the button that Enter presses, connected to the dialog."""
    box = QDialogButtonBox()
    main = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    cancel = box.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    cancel.setAutoDefault(False)
    main.setDefault(True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box, main
