"""How right a run is, value by value, with intervals; to look at and to export."""

from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, secondary_button
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.runs import RunFacts
from annotator.workflow.validation.figures import Estimate, ValueFigures
from annotator.workflow.validation.writing import Validation, write_figures, write_units

_SIZE = QSize(1000, 520)
_LEAST = QSize(760, 360)
_HEADINGS = (
    *("What", "Value", "Run", "People", "Both"),
    *("Precision", "Recall", "F-score", "Agreement", "Kappa"),
)
_WIDTHS = {1: 64, 2: 44, 3: 54, 4: 44, 5: 128, 6: 128, 7: 128, 8: 128, 9: 132}
_TABLES = "Tables (*.csv)"


class FiguresDialog(Dialog):
    """One row for each value; what is estimated has its 95 % interval behind it."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        run: RunFacts,
        found: Validation,
        parent: QWidget | None = None,
    ) -> None:
        title = f"Validation of {run.handle}"
        super().__init__(parent, settings, "run_figures", title, _SIZE)
        self._session, self._run, self._found = session, run, found
        self.setMinimumSize(_LEAST)
        self.table = PlainTable("Figures", _HEADINGS, 0, _WIDTHS, numbers=range(2, 10))
        self.table.show_rows([self._row(one) for one in found.figures])
        self.figures = secondary_button("Export &figures…", self.export_figures)
        self.units = secondary_button("Export &units…", self.export_units)
        set_tool_tip(self.units, "What design-based correction takes of each article")
        self.units.setEnabled(found.asked is not None)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.figures)
        buttons.addWidget(self.units)
        buttons.addStretch(1)
        buttons.addWidget(secondary_button("Close", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self.told = PlainLabel(self._told(), role="muted", wrap=True)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.setFocus()

    def _told(self) -> str:
        found = self._found
        coded = sum(bool(who) for who in found.experts.values())
        if found.drawn is None:
            words = f"By {counted(coded, 'article')} that people have coded; no sample was drawn."
        else:
            words = f"By {counted(coded, 'article')} of the sample, weighed by their chances."
        if found.open_articles:
            waits = noun(found.open_articles, "waits", "wait")
            words += f" {counted(found.open_articles, 'article')} {waits} to be coded."
        return f"{words} In brackets: 95 % intervals."

    def _row(self, one: ValueFigures) -> tuple[str | int, ...]:
        asked, field = one.asked, one.asked.field
        what = f"{asked.code.name}: {field.name}" if field is not None else asked.code.name
        shares = (one.precision, one.recall, one.f1, one.agreement, one.kappa)
        return what, one.value, one.run, one.people, one.both, *map(_shown, shares)

    # Exports

    def export_figures(self) -> None:
        """Write the figures to a CSV file."""
        path = self._file("Export figures to", "figures")
        if path is None:
            return
        try:
            write_figures(path, self._found)
        except UserError as error:
            show_refusal(self, "Nothing was written", error)
        else:
            self._session.told.emit(f"Figures written to {path}")

    def export_units(self) -> None:
        """Write what design-based correction takes of each article to a CSV file."""
        path = self._file("Export units to", "units")
        if path is None:
            return
        try:
            count = write_units(path, self._found)
        except UserError as error:
            show_refusal(self, "Nothing was written", error)
        else:
            self._session.told.emit(f"{counted(count, 'unit')} written to {path}")

    def _file(self, title: str, what: str) -> Path | None:
        own = "".join(one if one.isalnum() else "-" for one in self._run.handle)
        return choose_new(self, self._settings, title, _TABLES, f"{own}-{what}.csv")


def _shown(one: Estimate) -> str:
    if one.value is None:
        return "–"
    value = _number(one.value)
    if one.low is None or one.high is None:
        return value
    return f"{value} [{_number(one.low)}, {_number(one.high)}]"


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 2)
