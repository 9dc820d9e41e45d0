"""The bar of modes above their pages; a page is made when it is first needed."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import BusyError, UserError
from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.context import ModePage, ProjectContext
from annotator.gui.settings.settings import ZOOM
from annotator.gui.text.reading_style import is_reading_style, reading_style
from annotator.gui.window.first_steps import FirstSteps
from annotator.gui.window.modes import MODES, Mode

P = TypeVar("P", bound=ModePage)


class ModePages(QWidget):
    """One project's pages under the names of their modes."""

    mode_changed = Signal()

    def __init__(self, project: ProjectContext) -> None:
        super().__init__()
        self._project = project
        self._pages: dict[str, ModePage] = {}
        self._stack = QStackedWidget()
        self._buttons = {mode.id: self._button(mode) for mode in MODES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._stack, 1)
        self.mode = MODES[0]
        """The mode that is shown."""
        self._buttons[self.mode.id].setChecked(True)
        self._add_first_steps(layout)
        project.settings.changed.connect(self._setting_changed)

    def _add_first_steps(self, layout: QVBoxLayout) -> None:
        coding = self.page_of(self.mode)
        if isinstance(coding, CodingPage):
            self.first_steps = FirstSteps(coding, self._project.settings)
            self.first_steps.left.connect(coding.pane.view.setFocus)
            layout.insertWidget(1, self.first_steps)

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
        button.setText(mode.title)
        button.setToolTip(with_key(mode.title, f"mode_{mode.id}"))
        button.setCheckable(True)
        button.setProperty("role", "mode")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.show_mode(mode))
        return button

    # Pages

    def page_of(self, mode: Mode) -> ModePage:
        """Return a mode's page; it is made if it has not been needed yet."""
        if mode.id not in self._pages:
            page = self._pages[mode.id] = mode.make(self._project)
            self._stack.addWidget(page)
            self._set_text(page)
        return self._pages[mode.id]

    def page(self, kind: type[P]) -> P:
        """Return the page of this kind."""
        for mode in MODES:
            if mode.page is kind:
                page = self.page_of(mode)
                if isinstance(page, kind):
                    return page
        raise LookupError(kind)

    def made(self) -> list[ModePage]:
        """Return the pages that have been needed so far."""
        return list(self._pages.values())

    # Modes

    def show_mode(self, mode: Mode) -> None:
        """Show a mode's page and put the focus where its work begins."""
        if mode is not self.mode:
            self.commit_pending()
        try:
            page = self.page_of(mode)
        except UserError:
            self._buttons[self.mode.id].setChecked(True)  # one stays where one is
            raise
        before = self.mode
        self._turn_to(mode, page)
        try:
            page.enter()
        except BusyError:
            self._turn_to(before, self.page_of(before))  # as above
            raise
        finally:
            self.mode_changed.emit()

    def _turn_to(self, mode: Mode, page: ModePage) -> None:
        self.mode = mode
        self._buttons[mode.id].setChecked(True)
        self._project.session.set_reviewing(page.reviewing)
        self._stack.setCurrentWidget(page)

    def zoom(self, steps: int) -> None:
        """Make the text that is shown, or was shown last, larger or smaller; 0 for normal size."""
        text = self.page_of(self.mode).text or self.page_of(MODES[0]).text
        if text is not None:
            text.zoom(steps or -text.zoom_level)

    def _set_text(self, page: ModePage) -> None:
        if page.text is not None:
            page.text.read_in(reading_style(self._project.settings))

    def _setting_changed(self, key: str) -> None:
        if is_reading_style(key):
            for page in self.made():
                self._set_text(page)
        text = self.page_of(self.mode).text
        if key == ZOOM.key and text is not None:
            text.zoom(self._project.settings.get(ZOOM) - text.zoom_level)

    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied."""
        for page in self.made():
            page.commit_pending()

    def remember(self) -> None:
        """Keep what is typed, and the pages' sizes, for the next start."""
        for page in self.made():
            page.remember()
