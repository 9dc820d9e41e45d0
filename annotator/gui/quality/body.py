"""The page's content: what proposes, how good it is, and what is behind the figure at hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Status
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.refusals import Refusal
from annotator.domain.state import id_of_coder
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.quality.detail import QualityDetail
from annotator.gui.quality.head import QualityHead
from annotator.gui.quality.sheet import SheetTable
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState, Separator
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.splitter import DOWN, remember_sizes, remembered_sizes, splitter
from annotator.store.project import Project
from annotator.workflow.suggesting.quality.asking import (
    QualityReport,
    known_quality,
    measured_quality,
)
from annotator.workflow.suggesting.quality.crossing import LEAST
from annotator.workflow.suggesting.quality.records import OUTCOMES, QualityFigure
from annotator.workflow.suggesting.quality.tables import DecisionDoor, Door, summary
from annotator.workflow.suggesting.quality.writing import write_quality

_ROWS = "quality"
_START_SIZES = {_ROWS: [300, 340]}
_CHANGES_IT = (Annotation, Article, Status, Code, Refusal)
Asking = Callable[[Project, str, Reporter], QualityReport]


def _measure(project: Project, coder: str, reporter: Reporter) -> QualityReport:
    project.stop_when(lambda: reporter.cancelled)
    return measured_quality(project, coder, reporter)


def _look(project: Project, coder: str, reporter: Reporter) -> QualityReport:
    project.stop_when(lambda: reporter.cancelled)
    return known_quality(project, coder)


def _nothing_finished() -> tuple[str, str]:
    said = (
        "Suggestions are measured on the articles that you have finished: what would have been "
        "suggested there is compared with what you coded. "
        f"{key_of('done')} finishes an article. From {LEAST} articles on it is measured, too, what "
        "learning from them gives."
    )
    return "No finished article with a quote yet", said


def _no_code() -> tuple[str, str]:
    said = "Suggestions are quotes: they need a code that is linked to who said it."
    return "The codebook has no code for quotes", said


class QualityBody(QWidget):
    """Shows what is known at once, and measures when nothing is known or it is asked to."""

    passage_wanted = Signal(str, int, int)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.asking: Asking = _measure
        """What measures: tests put something quick in its place."""
        self.report: QualityReport | None = None
        self._coder = session.coder
        self._changed = False
        self.work = LatestOnly(self)
        self.head = QualityHead()
        self.table = SheetTable("How good suggestions are")
        self.detail = QualityDetail(settings)
        self.empty = EmptyState(icon("review"), "", "")
        self._pages = QStackedWidget()
        self._rows = self._lay_out()
        self._connect()

    # Building

    def _lay_out(self) -> QSplitter:
        rows = splitter(DOWN, self.table, self.detail)
        rows.setSizes(remembered_sizes(self._settings, _START_SIZES)[_ROWS])
        self._pages.addWidget(self.empty)
        self._pages.addWidget(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, ProgressLine(self.work), Separator()):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        return rows

    def _connect(self) -> None:
        self.work.refused.connect(self._session.refused)
        self.work.changed.connect(self._say_state)
        self.head.code_changed.connect(self._show_code)
        self.head.again.clicked.connect(self.measure)
        self.head.export.clicked.connect(self.ask_and_export)
        self.table.current_changed.connect(self._show_detail)
        self.table.opened.connect(partial(self._open, self.table))
        for sheet in self.detail.sheets:
            sheet.opened.connect(partial(self._open, sheet))
        self.detail.passages.outcome_changed.connect(self._show_passages)
        self.detail.passages.table.opened.connect(self._go_to_passage)
        self.detail.passages.table.left.connect(self.table.setFocus)
        self._session.changed.connect(self._follow)
        self._session.view_changed.connect(self._see_anew)

    # Coming and going

    def enter(self) -> None:
        """Show what is known, measure what was never measured, and take the focus."""
        if not self.work.busy and (self.report is None or self._changed):
            self._ask("Looking", _look)
        self._focus()

    def _focus(self) -> None:
        (self.table if self._pages.currentIndex() else self.head.again).setFocus()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        self.work.cancel()
        remember_sizes(self._settings, {_ROWS: self._rows.sizes()})

    def _follow(self, changes: Changes) -> None:
        if not changes.changes or any(changes.ids(kind) for kind in _CHANGES_IT):
            self._changed = True
            self._say_state()

    def _see_anew(self) -> None:
        """Show nothing that somebody else saw."""
        if self._session.coder == self._coder:
            return
        self._coder = self._session.coder
        self.work.cancel()
        self.report = None
        self._pages.setCurrentIndex(0)
        self.empty.say("", "")
        self._say_state()
        if self.isVisible():
            self.enter()

    # Measuring

    def measure(self) -> None:
        """Measure on the articles that are finished now."""
        self._ask("Measuring", self.asking)

    def _ask(self, what: str, asking: Asking) -> None:
        self._changed = False

        def work(own: Project, reporter: Reporter) -> QualityReport:
            # Without an id it would be everybody's labels: a new coder is to see none of those.
            return asking(own, id_of_coder(own, own.coder), reporter)

        self.work.start(what, on_sibling(self._session.project, work), self._take)

    def _take(self, report: QualityReport) -> None:
        had_focus = self.head.again.hasFocus() or self.table.hasFocus()
        self.report = report
        if not report.in_use or not report.finished:
            self._show_empty(*(_nothing_finished() if report.in_use else _no_code()))
            return
        if report.quality is None:
            self._show_empty("Measuring…", "It is done once, and known from then on.")
            self.measure()
            return
        if not report.quality.figures:
            self._show_empty(*_nothing_finished())
            return
        with_figures = {one.code for one in report.quality.figures}
        self.head.offer([one for one in report.codes if one[0] in with_figures])
        self._pages.setCurrentIndex(1)
        self._show_code()
        self._say_state()
        if had_focus and self.isVisible():
            self.table.setFocus()

    def _show_empty(self, title: str, hint: str) -> None:
        self.empty.say(title, hint)
        self.head.offer([])
        self._pages.setCurrentIndex(0)
        self._say_state()

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to export."""
        return self.report is not None and bool(self.report.quality and self.report.quality.figures)

    def _say_state(self) -> None:
        report = self.report
        self.head.enable(export=self.has_figures)
        if report is None or report.quality is None or not self.has_figures:
            self.head.say("", stale=False)
            return
        if (self._changed or not report.is_current) and not self.work.busy:
            again = key_of("measure_again")
            said = "Articles were finished or changed since this was measured"
            self.head.say(f"{said}: {again} measures again", stale=True)
            return
        count = report.quality.articles.get(self.head.code, 0)
        said = f"Measured on {counted(count, 'finished article')}"
        if count >= LEAST:
            said += ", out of sample"
        else:
            said += f"; what learns is measured from {LEAST} on"
        taken = report.taken(self.head.code)
        if taken:
            said += f"; {counted(taken, 'label')} had been suggested, which flatters"
        self.head.say(said, stale=False)

    # Showing

    def _show_code(self) -> None:
        report, code = self.report, self.head.code
        if report is None or report.quality is None:
            return
        use = report.use(code)
        self.head.say_in_use(use.why if use is not None else "")
        self.detail.show_code(report, code)
        self.table.show_table(summary(report.quality, code))
        self._say_state()

    @property
    def figure(self) -> QualityFigure | None:
        """The figure at hand: that of the row."""
        rows = self.table.sheet.table.rows
        door = rows[self.table.row].door if 0 <= self.table.row < len(rows) else None
        return door.of if door is not None and isinstance(door.of, QualityFigure) else None

    def _show_detail(self) -> None:
        if self.report is not None and self.figure is not None:
            self.detail.show_figure(self.report, self.figure)
            self._show_passages()

    def _show_passages(self) -> None:
        """Show the passages of the row at hand with the outcome that is chosen."""
        if self.figure is not None:
            chosen = self.detail.passages.chosen
            outcomes = tuple(OUTCOMES) if chosen is None else (chosen,)
            self._show_behind(Door(self.figure, outcomes), self.detail.name_of(self.figure))

    def _show_behind(self, door: Door | DecisionDoor, about: str) -> None:
        report = self.report
        if report is None or report.quality is None:
            return
        if isinstance(door, Door):
            found = door.passages(report.quality.passages)
        else:
            found = door.places(report.places)
        self.detail.passages.show_passages(found, about, report.titles, report.rules)

    def _open(self, sheet: SheetTable) -> None:
        """Show the passages that a cell counts, and go there."""
        door = sheet.door
        if door is None:
            return
        outcomes = door.outcomes if isinstance(door, Door) else ()
        self.detail.passages.choose(outcomes[0] if len(outcomes) == 1 else None)
        self._show_behind(door, self.detail.name_of(door.of))
        self.detail.setCurrentWidget(self.detail.passages)
        self.detail.passages.table.setFocus()

    def _go_to_passage(self) -> None:
        one = self.detail.passages.table.passage
        if one is not None:
            self.passage_wanted.emit(one.article, one.start, one.end)

    # Taking figures out

    def ask_and_export(self) -> None:
        """Ask for a file and write all figures to it."""
        if self.has_figures:
            kinds = "CSV (*.csv);;JSON (*.json)"
            path = choose_new(self, self._settings, "Export figures", kinds, "suggestions.csv")
            if path is not None:
                self.export(path)

    def export(self, path: Path) -> None:
        """Write all figures to a file; say why when that can't be."""
        report = self.report
        if report is None or report.quality is None:
            return
        try:
            write_quality(path, report.quality, report.decided)
        except UserError as error:
            show_refusal(self, "The figures can’t be written", error)
        else:
            self._session.told.emit(f"The figures are in {path.name}")
