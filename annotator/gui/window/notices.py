"""What the window has to say when nobody asked: in a box beside the work, each thing once."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

_MOST = 5
"""So many sentences stand in one box."""


class Notices(QObject):
    """Shows sentences in one box that blocks no code; none is shown twice."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.box: QMessageBox | None = None
        self._told: list[str] = []
        self._shown: list[str] = []

    def tell_once(self, parent: QWidget | None, title: str, words: str) -> None:
        """Say something, unless it was said before; more of it is added to the open box."""
        if words in self._told:
            return
        self._told = [*self._told[-50:], words]
        self._shown = [*self._shown, words][-_MOST:]
        if self.box is None:
            self.box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
            self.box.setTextFormat(Qt.TextFormat.PlainText)
            self.box.finished.connect(self._closed)
        self.box.setInformativeText("\n\n".join(self._shown))
        self.box.open()

    def _closed(self) -> None:
        box, self.box = self.box, None
        self._shown = []
        if box is not None:
            box.deleteLater()
