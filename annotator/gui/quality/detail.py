"""What is behind the figure at hand: passages, rules, curve, scores, decisions; and answers."""

from PySide6.QtWidgets import QStackedWidget

from annotator.gui.look.icons import icon
from annotator.gui.quality.passages import PassagesTab
from annotator.gui.quality.plot_tab import QualityPlotTab
from annotator.gui.quality.sheet import SheetTable
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState
from annotator.gui.widgets.calm import TabWidget
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.workflow.suggesting.answers import AnswerStanding
from annotator.workflow.suggesting.proposer import RULES
from annotator.workflow.suggesting.quality.answer_table import answer_table, in_order
from annotator.workflow.suggesting.quality.asking import QualityReport
from annotator.workflow.suggesting.quality.charts import answers_plot, calibration_plot, curve_plot
from annotator.workflow.suggesting.quality.crossing import LEAST
from annotator.workflow.suggesting.quality.records import WAYS, Acceptance, QualityFigure, ScoreBand
from annotator.workflow.suggesting.quality.tables import (
    FigureSheet,
    by_rule,
    by_score,
    decided,
    rule_name,
)

_FROM = f"What learns is measured from {LEAST} finished articles on."
_NONE_DECIDED = (
    "Nothing was decided yet",
    "Here stands how many suggestions were accepted, mended and refused, by rule and by model.",
)
_NO_FIELDS = (
    "Nothing is asked that could be suggested",
    "Here stands for each field whether answers are suggested, how good they are, and why.",
)


class SheetOrWords(QStackedWidget):
    """A table of figures, or words where it has no rows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.table = SheetTable(name)
        self.empty = EmptyState(icon("review"), "", "")
        self.addWidget(self.empty)
        self.addWidget(self.table)

    def show_table(self, table: FigureSheet, title: str, hint: str) -> None:
        """Show a table; without rows the words."""
        self.table.show_table(table)
        self.empty.say(title, hint)
        self.setCurrentIndex(bool(table.rows))


class QualityDetail(TabWidget):
    """Five tabs on the row at hand, and one on the answers to fields."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setAccessibleName("Details of the figure")
        self._names: dict[str, str] = {}
        self._rules: dict[str, str] = {}
        self.passages = PassagesTab()
        self.rules = SheetOrWords("Precision of each rule")
        self.curve = QualityPlotTab(settings, "Learning curve")
        self.scores = SheetOrWords("How often scores are right")
        self.calibration = QualityPlotTab(settings, "Calibration")
        self.decisions = SheetOrWords("What was made of suggestions")
        self.answers = SheetOrWords("Answers to fields")
        self.agreement = QualityPlotTab(settings, "Answers")
        self._standings: list[AnswerStanding] = []
        self.answers.table.current_changed.connect(self._show_agreement)
        scores = splitter(ACROSS, self.scores, self.calibration)
        scores.setSizes([480, 520])
        answers = splitter(ACROSS, self.answers, self.agreement)
        answers.setSizes([560, 440])
        for tab, title in (
            (self.passages, "Passages"),
            (self.rules, "Rules"),
            (self.curve, "Learning curve"),
            (scores, "Scores"),
            (self.decisions, "Decisions"),
            (answers, "Answers"),
        ):
            self.addTab(tab, title)

    @property
    def sheets(self) -> tuple[SheetTable, ...]:
        """The tables whose cells can be opened."""
        return self.rules.table, self.scores.table, self.decisions.table

    def show_code(self, report: QualityReport, code: str) -> None:
        """Show what is of the code as a whole."""
        self._names, self._rules = dict(report.codes), report.rules
        self.decisions.show_table(
            decided(report.decided, code, report.rules, _called), *_NONE_DECIDED
        )
        self._standings = in_order(report.answers)
        self.answers.show_table(answer_table(report.answers), *_NO_FIELDS)
        self._show_agreement()
        if report.quality is None:
            return
        plot = curve_plot(report.quality, code, self._names.get(code, code))
        if plot.is_empty:
            self.curve.say("No curve yet", _FROM)
        else:
            self.curve.show_plot(plot)

    def _show_agreement(self) -> None:
        """Plot what was learned of the field at hand, against the bar that it has to reach."""
        row = self.answers.table.row
        one = self._standings[row] if 0 <= row < len(self._standings) else None
        if one is None or not one.curve:
            self.agreement.say("No curve", one.why if one is not None else "")
        else:
            self.agreement.show_plot(answers_plot(one))

    def show_figure(self, report: QualityReport, figure: QualityFigure) -> None:
        """Show what is of the row at hand."""
        if report.quality is None:
            return
        whose = WAYS[figure.way]
        nothing = f"{whose} proposed nothing", "There is nothing to count."
        self.rules.show_table(by_rule(report.quality, figure, report.rules), *nothing)
        self.scores.show_table(by_score(report.quality, figure), *nothing)
        name = self._names.get(figure.code, figure.code)
        plot = calibration_plot(report.quality, figure, name)
        if plot.is_empty:
            self.calibration.say(*nothing)
        else:
            self.calibration.show_plot(plot)

    def name_of(self, of: QualityFigure | ScoreBand | Acceptance) -> str:
        """Say in words what a figure, a band or a count of decisions is of."""
        if isinstance(of, Acceptance):
            told = "all together" if of.whole else rule_name(of.rule, self._rules).lower()
            return f"Decided, {told}"
        whose = WAYS[of.way]
        if isinstance(of, ScoreBand):
            return f"{whose}, scores {of.start:.1f} to {of.end:.1f}"
        part = rule_name(of.rule, self._rules) if of.rule else of.type
        return f"{whose}, {part}" if part else whose


def _called(by: str) -> str:
    """Name what proposed: the rules, or a model."""
    if not by:
        return "Not known"
    return f"Rules ({by})" if by == RULES else by.capitalize()
