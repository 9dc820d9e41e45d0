"""What each column of a table holds."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.article import STANDARD_META
from annotator.formats.files.headings import FILE, TEXT, TITLE
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.gui.imports.kept_row import KeptRow
from annotator.gui.imports.table_look import TableLook, has_columns, look_at
from annotator.gui.look.sizes import row_height
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP

_LEAVE_OUT = "Leave out"
_TARGETS = {
    "": _LEAVE_OUT,
    TITLE: "Title",
    TEXT: "Text",
    FILE: "Name of the text's file",
    **{key: key.replace("_", " ").capitalize() for key in STANDARD_META},
    "url": "URL",
}
_KEYS = {label.casefold(): key for key, label in _TARGETS.items()}


class ColumnsPanel(QWidget):
    """The columns of one of the tables among the files, each with what it is taken for."""

    mapped = Signal(object, object)
    """The user mapped the columns of a file: the `SourceFile` and its mapping."""

    def __init__(
        self,
        settings: Settings,
        look: Callable[[SourceFile, ReadOptions], TableLook] = look_at,
    ) -> None:
        super().__init__()
        self._look = look
        self._files: list[SourceFile] = []
        self._options: dict[Path, ReadOptions] = {}
        self._mapping: dict[str, str] = {}
        self._which = ComboBox()
        self._which.setAccessibleName("Table")
        self._which.activated.connect(self._show_columns)
        self._problem = PlainLabel(role="danger", wrap=True)
        self.table = QTableWidget(0, 2)
        self._set_up_table()
        self.kept_row = KeptRow(settings)
        hint = "What a column holds is guessed from its name. Choose, or type a name of your own."
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._which)
        layout.addWidget(PlainLabel(hint, role="muted", wrap=True))
        layout.addWidget(self._problem)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.kept_row)

    def _set_up_table(self) -> None:
        self.table.setAccessibleName("Columns")
        self.table.setHorizontalHeaderLabels(["Column", "Holds"])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(row_height() + 4)
        heading = self.table.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_files(self, files: Iterable[SourceFile], options: dict[Path, ReadOptions]) -> None:
        """Offer the columns of those that have any; `options` is how some of them are read."""
        current = self._which.currentIndex()
        self._files = [file for file in files if has_columns(file)]
        self._options = options
        self._which.clear()
        self._which.addItems([file.name for file in self._files])
        self._which.setVisible(len(self._files) > 1)
        self._which.setCurrentIndex(min(max(current, 0), len(self._files) - 1))
        self._show_columns()

    @property
    def file(self) -> SourceFile | None:
        """The table whose columns are shown."""
        return self._files[self._which.currentIndex()] if self._files else None

    def show_file(self, file: SourceFile) -> None:
        """Show the columns of this one."""
        if file in self._files and self._files.index(file) != self._which.currentIndex():
            self._which.setCurrentIndex(self._files.index(file))
            self._show_columns()

    def _show_columns(self) -> None:
        self._mapping = {}
        problem = ""
        if self.file is not None:
            known = self._options.get(self.file.path)
            look = self._look(self.file, known or ReadOptions(kept=self.kept_row.kept))
            self._mapping, problem = dict(look.mapping), look.problem
        self.kept_row.show_mapping(self._mapping)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._mapping))
        for row, (column, target) in enumerate(self._mapping.items()):
            self.table.setItem(row, 0, QTableWidgetItem(column))
            self.table.setCellWidget(row, 1, self._target_box(column, target))

    def _target_box(self, column: str, target: str) -> QComboBox:
        box = _TargetBox()
        box.setAccessibleName(f"{column} holds")
        box.show_target(_TARGETS.get(target, target))
        box.decided.connect(partial(self._map, column))
        return box

    def _map(self, column: str, text: str) -> None:
        target = target_of(text)
        if self._mapping.get(column) == target:
            return
        for other, there in self._mapping.items():
            if target and there == target:
                self._mapping[other] = ""
        self._mapping[column] = target
        self.kept_row.mapped(self._mapping)
        self.mapped.emit(self.file, dict(self._mapping))


class _TargetBox(ComboBox):
    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(_TARGETS.values()))
        self.setMinimumSize(QSize(80, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.textActivated.connect(self.decided)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._decide)

    def show_target(self, label: str) -> None:
        self.setEditText(label)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _decide(self) -> None:
        self.decided.emit(self.currentText())


def target_of(text: str) -> str:
    """Return what a label stands for; any other text is a metadata key of the project's own."""
    label = " ".join(text.split()).casefold()
    return _KEYS.get(label, label.replace(" ", "_"))
