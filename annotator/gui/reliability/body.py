"""The page's content: options, figures, and what is behind the one at hand."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.analysis.agreement import Figure, Marks
from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.change import Changes
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.kinds import kind_name
from annotator.domain.project_info import ProjectInfo
from annotator.domain.rounds import in_order
from annotator.domain.settings import MARKS_SETTING, project_settings
from annotator.domain.study import Round
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.exports.units import ask_and_write_units, asks_of_units
from annotator.gui.look.icons import icon
from annotator.gui.reliability import nothing
from annotator.gui.reliability.computing import Computation, Result
from annotator.gui.reliability.detail import Detail
from annotator.gui.reliability.options import WIDTH, OptionsPanel
from annotator.gui.reliability.table import FiguresTable
from annotator.gui.reliability.top_bar import TopBar
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState, Separator
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.splitter import (
    ACROSS,
    DOWN,
    remember_sizes,
    remembered_sizes,
    splitter,
    stretch_only,
)
from annotator.workflow.reliability.by_origin import ONLY
from annotator.workflow.reliability.figures import marks, write_figures
from annotator.workflow.reliability.measures import columns
from annotator.workflow.reliability.methods import Methods, methods_section
from annotator.workflow.reliability.methods_files import (
    METHODS_FORMATS,
    as_html,
    as_text,
    write_methods,
)
from annotator.workflow.reliability.rows import arranged, coder_sets, is_against_gold

_COLUMNS, _ROWS = "reliability", "reliability_right"
_START_SIZES = {_COLUMNS: [WIDTH, 980], _ROWS: [400, 280]}


class ReliabilityBody(QWidget):
    """Computes when it is asked to, and says when the figures are out of date."""

    differences_wanted = Signal(object)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.result: Result | None = None
        self._coder = session.coder
        self._stale = ""
        self.computation = Computation(session.project, self)
        self.options = OptionsPanel(
            project_settings(session.project.info().settings).pairing_threshold
        )
        self.bar = TopBar()
        self.progress = ProgressLine(self.computation.work)
        self.table = FiguresTable()
        self.empty = EmptyState(icon("review"), *nothing.nobody())
        self.detail = Detail(settings)
        self._pages = QStackedWidget()
        self._splitters = self._lay_out()
        self._connect()
        self._offer_rounds()
        self._show_marks()

    # Building

    def _lay_out(self) -> dict[str, QSplitter]:
        rows = splitter(DOWN, self.table, self.detail)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(rows)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.progress, Separator()):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        columns = splitter(ACROSS, self.options, right)
        stretch_only(columns, 1)
        found = {_COLUMNS: columns, _ROWS: rows}
        for name, sizes in remembered_sizes(self._settings, _START_SIZES).items():
            found[name].setSizes(sizes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(columns)
        return found

    def _connect(self) -> None:
        self.computation.made.connect(self._take)
        self.computation.work.refused.connect(self._session.refused)
        self.computation.work.changed.connect(self._say_state)
        self.detail.refused.connect(self._session.refused)
        self.detail.differences_wanted.connect(self.differences_wanted)
        self.options.asked_changed.connect(lambda: self._outdated("Options have changed"))
        self.options.look_changed.connect(self._show_figures)
        self.options.marks_changed.connect(self._set_marks)
        self.bar.chosen.connect(self._show_figures)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._show_detail)
        self._session.changed.connect(self._follow)
        self._session.view_changed.connect(self._see_anew)
        self.bar.again.clicked.connect(self.compute)
        self.bar.copy.clicked.connect(self.copy_methods)
        self.bar.save.clicked.connect(self.ask_and_save_methods)
        self.bar.export.clicked.connect(self.ask_and_export)
        self.bar.units.clicked.connect(self.ask_and_export_units)

    # From outside

    def enter(self) -> None:
        """Compute what was never computed, and take the focus."""
        if self.result is None and self.computation.work.reporter is None:
            self.compute()
        self.bar.units.setVisible(asks_of_units(self._session))
        (self.table if self._pages.currentIndex() else self.bar.again).setFocus()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        self.computation.work.cancel()
        self.detail.cancel()
        remember_sizes(self._settings, {n: one.sizes() for n, one in self._splitters.items()})

    # Computing

    def compute(self) -> None:
        """Compute the figures that the options ask for."""
        coders, within = self.options.chosen_coders(), self.options.within()
        if coders is not None and len(coders) < 2 and not within.again:
            self._show_empty(*nothing.too_few())
            return
        if self.options.codes.count() and not self.options.codes.ticked():
            self._show_empty(*nothing.no_code())
            return
        self._stale = ""
        if self.result is None:
            self.empty.say(*nothing.not_yet())
        visibility = self._session.visibility.when_reviewing()
        came = self.options.came()
        self.computation.start(coders or (), self.options.options(), visibility, within, came)

    def _take(self, result: Result) -> None:
        first = self.result is None
        if self.result is not None and self.result.study is not result.study:
            self.computation.let_go(self.result.study)
        self.result = result
        self.options.offer(result.study.readers, result.study.codebook, result.study.runs)
        self._offer_rounds()
        if not result.every:
            few = len(result.study.coders) < 2 or not result.study.shared
            none = nothing.hidden() if result.study.hidden else nothing.nobody()
            self._show_empty(*(none if few else nothing.no_figures()))
            return
        self.bar.offer(coder_sets(result.every))
        self.bar.enable(on=True, methods=bool(result.figures) and result.came is None)
        had_focus = self._pages.currentIndex() == 0 and self.bar.again.hasFocus()
        self._pages.setCurrentIndex(1)
        self._show_figures()
        self._say_state()
        if first and had_focus:
            self.table.setFocus()

    def _offer_rounds(self) -> None:
        self.options.offer_rounds(in_order(self._session.project.find(Round)))

    def _show_empty(self, title: str, hint: str) -> None:
        self.empty.say(title, hint)
        self.bar.enable(on=False)
        self._pages.setCurrentIndex(0)
        self._say_state()

    def _follow(self, changes: Changes) -> None:
        if changes.ids(Round):
            self._offer_rounds()
        others = [one for one in changes.changes if one.kind != _INFO]
        if changes.changes and not others:
            self._show_marks()
        elif self.result is not None:
            self._outdated("The project has changed")

    def _see_anew(self) -> None:
        """Show nothing that somebody else saw: another coder may see other labels."""
        if self._session.coder == self._coder:
            return
        self._coder = self._session.coder
        self.computation.work.cancel()
        self.detail.cancel()
        self.result, self._stale = None, ""
        self.table.show_rows([], self.marks, ())
        self._show_empty(*nothing.other_coder())
        if self.isVisible():
            self.compute()

    def _outdated(self, why: str) -> None:
        self._stale = why
        self._say_state()

    def _say_state(self) -> None:
        result = self.result
        words = f"{self._stale}: {key_of('compute_again')} computes again" if self._stale else ""
        busy = self.computation.work.busy
        if not words and result is not None and result.every and not busy:
            articles = f"{counted(result.study.shared, 'article')} finished by at least two"
            count = result.study.hidden
            hidden = f"; {count:,} hidden from you" if count else ""
            gold = result.study.unsettled
            hidden += f"; gold of {gold:,} not settled" if gold else ""
            hidden += f"; {ONLY[result.came]}" if result.came is not None else ""
            intervals = "" if result.options.resamples else "; without intervals"
            words = f"{articles}{hidden}{intervals}"
        self.bar.hint.setText(words)
        self.bar.hint.set_role("strong" if self._stale else "muted")

    # Showing

    def _show_figures(self) -> None:
        if self.result is None or not self.result.every:
            return
        coders = self.bar.handles()
        rows = arranged(
            self.result.every,
            self.result.study.codebook,
            coders,
            choices=self.options.choices.isChecked(),
        )
        shown = columns(
            frozenset(one for row in rows for one in row.cells),
            every=self.options.every.isChecked(),
            against_gold=is_against_gold(coders),
        )
        self.table.show_rows(rows, self.marks, shown)

    def _show_detail(self) -> None:
        self.detail.show_row(self.result, self.table.row(), self.table.measure(), self.marks)

    def _open(self, figure: Figure) -> None:
        """Ask for the differences behind a figure."""
        if self.result is not None and not self.options.within().again:
            kinds = (Kind.OTHER_LINK,) if figure.measure == "link_f1" else ()
            chosen = frozenset((figure.code,)) if figure.code else self.result.options.codes
            wanted = Filter(
                kinds=frozenset(kinds),
                codes=chosen,
                field=figure.field or None,
                layers=self.result.ids(figure.coders),
            )
            self.differences_wanted.emit(wanted)

    # Cut marks

    @property
    def marks(self) -> Marks:
        """The project's cut marks."""
        return project_settings(self._session.project.info().settings).cut_marks

    def _show_marks(self) -> None:
        self.options.show_marks(self.marks)
        self._show_figures()

    def _set_marks(self) -> None:
        revise, reliable = self.options.marks()
        if (revise, reliable) == (self.marks.revise, self.marks.reliable):
            return
        try:
            marks(revise, reliable)
        except UserError as error:
            self._session.refused.emit(str(error))
            self._show_marks()
            return
        value = {"revise": revise, "reliable": reliable}
        self._session.apply(SetSetting(MARKS_SETTING, value, "Cut marks changed"))

    # Taking figures out

    def copy_methods(self) -> None:
        """Put the methods section onto the clipboard, for texts and for word processors."""
        found = self._methods()
        if found is not None:
            copied = QMimeData()
            copied.setText(as_text(found))
            copied.setHtml(as_html(found))
            QGuiApplication.clipboard().setMimeData(copied)
            self._session.told.emit("The methods section is on the clipboard")

    def ask_and_save_methods(self) -> None:
        """Ask for a file and write the methods section to it."""
        if self._methods() is None:
            return
        kinds = ";;".join(f"{one.name} (*{one.suffix})" for one in METHODS_FORMATS.values())
        path = choose_new(self, self._settings, "Save methods", kinds, "methods.html")
        if path is not None:
            self.save_methods(path)

    def save_methods(self, path: Path) -> None:
        """Write the methods section in the form that the file's name asks for."""
        found = self._methods()
        if found is None:
            return
        try:
            write_methods(path, found)
        except UserError as error:
            show_refusal(self, "The methods can’t be written", error)
        else:
            self._session.told.emit(f"The methods are in {path.name}")

    def _methods(self) -> Methods | None:
        result = self.result
        if result is None or not result.figures or result.came is not None:
            return None
        asked = result.study, result.figures, result.options, result.facts
        return methods_section(*asked, marks=self.marks)

    def ask_and_export_units(self) -> None:
        """Ask for a file and write all answers to it, unit by unit."""
        if asks_of_units(self._session):
            ask_and_write_units(self, self._session, self._settings)

    def ask_and_export(self) -> None:
        """Ask for a file and write all figures to it."""
        if self.result is None or not self.result.every:
            return
        kinds = "CSV (*.csv);;JSON (*.json)"
        path = choose_new(self, self._settings, "Export figures", kinds, "agreement.csv")
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write all figures to a file; say why when that can't be."""
        try:
            write_figures(path, self.result.every if self.result else ())
        except UserError as error:
            show_refusal(self, "The figures can’t be written", error)
        else:
            self._session.told.emit(f"The figures are in {path.name}")


_INFO = kind_name(ProjectInfo)
