"""What the names in files of labels are taken for: codes, fields, links and coders."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.domain.wording import noun
from annotator.formats.label_map import read_map, targets, write_map
from annotator.formats.taken_labels import NameKind, TakenLabel
from annotator.gui.imports.name_targets import (
    KINDS,
    LEAVE_OUT,
    choices,
    in_order,
    shown_name,
    shown_target,
    target_of,
)
from annotator.gui.imports.reader import NamesTaken
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import theme_of
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, secondary_button
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index

NAME, TIMES, KIND, TARGET = range(4)
_HEADINGS = ("Name", "Times", "Is", "Taken for")
_WIDTHS = {TIMES: 52, KIND: 56}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_KEYS = [QKeySequence(key).toString() for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete)]
_HINT = "What a name is taken for: type a code, or choose it with {}. {} leaves the name out."
_KINDS = "Maps of labels (*.json)"
_FILE = "labels-map.json"


class NamesModel(QAbstractTableModel):
    """Rows of `TakenLabel`; editing a target says `decided`, and all is read anew."""

    decided = Signal(object)
    """The targets that the user has chosen, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = NamesTaken()
        self.rows: list[TakenLabel] = []
        self._codes: list[TakenLabel] = []

    def show(self, taken: NamesTaken) -> None:
        """Show other names."""
        self.beginResetModel()
        self.taken = taken
        self.rows = in_order(taken.rows)
        self._codes = [one for one in taken.rows if one.what is NameKind.CODE]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of names."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == TIMES else _LEFT
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let targets be changed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TARGET else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == TIMES else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip("\n".join(filter(None, (row.name, self.remark(row)))))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a name for something else; `value` is what was chosen or typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.take(index.row(), target_of(str(value), self.rows[index.row()], self.taken))
        return True

    def take(self, number: int, target: str) -> None:
        """Take a name for a target; empty leaves it out."""
        row = self.rows[number]
        if target == row.target and not row.problem:
            return
        if not target and row.what is NameKind.CODER:
            return
        self.decided.emit({row.name: target})

    def remark(self, row: TakenLabel) -> str:
        """Return what is to be said of a row beside what it shows."""
        if row.problem:
            return f"{row.problem}."
        if row.is_new:
            return f"New: the codebook gets this {KINDS[row.what]}."
        if not row.target:
            return "It is left out."
        return ""

    def problems(self) -> int:
        """Return how many names can't come in as things are."""
        return sum(bool(one.problem) for one in self.rows)

    def _text(self, row: TakenLabel, column: int) -> str:
        match column:
            case 0:
                inside = row.what in {NameKind.FIELD, NameKind.LINK}
                return "\N{EM SPACE}" * inside + shown_name(row, self._codes)
            case 1:
                return QLocale().toString(row.count)
            case 2:
                return KINDS[row.what]
            case _:
                if row.problem:
                    return "nothing yet"
                new = "  · new" if row.is_new else ""
                return f"{shown_target(row, self.taken)}{new}" if row.target else "left out"

    def _ink(self, row: TakenLabel, column: int) -> QColor | None:
        theme = theme_of(QGuiApplication.palette())
        if column == TARGET and row.problem:
            return QColor(theme.danger)
        if column in {TIMES, KIND} or (column == TARGET and not row.target):
            return QColor(theme.muted)
        return None


class _TargetDelegate(QStyledItemDelegate):
    """Offers what a name can be taken for; another one can be typed."""

    def __init__(self, model: NamesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        row = self._model.rows[index.row()]
        box = ComboBox(parent, editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        box.addItems(list(choices(row, self._model.taken)))
        box.setAccessibleName(f"{row.name} is taken for")
        box.setMinimumContentsLength(4)
        box.activated.connect(partial(self._commit, box))
        return box

    def _commit(self, box: QComboBox, _n: int) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            row = self._model.rows[index.row()]
            shown = shown_target(row, self._model.taken) if row.target else LEAVE_OUT
            editor.setEditText("" if row.problem else shown)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox) and (editor.currentText().strip() or not _open(index)):
            model.setData(index, editor.currentText())


def _open(index: Index) -> bool:
    """Tell whether a name has no place yet, so that nothing typed says nothing."""
    model = index.model()
    return isinstance(model, NamesModel) and bool(model.rows[index.row()].problem)


class NamesTable(QTableView):
    """Typing changes a target, Space offers all, and Del leaves a name out."""

    def __init__(self, model: NamesModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Names of labels")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegateForColumn(TARGET, _TargetDelegate(model, self))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked
            | trigger.SelectedClicked
            | trigger.EditKeyPressed
            | trigger.AnyKeyPressed
        )
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        heading.setSectionResizeMode(TARGET, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the row's target."""
        index = self._model.index(self.currentIndex().row(), TARGET)
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if not index.isValid() or event.modifiers() & control:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._model.take(index.row(), "")
        elif event.key() == Qt.Key.Key_Space:
            self._offer(index)
        else:
            if event.text().isprintable():  # what is typed begins another target
                self.setCurrentIndex(index)
            super().keyPressEvent(event)

    def _offer(self, index: Index) -> None:
        self.setCurrentIndex(index)
        self.edit(index)
        box = self.indexWidget(index) or self.findChild(QComboBox)
        if isinstance(box, QComboBox):
            box.showPopup()


class LabelsPanel(QWidget):
    """The names in the files of labels, each with what it is taken for."""

    mapped = Signal(object)
    """The user takes names for something else: what has been chosen so far, by name."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._names: dict[str, str] = {}
        self.model = NamesModel()
        self.table = NamesTable(self.model)
        self._problem = PlainLabel(role="danger", wrap=True)
        self.remark = PlainLabel(role="muted", wrap=True)
        self.take_button = secondary_button("From fi&le…", self._take)
        self.take_button.setToolTip("Take names for what somebody has kept in a file.")
        self.keep_button = secondary_button("&Keep in a file…", self._keep)
        self.keep_button.setToolTip(
            "Write what names are taken for into a file, for the next time."
        )
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        bottom.addWidget(self.remark, 1)
        bottom.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_HINT.format(*_KEYS), role="muted", wrap=True))
        layout.addWidget(self._problem)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)
        self.model.decided.connect(self._decide)
        self.table.selectionModel().currentRowChanged.connect(self._say)

    def show_names(self, taken: NamesTaken, names: Mapping[str, str] | None) -> None:
        """Show what names are taken for; `names` is what was chosen."""
        self._names = dict(names or {})
        row = self.table.currentIndex().row()
        kept = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        self.model.show(taken)
        same = [
            n
            for n, one in enumerate(self.model.rows)
            if kept is not None and (one.name, one.what) == (kept.name, kept.what)
        ]
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(same[0] if same else 0, TARGET))
        count = self.model.problems()
        names_have = noun(count, "name has", "names have")
        self._problem.setText(f"{QLocale().toString(count)} {names_have} no place yet.")
        self._problem.setVisible(count > 0)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Let colours follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.table.viewport().update()

    def _say(self, *_of: object) -> None:
        row = self.table.currentIndex().row()
        known = 0 <= row < len(self.model.rows)
        self.remark.setText(self.model.remark(self.model.rows[row]) if known else "")

    def _decide(self, names: Mapping[str, str]) -> None:
        self._names.update(names)
        self.mapped.emit(dict(self._names))

    def _keep(self) -> None:
        path = choose_new(self.window(), self._settings, "Keep what names are", _KINDS, _FILE)
        if path is None:
            return
        try:
            write_map(path, targets(one for one in self.model.rows if not one.problem))
        except UserError as error:
            show_refusal(self.window(), "The names can’t be kept", error)

    def _take(self) -> None:
        path = choose_existing(self.window(), self._settings, "Take names from a file", _KINDS)
        if path is None:
            return
        try:
            self._decide(read_map(path))
        except UserError as error:
            show_refusal(self.window(), "The names can’t be taken", error)
