"""Taking files that are dropped: always a copy, so that whoever gives them keeps them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def _any_file(_path: Path) -> bool:
    return True


class FileDrops(QObject):
    """Has a widget take files and folders that are dropped on it or on what is in it.

    They are offered to be copied: at a move, their source would delete them.
    """

    def __init__(
        self,
        widget: QWidget,
        take: Callable[[list[Path]], object],
        wants: Callable[[Path], bool] = _any_file,
    ) -> None:
        super().__init__(widget)
        self._take, self._wants = take, wants
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is wanted, and leave all else."""
        if not isinstance(event, QDropEvent):
            return False
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        wanted = [path for path in paths if self._wants(path)]
        if not wanted or not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._take(wanted)
        return True
