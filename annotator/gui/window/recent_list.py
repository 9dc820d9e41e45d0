"""The list of projects that were opened last."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QSizePolicy, QWidget

from annotator.gui.commands.command import MenuEntry
from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import command, key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import two_line_height
from annotator.gui.settings.recent import forget_project, recent_projects
from annotator.gui.settings.settings import RecentProject, Settings
from annotator.gui.widgets.basic import plain, tool_tip
from annotator.gui.widgets.two_line_rows import Index, TwoLineDelegate, TwoLines
from annotator.gui.wording.dates import short_moment

_PATH = int(Qt.ItemDataRole.UserRole)
_LINES = _PATH + 1
_FRAME = 4


class RecentList(QListWidget):
    """Lists recent projects; one whose file is gone is greyed and can be taken off the list."""

    chosen = Signal(Path)
    """Open this project."""
    forgotten = Signal()
    """A project was taken off the list."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setAccessibleName("Recent projects")
        self.setProperty("role", "card")
        self.setItemDelegate(_RecentDelegate(self))
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        forget = QAction(icon("remove"), "Take off this list", self)
        forget.setShortcuts(sequences(command("forget_project").keys))
        forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forget.triggered.connect(self.forget)
        self.addAction(forget)
        self._menu = QMenu(self)
        self._menu.addAction(forget)

    def show_projects(self, projects: Sequence[RecentProject]) -> None:
        """List these projects."""
        here = self.currentRow()
        self.clear()
        for one in projects:
            self.addItem(_item(one))
        self.setCurrentRow(min(here, self.count() - 1))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the room that all projects take."""
        return QSize(super().sizeHint().width(), self.count() * two_line_height() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Ask for two rows at least; more projects than fit are scrolled."""
        rows = min(2, self.count())
        return QSize(super().minimumSizeHint().width(), rows * two_line_height() + _FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start with the first project."""
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to take the project off the list."""
        if self.itemAt(event.pos()) is not None:
            self._menu.popup(event.globalPos())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and Path(item.data(_PATH)).exists():
            self.chosen.emit(Path(item.data(_PATH)))

    def forget(self) -> None:
        """Take the selected projects off the list."""
        for item in self.selectedItems():
            forget_project(self._settings, Path(item.data(_PATH)))
        self.forgotten.emit()


def recent_entries(settings: Settings, open_path: Callable[[Path], object]) -> list[MenuEntry]:
    """Return the recent projects as entries of a menu, numbered, those that are gone said so."""
    known = recent_projects(settings)
    found: list[MenuEntry] = []
    for number, one in enumerate(known, 1):
        path = Path(one.path)
        there = path.exists()
        digit = f"&{number}" if number < 10 else str(number)
        name = plain(f"{path.stem}  –  {_short_folder(path.parent)}")
        title = f"{digit}  {name}" if there else f"{digit}  {name} (not found)"
        found.append(MenuEntry(title, partial(open_path, path), there))
    gone = [Path(one.path) for one, entry in zip(known, found, strict=True) if not entry.enabled]
    if gone:
        title = "Take what is not found off this list"
        found.append(MenuEntry(title, partial(_forget, settings, gone)))
    return found or [MenuEntry("No project was opened yet", list, enabled=False)]


def _forget(settings: Settings, paths: Sequence[Path]) -> None:
    for path in paths:
        forget_project(settings, path)


class _RecentDelegate(TwoLineDelegate):
    def lines_of(self, index: Index) -> TwoLines:
        return index.data(_LINES)


def _item(project: RecentProject) -> QListWidgetItem:
    path = Path(project.path)
    there = path.exists()
    when = short_moment(project.opened) if project.opened else ""
    lines = TwoLines(
        title=path.stem,
        below=_short_folder(path.parent),
        aside=when if there else f"not found — {key_of('forget_project')} removes",
        faint=not there,
    )
    item = QListWidgetItem(path.stem)
    item.setData(_PATH, project.path)
    item.setData(_LINES, lines)
    item.setToolTip(tool_tip(project.path))
    said = (path.stem, lines.below, lines.aside)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in said if part))
    return item


def _short_folder(folder: Path) -> str:
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
