"""The start page: what the window shows while no project is open."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import DOUBLE, GRID, HAIR, HALF
from annotator.gui.settings.recent import recent_projects
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import Picture, PlainLabel
from annotator.gui.window.recent_list import RecentList

_NARROW = 760
_COLUMN = 400


class StartPage(QWidget):
    """Offers to go on, to open, to make a project, or to try the sample."""

    new_requested = Signal()
    """Make a project."""
    open_requested = Signal()
    """Choose a project file and open it."""
    sample_requested = Signal()
    """Open the sample project."""
    recent_requested = Signal(Path)
    """Open this project."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._resume_path: Path | None = None
        self.resume = ActionCard("continue", "Continue", key=key_of("continue"))
        self.sample = ActionCard(
            "sample", "Try the sample", "Ten articles, two coders, ready to read"
        )
        self.new = ActionCard("new", "New project…", "One file that holds it all", key_of("new"))
        self.open = ActionCard("open", "Open a project…", "An .annotator file", key_of("open"))
        self.recent = RecentList(settings)
        self._empty = PlainLabel("Projects that you open will be listed here.", role="muted")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        for card in self._cards():
            left.addWidget(card)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(PlainLabel("Recent projects", role="strong"))
        right.addWidget(self._empty)
        right.addWidget(self.recent)
        right.addStretch(1)
        self._sides.setSpacing(4 * GRID)
        self._sides.addLayout(left, 1)
        self._sides.addLayout(right, 1)
        column = QWidget()
        column.setMaximumWidth(2 * scaled(_COLUMN) + GRID * 8)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(4 * GRID, 0, 4 * GRID, 4 * GRID)
        inner.setSpacing(3 * GRID)
        inner.addLayout(_heading())
        inner.addLayout(self._sides, 1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addStretch(1)
        page.addLayout(across, 6)
        self.setAccessibleName("Start page")

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_requested)
        self.open.clicked.connect(self.open_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.resume.clicked.connect(self.go_on)
        self.recent.chosen.connect(self.recent_requested)
        self.recent.forgotten.connect(self.refresh)

    def _cards(self) -> "tuple[ActionCard, ...]":
        return self.resume, self.sample, self.new, self.open

    def refresh(self) -> None:
        """Read the recent projects anew."""
        known = recent_projects(self._settings)
        there = [Path(one.path) for one in known if Path(one.path).exists()]
        self._resume_path = there[0] if there else None
        self.resume.setVisible(self._resume_path is not None)
        if self._resume_path is not None:
            self.resume.say(f"Continue with {self._resume_path.stem}", "Where you left it")
        self.recent.show_projects(known)
        self.recent.setVisible(bool(known))
        self._empty.setVisible(not known)
        self.setFocusProxy(self._likely())

    def focus_likely(self) -> None:
        """Put the keyboard on the likely action: going on, or else the sample."""
        self._likely().setFocus(Qt.FocusReason.OtherFocusReason)

    def _likely(self) -> "ActionCard":
        return self.resume if self._resume_path is not None else self.sample

    def go_on(self) -> None:
        """Open the project that was open last."""
        if self._resume_path is not None:
            self.recent_requested.emit(self._resume_path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys between the actions, and to the recent projects."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        shown = [card for card in self._cards() if not card.isHidden()]
        here = next((n for n, card in enumerate(shown) if card.hasFocus()), None)
        if step and here is not None:
            shown[max(0, min(len(shown) - 1, here + step))].setFocus()
        elif event.key() == Qt.Key.Key_Right and here is not None and self.recent.isVisible():
            self.recent.setFocus()
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two halves one above the other where there is little room."""
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        super().resizeEvent(event)


class ActionCard(QPushButton):
    """A large button: icon, what it does, a word on it, and its key."""

    def __init__(
        self,
        picture: str,
        title: str,
        below: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        # The card's own ring shows the focus; the style would draw a second one inside it.
        self.setStyleSheet("QPushButton { outline: none; }")
        self._title = PlainLabel(role="strong")
        self._below = PlainLabel(role="small")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(DOUBLE, GRID + HAIR, DOUBLE, GRID + HAIR)
        row.setSpacing(DOUBLE)
        row.addWidget(Picture(icon(picture), 24))
        lines = QVBoxLayout()
        lines.setSpacing(HAIR)
        lines.addWidget(self._title)
        lines.addWidget(self._below)
        row.addLayout(lines, 1)
        if key:
            row.addWidget(PlainLabel(key, role="key"), 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say(title, below)

    def say(self, title: str, below: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._below.setText(below)
        self.setAccessibleName(title)
        self.setAccessibleDescription(below)

    def sizeHint(self) -> QSize:
        """Ask for as much room as the lines take."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self._row.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too; leave the arrow keys to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Fit the height to the lines when the font changes."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        return super().event(event)


def _heading() -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(HALF)
    lines.addWidget(PlainLabel("Media Annotator", role="title"))
    said = "Mark quotes, sources, framing and sentiment in news articles."
    lines.addWidget(PlainLabel(said, role="muted", wrap=True))
    return lines
