"""What is behind the row at hand: confusion matrix, coder pairs, outlets, and time."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal

from annotator.analysis.agreement import (
    Confusion,
    Figure,
    Marks,
    Options,
    by_outlet,
    confusion,
    name_in_words,
    over_time,
)
from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.codebook import Code, Scope
from annotator.gui.reliability.computing import Result
from annotator.gui.reliability.confusion import ConfusionTab
from annotator.gui.reliability.plot_tab import PlotTab
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.calm import TabWidget
from annotator.workflow.reliability.chart import Shape, Subject, of_pairs, of_parts
from annotator.workflow.reliability.rows import FigureRow, path

Parts = Mapping[str, Sequence[Figure]]


class Detail(TabWidget):
    """Four tabs; what a tab needs is computed when it is looked at."""

    differences_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setAccessibleName("Details of the figure")
        self._result: Result | None = None
        self._row: FigureRow | None = None
        self._subject: Subject | None = None
        self._marks = Marks()
        self._done: tuple[object, ...] = ()
        self.confusion = ConfusionTab(settings)
        self.pairs = PlotTab(settings, "Coder pairs")
        self.outlets = PlotTab(settings, "Outlets")
        self.time = PlotTab(settings, "Over time")
        for tab, title in (
            (self.confusion, "Confusion matrix"),
            (self.pairs, "Coder pairs"),
            (self.outlets, "Outlets"),
            (self.time, "Over time"),
        ):
            self.addTab(tab, title)
        self.setDocumentMode(True)
        self.work = LatestOnly(self)
        self.work.refused.connect(self.refused)
        self.currentChanged.connect(self._refresh)
        self.confusion.pair_changed.connect(self._refresh)
        self.confusion.cell_opened.connect(self._open_cell)

    def show_row(
        self, result: Result | None, row: FigureRow | None, measure: str, marks: Marks
    ) -> None:
        """Show what is behind a row and a measure."""
        self._result, self._row, self._marks = result, row, marks
        self._subject = None
        if result is not None and row is not None and measure:
            coders = row.cells[measure].coders
            title = path(row, result.study.codebook)
            self._subject = Subject(row.code, row.field, row.choice, measure, coders, title)
            pairs = [one.coders for one in result.figures if len(one.coders) == 2]
            own = [coders] if len(coders) == 2 else list(dict.fromkeys(pairs))
            self.confusion.offer([(one, two) for one, two, *_ in own])
        self._refresh()

    def cancel(self) -> None:
        """Give up what is being computed."""
        self.work.cancel()

    def _refresh(self) -> None:
        """Show in the tab at hand what it does not show yet."""
        shown = id(self._result), self._subject, self._marks, self.currentIndex()
        wanted = (*shown, self.confusion.chosen())
        if wanted == self._done:
            return
        self._done = wanted
        self.work.cancel()
        if self._result is None or self._subject is None:
            for tab in (self.confusion, self.pairs, self.outlets, self.time):
                tab.say("No row is chosen", "Choose a row of the table above.")
        elif self.currentWidget() is self.confusion:
            self._show_confusion(self._result, self._subject)
        elif self.currentWidget() is self.pairs:
            self.pairs.show_chart(of_pairs(self._subject, self._result.figures, self._marks))
        else:
            self._show_parts(self._result, self._subject)

    # The matrix

    def _show_confusion(self, result: Result, subject: Subject) -> None:
        code = result.study.codebook.code(subject.code)
        pair = self.confusion.chosen()
        if code is None or (code.scope is Scope.SPAN and not subject.field):
            hint = "Spans are paired to compare their fields: choose a field's row above."
            self.confusion.say("A matrix is for answers", hint)
            return
        if pair is None:
            return
        ids = {handle: ident for ident, handle in result.study.coders.items()}

        def work(_reporter: Reporter) -> Confusion:
            return confusion(
                result.study.articles,
                result.study.codebook,
                subject.code,
                subject.field,
                (ids[pair[0]], ids[pair[1]]),
                result.options.threshold,
            )

        self.confusion.say("Counting…", "")
        self.work.start("Counting", work, partial(self._show_matrix, code, subject.field))

    def _show_matrix(self, code: Code, field: str, found: Confusion) -> None:
        self.confusion.show_matrix(found, [_named(code, field, value) for value in found.values])

    def _open_cell(self, equal: bool) -> None:  # noqa: FBT001 - a signal's slot
        pair, result, subject = self.confusion.chosen(), self._result, self._subject
        if pair is None or result is None or subject is None:
            return
        differing = Filter(field=subject.field) if subject.field else _ONLY_ONE
        base = Filter() if equal else differing
        self.differences_wanted.emit(
            Filter(
                kinds=base.kinds,
                field=base.field,
                codes=frozenset((subject.code,)),
                layers=result.ids(pair),
            )
        )

    # Outlets and time

    def _show_parts(self, result: Result, subject: Subject) -> None:
        over = self.currentWidget() is self.time
        tab = self.time if over else self.outlets
        options = Options(
            codes=frozenset((subject.code,)) if subject.code else result.options.codes,
            fields=frozenset((subject.field,)) if subject.field else frozenset(),
            measures=frozenset((subject.measure,)),
            threshold=result.options.threshold,
            resamples=result.options.resamples,
            seed=result.options.seed,
            resampling=result.options.resampling,
        )
        coders = {i: one for i, one in result.study.coders.items() if one in subject.coders}

        def work(reporter: Reporter) -> Parts:
            study = result.study
            asked = study.articles, study.codebook, coders, options, reporter
            return over_time(*asked, finished=study.finished) if over else by_outlet(*asked)

        def show(parts: Parts) -> None:
            shape: Shape = "line" if over else "dots"
            by = "month of coding" if over else "outlet"
            a = "a" if over else "an"
            chart = of_parts(subject, parts, self._marks, shape, by)
            if chart.points:
                tab.show_chart(chart)
            else:
                tab.say("No parts", f"No article that two coders have read has {a} {by}.")

        tab.say("Computing…", "")
        self.work.start("Computing", work, show)


_ONLY_ONE = Filter(kinds=frozenset((Kind.ONLY_ONE,)))


def _named(code: Code, field: str, value: str) -> str:
    found = code.field(field)
    return value if found is None else name_in_words(found, value)
