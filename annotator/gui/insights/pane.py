"""What is shown of an insight: the picture or a table, what it says, and buttons that write it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.insights.insight import InsightMark
from annotator.analysis.insights.views import InsightView
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.insights.canvas import InsightCanvas
from annotator.gui.insights.figures import MarksTable
from annotator.gui.insights.finder import InsightFinder
from annotator.gui.insights.finding import InsightAnswer
from annotator.gui.insights.picture_area import PictureArea
from annotator.gui.insights.words import of_marks, of_nothing
from annotator.gui.insights.writing import KINDS
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, PlainLabel, set_tool_tip
from annotator.workflow.insights.drawing.figures import noted

_LATER = 300
"""Milliseconds after which it is shown how far counting is."""
_LOOK = 100
_BAR = 120
_BOUNDLESS = 1 << 20
_COUNTING = "Counting…"
_OF_BEFORE = "What is shown is of before."


class InsightPane(QWidget):
    """What was counted, and below it the marks with what they mean and what they can't say."""

    picked = Signal(object)
    """The mark at hand, or None."""
    opened = Signal(object)
    """The passages of a mark are wanted."""
    laid = Signal()
    """What is shown may be of another height."""
    export_wanted = Signal(str)
    """To a file of this kind."""

    def __init__(self, finder: InsightFinder, key: KeyHandler) -> None:
        super().__init__()
        self._finder = finder
        self.answer: InsightAnswer | None = None
        self._problem = ""
        self.title = PlainLabel(role="heading")
        self.said = ElidedLabel(role="muted")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress")
        self.bar.setFixedWidth(scaled(_BAR))
        self.cancel = QPushButton("Cancel", autoDefault=False)
        self.turn = QPushButton("Table", autoDefault=False)
        self.canvas = InsightCanvas(drawing=finder.drawing)
        finder.draw_for(lambda: self.canvas.form)
        self.figures = MarksTable(key)
        self.empty = EmptyState(icon("review"), "", "")
        self.notes = PlainLabel(role="muted", wrap=True)
        self.export = QPushButton("Export", autoDefault=False)
        self.export.setMenu(self._kinds())
        self.is_table = False
        """Whether marks are shown as a table."""
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._look = QTimer(self, interval=_LOOK)
        self._lay_out()
        self._connect()
        self.say_state()

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind in KINDS:
            what = "figures" if kind == "csv" else "picture"
            action = menu.addAction(f"{kind.upper()}, the {what}…")
            action.triggered.connect(partial(self.export_wanted.emit, kind))
        return menu

    def _lay_out(self) -> None:
        self.area = PictureArea(self.canvas)
        self._stack = QStackedWidget()
        for one in (self.empty, self.area, self.figures):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        head = QHBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.setSpacing(HALF)
        head.addWidget(self.title)
        head.addSpacing(GRID)
        head.addWidget(self.said, 1)
        for one in (self.bar, self.cancel, self.turn, self.export):
            head.addWidget(one)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.notes.setContentsMargins(GRID, 0, GRID, HALF)
        column.addWidget(self.notes)
        set_tool_tip(self.turn, with_key("Figures as a table, or as a picture", "insight_table"))
        does = "Write the picture as PNG, SVG or PDF, or the figures as CSV"
        set_tool_tip(self.export, with_key(does, "export_insight"))
        self.notes.hide()

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._finder.stop)
        self.turn.clicked.connect(self.turn_table)
        self.area.laid.connect(self.laid)
        self._finder.changed.connect(self._follow_work)
        self._later.timeout.connect(self._show_progress)
        self._look.timeout.connect(self._show_progress)
        for one in (self.canvas, self.figures):
            one.picked.connect(self.picked)
            one.opened.connect(self.opened)

    # What is shown

    def show_view(self, view: InsightView) -> None:
        """Show what a view is about, before anything is counted."""
        self.title.setText(view.title)
        self.say_state()

    def show_answer(self, answer: InsightAnswer) -> None:
        """Show what was counted; the same mark stays at hand where there is one."""
        self.answer = answer
        insight = answer.insight
        self.canvas.show_insight(insight, answer.picture)
        self.figures.show_insight(insight)
        self.notes.setText("\n".join(noted(insight)))
        if not insight.marks:
            self.empty.say(*of_nothing(answer))
        self._turn_to()
        self.say_state()

    def show_nothing(self, title: str = "", hint: str = "") -> None:
        """Show nothing that was counted before: somebody else looks now."""
        self.answer = None
        self.empty.say(title, hint)
        self._turn_to()
        self.say_state()

    @property
    def has_marks(self) -> bool:
        """Whether anything is shown."""
        return self.answer is not None and bool(self.answer.insight.marks)

    @property
    def shown(self) -> QWidget:
        """What has the marks: the picture or the table; why there are none, where so."""
        if not self.has_marks:
            return self.empty
        return self.figures if self.is_table else self.canvas

    @property
    def mark(self) -> InsightMark | None:
        """The mark at hand."""
        if not self.has_marks:
            return None
        return self.figures.mark if self.is_table else self.canvas.mark

    @property
    def needed(self) -> int:
        """How high it is where all that is shown has room; boundless where nothing is."""
        if not self.has_marks:
            return _BOUNDLESS
        inner = self.figures.whole_height if self.is_table else self.canvas.sizeHint().height()
        return self.height() - self._stack.height() + inner

    def _turn_to(self) -> None:
        page = self.area if self.shown is self.canvas else self.shown
        focus = QApplication.focusWidget()
        here = focus is not None and self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        if here:
            self.shown.setFocus()
        self.notes.setVisible(self.shown is self.figures and bool(self.notes.text()))
        self.turn.setText("Picture" if self.is_table else "Table")
        for button in (self.export, self.turn):
            button.setEnabled(self.has_marks)
        self.laid.emit()

    def turn_table(self) -> None:
        """Show the marks as a table, or as a picture; the mark at hand stays."""
        mark = self.mark
        self.show_as(table=not self.is_table)
        if mark is not None:
            self.go_to(mark)

    def show_as(self, *, table: bool) -> None:
        """Show marks as a table, or as a picture."""
        had_focus = self.shown.hasFocus()
        self.is_table = table
        self._turn_to()
        if had_focus:
            self.shown.setFocus()

    def go_to(self, mark: InsightMark) -> None:
        """Make a mark the one at hand."""
        if self.is_table:
            self.figures.go_to(mark)
        else:
            self.canvas.pick(mark)

    def focus_marks(self) -> None:
        """Put the keyboard on the marks, at the first one where none was at hand."""
        self.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.has_marks and self.mark is None and self.answer is not None:
            if self.is_table:
                self.go_to(self.figures.figures.marks[0])
            else:
                self.canvas.begin()

    # What is said

    def refuse(self, why: str) -> None:
        """Say why nothing was counted, until something else is."""
        self._problem = why
        self.say_state()

    def say_state(self) -> None:
        """Say what was counted, that it is counted anew, or why it could not be."""
        if self._finder.busy:
            self._say(_COUNTING + (f" {_OF_BEFORE}" if self.has_marks else ""), "strong")
        elif self._problem:
            self._say(self._problem + (f" {_OF_BEFORE}" if self.has_marks else ""), "danger")
        elif self._finder.stale and self.answer is not None:
            again = key_of("count_again")
            self._say(f"This may have changed since: {again} counts again", "strong")
        else:
            self._say(of_marks(self.answer) if self.answer is not None else "", "muted")

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words)
        self.said.set_role(role)

    def _follow_work(self) -> None:
        if self._finder.busy:
            self._problem = ""
        if self._finder.busy and not self._look.isActive():
            self._later.start()
        elif not self._finder.busy:
            self._later.stop()
            self._look.stop()
        if not self._look.isActive():
            self.bar.hide()
            self.cancel.hide()
        self.say_state()

    def _show_progress(self) -> None:
        reporter = self._finder.work.reporter
        if reporter is not None:
            self.bar.setMaximum(reporter.total)
            self.bar.setValue(reporter.done)
        self.bar.show()
        self.cancel.show()
        self._look.start()
