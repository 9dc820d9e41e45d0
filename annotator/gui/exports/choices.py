"""What to export: format, layers, articles, columns."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.rounds import apart_from_study
from annotator.formats.dataset import ALL_LAYERS, Selection
from annotator.formats.format import Format
from annotator.formats.table import export_formats
from annotator.gui.exports.column_list import ColumnList
from annotator.gui.settings.settings import (
    EXPORT_COLUMNS,
    EXPORT_FOR_SPREADSHEET,
    EXPORT_FORMAT,
    EXPORT_LAYERS,
    Settings,
)
from annotator.gui.widgets.basic import PlainLabel, plain
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, named
from annotator.store.project import Project
from annotator.workflow.exporting import layers_of

_LAYER_NAMES = {ALL_LAYERS: "All layers", GOLD_LAYER: "gold, the settled ones"}
_SPREADSHEET_HELP = (
    "Leave this off for pandas, R and other programs: they get every text exactly as it is. "
    "On, for Excel and LibreOffice: a mark at the file's start (BOM) makes them show accents "
    "right, and an apostrophe before texts that begin with = + - @ keeps them from running as "
    "formulas. Numbers stay as they are."
)


class ExportChoices(QWidget):
    """Begins with what was chosen last time."""

    changed = Signal()

    def __init__(
        self,
        project: Project,
        settings: Settings,
        selected: Sequence[str],
        visible: Sequence[str],
    ) -> None:
        super().__init__()
        self._settings = settings
        self._codebook = project.codebook()
        self._formats = export_formats()
        self.format = ComboBox()
        self.layers = {
            layer: QCheckBox(plain(_LAYER_NAMES.get(layer, layer))) for layer in layers_of(project)
        }
        self.unsettled = QCheckBox("Also articles that aren’t se&ttled")
        self.articles = _article_choices(project, selected, visible)
        self._groups = [button for button, _ in self.articles]
        apart = apart_from_study(project)
        self.practice = QCheckBox(f"&Practice and repetitions, too ({len(apart):,})")
        self.practice.setVisible(bool(apart))
        self.columns = ColumnList(settings.get(EXPORT_COLUMNS))
        self.for_spreadsheet = QCheckBox("For a s&preadsheet")
        self._help = PlainLabel(_SPREADSHEET_HELP, role="small", wrap=True)
        self._restore()
        self._lay_out()
        self._connect()
        self._show_fitting()

    def _restore(self) -> None:
        settings = self._settings
        for one in self._formats:
            self.format.addItem(one.exporter.title, one.id)
        self.format.setCurrentIndex(max(self.format.findData(settings.get(EXPORT_FORMAT)), 0))
        wanted = [layer for layer in settings.get(EXPORT_LAYERS) if layer in self.layers]
        for layer in wanted or [ALL_LAYERS]:
            self.layers[layer].setChecked(True)
        self._groups[0].setChecked(True)
        self._offer_columns()
        self.for_spreadsheet.setChecked(settings.get(EXPORT_FOR_SPREADSHEET))

    def _lay_out(self) -> None:
        self._exclusive = QButtonGroup(self)
        for button in self._groups:
            self._exclusive.addButton(button)
        self.columns_label = named("Colu&mns", self.columns.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, MARGIN, 0)
        layout.setSpacing(GAP)
        layout.addWidget(named("F&ormat", self.format))
        layout.addWidget(self.format)
        layout.addWidget(PlainLabel("Layers", role="strong"))
        _add_all(layout, list(self.layers.values()))
        layout.addWidget(self.unsettled)
        layout.addWidget(PlainLabel("Articles", role="strong"))
        _add_all(layout, self._groups)
        layout.addWidget(self.practice)
        layout.addWidget(self.columns_label)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.for_spreadsheet)
        layout.addWidget(self._help)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._format_chosen)
        for layer, box in self.layers.items():
            box.toggled.connect(self._all_chosen if layer == ALL_LAYERS else self._layer_chosen)
        self.unsettled.toggled.connect(self._say)
        self._exclusive.buttonToggled.connect(self._say)
        self.practice.toggled.connect(self._say)
        self.columns.changed.connect(self._say)
        self.for_spreadsheet.toggled.connect(self._say)

    def _say(self) -> None:
        self.changed.emit()

    def _offer_columns(self) -> None:
        columns = self.chosen.exporter.columns
        if columns is not None:
            self.columns.offer(columns(self._codebook))

    def _format_chosen(self) -> None:
        self._offer_columns()
        self._show_fitting()
        self._say()

    def _show_fitting(self) -> None:
        exporter = self.chosen.exporter
        for part in (self.columns_label, self.columns):
            part.setVisible(exporter.columns is not None)
        for part in (self.for_spreadsheet, self._help):
            part.setVisible(exporter.for_spreadsheet)
        self._offer_unsettled()

    def _offer_unsettled(self) -> None:
        """Ask about gold that isn't settled where gold is chosen."""
        gold = self.layers.get(GOLD_LAYER)
        self.unsettled.setEnabled(gold is not None and gold.isChecked())
        self.unsettled.setVisible(gold is not None)

    def _all_chosen(self, on: bool) -> None:  # noqa: FBT001 - a toggle's slot
        if on:
            for layer, box in self.layers.items():
                _set_quietly(box, on=layer == ALL_LAYERS)
        self._keep_one()

    def _layer_chosen(self, on: bool) -> None:  # noqa: FBT001 - a toggle's slot
        if on:
            _set_quietly(self.layers[ALL_LAYERS], on=False)
        self._keep_one()

    def _keep_one(self) -> None:
        """No layer at all would be an empty file: then it is all of them."""
        if not any(box.isChecked() for box in self.layers.values()):
            _set_quietly(self.layers[ALL_LAYERS], on=True)
        self._offer_unsettled()
        self._say()

    # The answer

    @property
    def chosen(self) -> Format:
        """The format."""
        return self._formats[self.format.currentIndex()]

    def selection(self) -> Selection:
        """Return what to export."""
        exporter = self.chosen.exporter
        articles = next(ids for button, ids in self.articles if button.isChecked())
        return Selection(
            layers=tuple(layer for layer, box in self.layers.items() if box.isChecked()),
            articles=articles,
            columns=self.columns.chosen() if exporter.columns is not None else None,
            for_spreadsheet=exporter.for_spreadsheet and self.for_spreadsheet.isChecked(),
            unsettled=self.unsettled.isEnabled() and self.unsettled.isChecked(),
            apart=self.practice.isChecked(),
        )

    def remember(self) -> None:
        """Keep the choices for the next time."""
        selection, exporter = self.selection(), self.chosen.exporter
        self._settings.set(EXPORT_FORMAT, self.chosen.id)
        self._settings.set(EXPORT_LAYERS, list(selection.layers))
        if exporter.columns is not None:
            self._settings.set(EXPORT_COLUMNS, list(selection.columns or ()))
        if exporter.for_spreadsheet:
            self._settings.set(EXPORT_FOR_SPREADSHEET, selection.for_spreadsheet)


def _article_choices(
    project: Project, selected: Sequence[str], visible: Sequence[str]
) -> list[tuple[QRadioButton, Sequence[str] | None]]:
    whole = len(project.article_names())
    number = QLocale().toString
    found: list[tuple[QRadioButton, Sequence[str] | None]] = [
        (QRadioButton(f"&All {number(whole)}"), None)
    ]
    if len(visible) < whole:
        found.append((QRadioButton(f"The {number(len(visible))} s&hown in the list"), visible))
    if selected:
        found.append((QRadioButton(f"The {number(len(selected))} se&lected"), selected))
    return found


def _add_all(layout: QLayout, widgets: Sequence[QWidget]) -> None:
    for widget in widgets:
        layout.addWidget(widget)


def _set_quietly(box: QCheckBox, *, on: bool) -> None:
    box.blockSignals(True)  # noqa: FBT003 - Qt's own
    box.setChecked(on)
    box.blockSignals(False)  # noqa: FBT003 - Qt's own
