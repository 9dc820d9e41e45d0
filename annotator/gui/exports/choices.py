"""What to export: format, layers, articles, columns."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.formats.export_options import RememberedBy
from annotator.formats.format import Format
from annotator.formats.selection import ALL_LAYERS, Selection
from annotator.gui.exports.column_list import ColumnList
from annotator.gui.exports.format_box import FormatBox
from annotator.gui.exports.option_form import OptionForm
from annotator.gui.look.sizes import scaled
from annotator.gui.pseudonyms.row import NamesRow
from annotator.gui.settings.by_project import keep_of, kept_of
from annotator.gui.settings.settings import (
    EXPORT_COLUMNS,
    EXPORT_FOR_SPREADSHEET,
    EXPORT_FORMAT,
    EXPORT_LAYERS,
    EXPORT_OPTIONS,
    Settings,
)
from annotator.gui.widgets.basic import PlainLabel, plain
from annotator.gui.widgets.dialog import GAP, MARGIN, named
from annotator.store.project import Project
from annotator.workflow.exporting import layers_of
from annotator.workflow.format_words import about

_FEW = 4  # layers that stand below one another
_NARROW = 136  # pixels of a layer's name that has room beside another
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
        self._project = project.path
        self.names = NamesRow(project, settings)
        self._codebook = project.codebook()
        self.format = FormatBox()
        self.about = PlainLabel(role="small", wrap=True)
        self.options = OptionForm(
            settings.get(EXPORT_OPTIONS), project_settings(project.info().settings).exports
        )
        self.layers = {
            layer: QCheckBox(plain(_LAYER_NAMES.get(layer, layer))) for layer in layers_of(project)
        }
        self.unsettled = QCheckBox("Also articles that aren’t se&ttled")
        self.articles = _article_choices(project, selected, visible)
        self._groups = [button for button, _ in self.articles]
        apart = apart_from_study(project)
        self.practice = QCheckBox(f"&Practice and repetitions, too ({len(apart):,})")
        self.practice.setVisible(bool(apart))
        self.columns = ColumnList(kept_of(settings, EXPORT_COLUMNS, project.path, []))
        self.for_spreadsheet = QCheckBox("For a s&preadsheet")
        self._help = PlainLabel(_SPREADSHEET_HELP, role="small", wrap=True)
        self._restore()
        self._lay_out()
        self._connect()
        self._show_fitting()

    def _restore(self) -> None:
        settings = self._settings
        self.format.choose(settings.get(EXPORT_FORMAT))
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
        layout.addWidget(self.about)
        layout.addWidget(PlainLabel("Layers", role="strong"))
        layout.addLayout(_in_columns(list(self.layers.values())))
        layout.addWidget(self.unsettled)
        layout.addWidget(PlainLabel("Articles", role="strong"))
        _add_all(layout, self._groups)
        layout.addWidget(self.practice)
        layout.addWidget(self.names)
        self._options_heading = PlainLabel("For this format", role="strong")
        layout.addWidget(self._options_heading)
        layout.addWidget(self.options)
        layout.addWidget(self.columns_label)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.for_spreadsheet)
        layout.addWidget(self._help)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._format_chosen)
        self.options.changed.connect(self._say)
        for layer, box in self.layers.items():
            box.toggled.connect(self._all_chosen if layer == ALL_LAYERS else self._layer_chosen)
        self.unsettled.toggled.connect(self._say)
        self._exclusive.buttonToggled.connect(self._say)
        self.practice.toggled.connect(self._say)
        self.names.changed.connect(self._say)
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
        self.about.setText(about(exporter))
        self.options.offer(self.chosen.id, exporter.options)
        self._options_heading.setVisible(bool(exporter.options))
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
        return self.format.chosen

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
            options=self.options.chosen(),
            pseudonyms=self.names.pseudonyms,
        )

    def of_study(self) -> dict[str, str]:
        """Return what was said of the study, by the options' ids: the project remembers it."""
        return self.options.words(RememberedBy.PROJECT).get(self.chosen.id, {})

    def remember(self) -> None:
        """Keep the choices for the next time, as far as this machine does."""
        selection, exporter = self.selection(), self.chosen.exporter
        self._settings.set(EXPORT_FORMAT, self.chosen.id)
        self._settings.set(EXPORT_LAYERS, list(selection.layers))
        self._settings.set(EXPORT_OPTIONS, self.options.words())
        if exporter.columns is not None:
            columns = list(selection.columns or ())
            keep_of(self._settings, EXPORT_COLUMNS, self._project, columns)
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
    if 0 < len(visible) < whole:
        found.append((QRadioButton(f"The {number(len(visible))} s&hown in the list"), visible))
    if selected:
        found.append((QRadioButton(f"The {number(len(selected))} se&lected"), selected))
    return found


def _add_all(layout: QLayout, widgets: Sequence[QWidget]) -> None:
    for widget in widgets:
        layout.addWidget(widget)


def _in_columns(boxes: Sequence[QWidget]) -> QGridLayout:
    """Put the first of some boxes above the others, and these side by side where many have room."""
    grid = QGridLayout()
    grid.setSpacing(GAP)
    first, *others = boxes
    fits = all(one.sizeHint().width() <= scaled(_NARROW) for one in others)
    columns = 2 if fits and len(others) > _FEW else 1
    rows = -(-len(others) // columns)
    grid.addWidget(first, 0, 0, 1, columns)
    for at, one in enumerate(others):
        grid.addWidget(one, at % rows + 1, at // rows)
    return grid


def _set_quietly(box: QCheckBox, *, on: bool) -> None:
    box.blockSignals(True)  # noqa: FBT003 - Qt's own
    box.setChecked(on)
    box.blockSignals(False)  # noqa: FBT003 - Qt's own
