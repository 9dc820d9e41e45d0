"""Who was noticed in a file that is brought in, each with a choice of whom they come in as."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from annotator.domain.people import Coder
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.store.merging.report import Newcomer
from annotator.store.project import Project
from annotator.workflow.coders import coders_of
from annotator.workflow.whose_work import free_handle

_HEADINGS = ("In the file", "Comes in as", "What was noticed")


class PeopleTable(QTableWidget):
    """Handles in a file, each with a choice of coders; another handle can be typed."""

    named = Signal(str, str)
    """A handle in the file, and the handle of the coder as whom they come in."""

    def __init__(self, project: Project) -> None:
        super().__init__(0, len(_HEADINGS))
        self._project = project
        self.setAccessibleName("Coders")
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(row_height() + 6)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, scaled(120))
        self.setColumnWidth(1, scaled(260))

    def show_newcomers(self, newcomers: Iterable[Newcomer], people: Mapping[str, str]) -> None:
        """Show who was noticed, with what was chosen for them."""
        newcomers = list(newcomers)
        self.setRowCount(0)
        self.setRowCount(len(newcomers))
        for row, one in enumerate(newcomers):
            for column, text in ((0, one.handle), (2, one.in_words())):
                item = QTableWidgetItem(text)
                item.setToolTip(tool_tip(text))
                self.setItem(row, column, item)
            self.setCellWidget(row, 1, self._choice(one, people.get(one.handle, one.handle)))

    def _choice(self, newcomer: Newcomer, chosen: str) -> QComboBox:
        box = ComboBox()
        box.setAccessibleName(f"As whom {newcomer.handle} comes in")
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        said = "the same person" if newcomer.known else "a new coder"
        box.addItem(f"{newcomer.handle}, {said}", newcomer.handle)
        if newcomer.known:
            free = free_handle(newcomer.handle, [one.handle for one in self._project.find(Coder)])
            box.addItem(f"{free}, another person", free)
        for coder in coders_of(self._project):
            if coder.handle != newcomer.handle:
                box.addItem(coder.handle, coder.handle)
        place = box.findData(chosen)
        if place >= 0:
            box.setCurrentIndex(place)
        else:
            box.setEditText(chosen)
        box.activated.connect(partial(self._choose, newcomer.handle, box))
        line = box.lineEdit()
        if line is not None:
            line.editingFinished.connect(partial(self._take_typed, newcomer.handle, box))
        return box

    def _choose(self, handle: str, box: QComboBox, _index: int) -> None:
        self.named.emit(handle, str(box.currentData()))

    def _take_typed(self, handle: str, box: QComboBox) -> None:
        typed = box.currentText().strip()
        place = box.findText(typed)
        self.named.emit(handle, str(box.itemData(place)) if place >= 0 else typed or handle)
