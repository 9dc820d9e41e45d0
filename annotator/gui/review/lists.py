"""The lists on the left of the review, one behind the other under their names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.look.theme import GRID
from annotator.gui.review.differences import DifferencesList
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.mine import MineList
from annotator.gui.review.questions import QuestionsList
from annotator.gui.review.queue import QueueList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.calm import TabBar

_NAMES = {
    "differences": ("Differences", "Differences between coders, and from gold"),
    "queue": ("Queue", "A colleague’s annotations, one by one"),
    "mine": ("Mine", "What was changed of mine, and why"),
    "questions": ("Questions", "Open questions"),
}


class Lists(QWidget):
    """Differences, queue, mine and questions; one of them is shown."""

    switched = Signal(str)
    """Another list is shown: its name."""
    go_to = Signal(str)
    """An annotation's id to show in the text."""
    edit_wanted = Signal(str)
    """The id of a gold annotation that is to be changed."""
    thread_wanted = Signal()
    """The user wants to ask or answer about what is selected."""
    left = Signal()

    def __init__(self, session: Session, settings: Settings, differences: DifferencesList) -> None:
        super().__init__()
        self.differences = differences
        self.queue = QueueList(session, settings)
        self.mine = MineList(session, settings)
        self.questions = QuestionsList(session, settings)
        self._bar = TabBar()
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.setProperty("role", "lists")
        self._bar.setUsesScrollButtons(False)
        self._bar.setDrawBase(False)
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(GRID, 0, GRID, 0)
        top.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        for name, (title, tip) in _NAMES.items():
            self._bar.setTabToolTip(self._bar.addTab(title), tip)
            self._pages.addWidget(getattr(self, name))
        for others in (self.queue, self.mine, self.questions):
            others.go_to.connect(self.go_to)
            others.left.connect(self.left)
            others.thread_wanted.connect(self.thread_wanted)
        self.queue.edit_wanted.connect(self.edit_wanted)
        differences.left.connect(self.left)
        self._bar.currentChanged.connect(self._show)

    @property
    def name(self) -> str:
        """The name of the list that is shown."""
        return list(_NAMES)[self._bar.currentIndex()]

    @property
    def panel(self) -> ListPanel | None:
        """The list that is shown, if it has keys of its own."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, ListPanel) else None

    def show_list(self, name: str) -> None:
        """Show a list and give it the focus."""
        self._bar.setCurrentIndex(list(_NAMES).index(name))
        getattr(self, name).setFocus()

    def refresh(self) -> None:
        """List what there is now."""
        for one in (self.queue, self.mine, self.questions):
            if one is self._pages.currentWidget():
                one.refresh()

    def _show(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        getattr(self, self.name).setFocus()
        self.switched.emit(self.name)
