"""The modes of the window: coding, reviewing, and reliability, one behind the other."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.coding.page import Workspace
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import ZOOM, Settings
from annotator.gui.text import ArticleView


class Mode(StrEnum):
    """What the window is used for at the moment."""

    CODE = "code"
    REVIEW = "review"
    RELIABILITY = "reliability"


_TITLES = {Mode.CODE: "Code", Mode.REVIEW: "Review", Mode.RELIABILITY: "Reliability"}
_KEYS = {Mode.CODE: "Alt+1", Mode.REVIEW: "Alt+2", Mode.RELIABILITY: "Alt+3"}


class Modes(QWidget):
    """A bar of modes over one project's pages; pages are made when they are first needed."""

    mode_changed = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.workspace = Workspace(session, settings)
        self._session = session
        self._settings = settings
        settings.changed.connect(self._setting_changed)
        self._pages = QStackedWidget()
        self._review: ReviewPage | None = None
        self._reliability: ReliabilityPage | None = None
        self._pages.addWidget(self.workspace)
        self._buttons = {mode: self._button(mode) for mode in Mode}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._pages, 1)
        self._mode = Mode.CODE
        self._buttons[Mode.CODE].setChecked(True)

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("role", "modes")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(HALF)
        group = QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        return bar

    def _button(self, mode: Mode) -> QToolButton:
        button = QToolButton()
        button.setText(_TITLES[mode])
        button.setToolTip(f"{_TITLES[mode]} ({_KEYS[mode]})")
        button.setCheckable(True)
        button.setProperty("role", "mode")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.show_mode(mode))
        return button

    @property
    def mode(self) -> Mode:
        """The mode that is shown."""
        return self._mode

    @property
    def view(self) -> ArticleView:
        """The text that is shown, or was shown last."""
        return self.review.pane.view if self._mode is Mode.REVIEW else self.workspace.pane.view

    @property
    def review(self) -> ReviewPage:
        """The page for comparing and deciding."""
        if self._review is None:
            self._review = ReviewPage(self._session, self._settings)
            self._pages.addWidget(self._review)
        return self._review

    @property
    def reliability(self) -> ReliabilityPage:
        """The page of agreement figures."""
        if self._reliability is None:
            self._reliability = ReliabilityPage(self._session, self._settings)
            self._reliability.differences_wanted.connect(self._show_differences)
            self._pages.addWidget(self._reliability)
        return self._reliability

    def _setting_changed(self, key: str) -> None:
        if key == ZOOM.key:
            self.view.zoom(self._settings.get(ZOOM) - self.view.zoom_level)

    def _show_differences(self, wanted: object) -> None:
        self.show_mode(Mode.REVIEW)
        self.review.show_differences(wanted)

    def show_mode(self, mode: Mode) -> None:
        """Show a mode's page and put the focus where its work begins."""
        if mode is not self._mode:
            self.workspace.commit_pending()
        self._mode = mode
        self._buttons[mode].setChecked(True)
        self._session.set_reviewing(mode is Mode.REVIEW)
        if mode is Mode.CODE:
            self._pages.setCurrentWidget(self.workspace)
            self.view.zoom(self._settings.get(ZOOM) - self.view.zoom_level)
            self.view.setFocus()
        else:
            page = self.review if mode is Mode.REVIEW else self.reliability
            self._pages.setCurrentWidget(page)
            page.enter()
        self.mode_changed.emit(mode.value)

    def remember(self) -> None:
        """Keep what is typed, and the pages' sizes, for the next start."""
        self.workspace.remember()
        for page in (self._review, self._reliability):
            if page is not None:
                page.remember()
