"""What is behind the row at hand: confusion matrix, coder pairs, outlets, and time."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal

from annotator.analysis.agreement import (
    GROUPINGS,
    NOTHING,
    CodingFacts,
    Confusion,
    Figure,
    Marks,
    Options,
    by_group,
    code_confusion,
    confusion,
    name_in_words,
)
from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.codebook import NONE, Codebook, Scope
from annotator.gui.reliability.computing import Result
from annotator.gui.reliability.confusion import ConfusionTab
from annotator.gui.reliability.plot_tab import PlotTab
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.calm import TabWidget
from annotator.workflow.reliability.chart import Subject, of_pairs, of_parts
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
        in_time = {one.id: f"By {one.title}" for one in GROUPINGS.values() if one.in_time}
        self.time = PlotTab(settings, "Over time", in_time)
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
        self.time.grouping_changed.connect(self._refresh)
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
        wanted = (*shown, self.confusion.chosen(), self.time.grouping.currentData())
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
        pair = self.confusion.chosen()
        if pair is None:
            return
        one, other = result.coders(pair)
        study, threshold = result.study, result.options.threshold
        about = _Compared(study.codebook, subject)

        def work(_reporter: Reporter) -> Confusion:
            if about.is_of_codes:
                return code_confusion(study.articles, study.codebook, (one, other), threshold)
            asked = study.articles, study.codebook, subject.code, subject.field
            return confusion(*asked, (one, other), threshold)

        self.confusion.say("Counting…", "")
        self.work.start("Counting", work, partial(self._show_matrix, about))

    def _show_matrix(self, about: "_Compared", found: Confusion) -> None:
        self.confusion.show_matrix(found, [about.named(value) for value in found.values])

    def _open_cell(self, ours: str, theirs: str) -> None:
        pair, result, subject = self.confusion.chosen(), self._result, self._subject
        if pair is not None and result is not None and subject is not None:
            about = _Compared(result.study.codebook, subject)
            self.differences_wanted.emit(about.cell(ours, theirs, result.ids(pair)))

    # Outlets and time

    def _show_parts(self, result: Result, subject: Subject) -> None:
        tab = self.time if self.currentWidget() is self.time else self.outlets
        grouping = GROUPINGS[tab.grouping.currentData() or "outlet"]
        options = Options(
            codes=frozenset((subject.code,)) if subject.code else result.options.codes,
            fields=frozenset((subject.field,)) if subject.field else frozenset(),
            measures=frozenset((subject.measure,)),
            threshold=result.options.threshold,
            resamples=result.options.resamples,
            seed=result.options.seed,
            resampling=result.options.resampling,
        )
        coders = result.coders(subject.coders)

        def work(reporter: Reporter) -> Parts:
            study = result.study
            asked = grouping, study.articles, study.codebook, coders, options, reporter
            return by_group(*asked, known=CodingFacts(finished=study.finished, rounds=study.rounds))

        def show(parts: Parts) -> None:
            chart = of_parts(subject, parts, self._marks, grouping)
            if chart.points:
                tab.show_chart(chart)
            else:
                tab.say("No parts", f"No article that two coders have read has {grouping.one}.")

        tab.say("Computing…", "")
        self.work.start("Computing", work, show)


class _Compared:
    """What a matrix compares: a field's answers, whether an article has a code, or codes."""

    def __init__(self, codebook: Codebook, subject: Subject) -> None:
        self._codebook, self._subject = codebook, subject
        self._code = codebook.code(subject.code)
        code = self._code
        of_spans = code is None or (code.scope is Scope.SPAN and not code.is_of_units)
        self.is_of_codes = of_spans and not subject.field

    def named(self, value: str) -> str:
        """Return a value in words."""
        if self.is_of_codes:
            code = self._codebook.code(value)
            return code.name if code else value
        field = self._code.field(self._subject.field) if self._code else None
        return value if field is None else name_in_words(field, value)

    def cell(self, ours: str, theirs: str, layers: frozenset[str]) -> Filter:
        """Return what to look for to see the pairs behind a cell."""
        if self.is_of_codes:
            kind = Kind.ONLY_ONE if NOTHING in (ours, theirs) else Kind.OTHER_CODE
            kinds = frozenset[Kind]() if ours == theirs else frozenset((kind,))
            return Filter(kinds=kinds, codes=frozenset((ours, theirs)) - {NOTHING}, layers=layers)
        codes = frozenset((self._subject.code,))
        if ours == theirs:
            return Filter(codes=codes, layers=layers)
        if self._subject.field:
            return Filter(field=self._subject.field, codes=codes, layers=layers)
        if self._code is not None and self._code.is_of_units:
            return Filter(field=NONE, codes=codes, layers=layers)
        return Filter(kinds=frozenset((Kind.ONLY_ONE,)), codes=codes, layers=layers)
