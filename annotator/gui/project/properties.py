"""The dialog for the project's title, its own metadata variables, and how people review."""

import re
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.article import STANDARD_META
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import SetProjectTitle, SetVariables
from annotator.domain.edits.team import NameReviewers, SetSetting
from annotator.domain.errors import UserError
from annotator.domain.project_info import ArticleVariable, VariableType
from annotator.domain.settings import (
    OPEN_SETTING,
    REASONS_SETTING,
    TIME_SETTING,
    project_settings,
)
from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import command, with_key
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.project.suggestion_settings import SuggestionSettings
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip, tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.codebook_text import free_slug

TYPE_NAMES = {
    VariableType.TEXT: "Text",
    VariableType.NUMBER: "Number",
    VariableType.DATE: "Date",
    VariableType.FLAG: "Yes or no",
}
"""What the types of variables are called for people."""
NAME, IDENTITY, TYPE = range(3)
"""The table's columns."""
_SIZE = QSize(560, 700)
_REASONS_HEIGHT = 80
_WIDTHS = {IDENTITY: 160, TYPE: 120}
_IDENTITY = re.compile(r"[a-z0-9_]+")
_OLD = Qt.ItemDataRole.UserRole


def edit_project(parent: QWidget | None, session: Session) -> bool:
    """Show the project's properties and apply what was changed; tell whether anything was."""
    return run_dialog(ProjectProperties(session, parent)).changed


class ProjectProperties(Dialog):
    """Shows what is set for the whole project; what is refused is said, and the dialog stays."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, Settings(), "project_properties", "Project properties", _SIZE)
        self._session = session
        self._info = session.project.info()
        self._set = project_settings(self._info.settings)
        self.changed = False
        self.title = QLineEdit(self._info.title)
        self.table = VariableTable(self._info.variables)
        self.reasons = _reasons_edit(list(self._set.review_reasons))
        said = "&Coders may see each other's labels before they have finished"
        self.reviewers = QLineEdit(", ".join(map(session.handle_of, self._set.reviewers)))
        self.reviewers.setPlaceholderText("Everybody")
        self.reviewers.setReadOnly(not session.may_review)
        self.open_labels = QCheckBox(said)
        self.open_labels.setChecked(self._set.open_labels)
        self.track_time = QCheckBox("Keep ho&w long each coder works on each article")
        self.track_time.setChecked(self._set.track_time)
        self.suggestions = SuggestionSettings(self._set)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self._lay_out()
        self.title.textEdited.connect(self.problem.hide)
        self.table.itemChanged.connect(self.problem.hide)
        session.refused.connect(self._refuse)
        self.title.selectAll()
        self.title.setFocus()

    def _lay_out(self) -> None:
        said = "What is noted of each article beside the standard metadata."
        add = secondary_button("&Add a variable", self.table.add)
        set_tool_tip(add, with_key("Add a variable", "add_variable"))
        remove = secondary_button("&Remove", self.table.remove)
        set_tool_tip(remove, with_key("Remove the variable", "remove_variable"))
        for keys in sequences(command("add_variable").keys):
            QShortcut(keys, self, self.table.add)
        buttons, self.save = answer_buttons(self, "&Save")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(add)
        row.addWidget(remove)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(named("&Title", self.title))
        layout.addWidget(self.title)
        layout.addSpacing(GAP)
        layout.addWidget(named("&Variables", self.table))
        layout.addWidget(PlainLabel(said, role="muted", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addSpacing(GAP)
        layout.addWidget(named("Reasons for &decisions", self.reasons))
        asked = "What reviewers choose from when they change or reject, one a line."
        layout.addWidget(PlainLabel(asked, role="muted", wrap=True))
        layout.addWidget(self.reasons)
        layout.addSpacing(GAP)
        layout.addWidget(named("Re&viewers", self.reviewers))
        who = "Handles with commas. Only they write gold, decisions and the project's codebook."
        layout.addWidget(PlainLabel(who, role="muted", wrap=True))
        layout.addWidget(self.reviewers)
        layout.addWidget(self.open_labels)
        layout.addWidget(self.track_time)
        told = "Pauses over a minute don't count. Packages hold nobody else's time."
        layout.addWidget(PlainLabel(told, role="muted", wrap=True))
        layout.addWidget(self.suggestions)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        boxes = [self.open_labels, self.track_time, *self.suggestions.fields]
        typed = [self.title, self.table, add, remove, self.reasons, self.reviewers]
        for before, after in pairwise([*typed, *boxes, self.save]):
            QWidget.setTabOrder(before, after)

    def edit(self) -> Edit | None:
        """Return the edit that makes the changes; None when there are none.

        Raise a `UserError` when what is typed can't be taken.
        """
        title, variables = self.title.text().strip(), self.table.read()
        if not title:
            raise UserError("A project needs a title.")
        edits: list[Edit] = []
        if title != self._info.title:
            edits.append(SetProjectTitle(title))
        if variables != self._info.variables:
            edits.append(SetVariables(variables))
        edits += self._settings_edits()
        return Together(edits, "Project changed" if len(edits) > 1 else "") if edits else None

    def _settings_edits(self) -> list[Edit]:
        edits: list[Edit] = []
        typed = self.reasons.toPlainText().splitlines()
        reasons = tuple(dict.fromkeys(" ".join(one.split()) for one in typed if one.strip()))
        if reasons != self._set.review_reasons:
            edits.append(SetSetting(REASONS_SETTING, list(reasons) or None, "Reasons changed"))
        handles = tuple(" ".join(one.split()) for one in self.reviewers.text().split(","))
        named_now = tuple(dict.fromkeys(one for one in handles if one))
        if named_now != tuple(map(self._session.handle_of, self._set.reviewers)):
            edits.append(NameReviewers(named_now))
        is_open = self.open_labels.isChecked()
        if is_open != self._set.open_labels:
            said = "Labels open to all" if is_open else "Labels hidden until one has finished"
            edits.append(SetSetting(OPEN_SETTING, is_open or None, said))
        is_tracked = self.track_time.isChecked()
        if is_tracked != self._set.track_time:
            said = "Time is kept" if is_tracked else "Time is kept no more"
            edits.append(SetSetting(TIME_SETTING, None if is_tracked else False, said))
        return edits + self.suggestions.edits()

    def accept(self) -> None:
        """Apply the changes, or say why they are refused."""
        # A cell that is still being typed in is taken over when it loses the focus.
        self.save.setFocus()
        try:
            edit = self.edit()
        except UserError as error:
            self._refuse(str(error))
            return
        if edit is not None:
            self.changed = self._session.apply(edit) is not None
        if edit is None or self.changed:
            super().accept()

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()


def _reasons_edit(reasons: list[str]) -> QPlainTextEdit:
    edit = QPlainTextEdit("\n".join(reasons))
    edit.setProperty("role", "field")
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(scaled(_REASONS_HEIGHT))
    return edit


class VariableTable(QTableWidget):
    """The variables, one a row; ids of kept ones stay, since articles have values by them."""

    def __init__(self, variables: tuple[ArticleVariable, ...]) -> None:
        super().__init__(0, 3)
        self.setHorizontalHeaderLabels(["Name", "Id", "Type"])
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(self.EditTrigger.AllEditTriggers ^ self.EditTrigger.CurrentChanged)
        self.setItemDelegate(_CellDelegate(self))
        self.setItemDelegateForColumn(TYPE, _TypeDelegate(self))
        for variable in variables:
            self._append(variable, known=True)
        if variables:
            self.setCurrentCell(0, NAME)
        self.itemChanged.connect(self._follow_name)
        for keys in sequences(command("remove_variable").keys):
            delete = QShortcut(keys, self, self.remove)
            delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def add(self) -> None:
        """Add a row and begin to type its name."""
        # A name that is still being typed belongs to the row before.
        self.setFocus()
        self._append(ArticleVariable("", ""), known=False)
        self.setCurrentCell(self.rowCount() - 1, NAME)
        self.editItem(self._cell(self.rowCount() - 1, NAME))

    def remove(self) -> None:
        """Remove the current row."""
        row = self.currentRow()
        if row >= 0:
            self.removeRow(row)
            self.setFocus()

    def read(self) -> tuple[ArticleVariable, ...]:
        """Return the variables as they are typed; empty rows count for nothing.

        Raise a `UserError` when one can't be taken, and make its row the current one.
        """
        found: dict[str, ArticleVariable] = {}
        for row in range(self.rowCount()):
            variable = self._read(row)
            if not variable.id and not variable.name:
                continue
            problem = _problem(variable, found, known=bool(self._old_id(row)))
            if problem is not None:
                self.setCurrentCell(row, NAME if not variable.name else IDENTITY)
                self.setFocus()
                raise problem
            found[variable.id] = variable
        return tuple(found.values())

    def _append(self, variable: ArticleVariable, *, known: bool) -> None:
        row = self.rowCount()
        self.insertRow(row)
        name, identity = QTableWidgetItem(variable.name), QTableWidgetItem(variable.id)
        kind = QTableWidgetItem(TYPE_NAMES[variable.type])
        if known:
            identity.setFlags(identity.flags() & ~Qt.ItemFlag.ItemIsEditable)
            identity.setToolTip(tool_tip("Articles have values by this id, so it stays."))
            identity.setData(_OLD, variable.id)
        for column, item in ((NAME, name), (IDENTITY, identity), (TYPE, kind)):
            self.setItem(row, column, item)

    def _read(self, row: int) -> ArticleVariable:
        name, identity, kind = (self._cell(row, column).text().strip() for column in range(3))
        types = {said: one for one, said in TYPE_NAMES.items()}
        return ArticleVariable(identity, name, types[kind])

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        return cast("QTableWidgetItem", self.item(row, column))

    def _old_id(self, row: int) -> str:
        return self._cell(row, IDENTITY).data(_OLD) or ""

    def _follow_name(self, changed: QTableWidgetItem) -> None:
        """Give a new row an id that is made of its name, unless it has one."""
        identity = self.item(changed.row(), IDENTITY)
        if changed.column() != NAME or identity is None or identity.text():
            return
        if changed.text().strip():
            cells = (self._cell(row, IDENTITY).text() for row in range(self.rowCount()))
            identity.setText(free_slug(changed.text(), {*cells, *STANDARD_META}))


class _CellDelegate(QStyledItemDelegate):
    """Calls the line in which a cell is changed as its column is called."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        name = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(name))
        return editor


class _TypeDelegate(QStyledItemDelegate):
    """Offers the types to choose from."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        box = ComboBox(parent)
        box.addItems(list(TYPE_NAMES.values()))
        box.setAccessibleName("Type")
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


def _problem(
    variable: ArticleVariable, others: dict[str, ArticleVariable], *, known: bool
) -> UserError | None:
    """Return why a variable can't be taken; what the project has already is not asked again."""
    if not variable.name:
        return UserError(f"The variable {variable.id} needs a name.")
    if not known and not _IDENTITY.fullmatch(variable.id):
        message = f"“{variable.id}” can't be an id." if variable.id else "A variable needs an id."
        return UserError(message, remedy="Use a–z, 0–9 and _ only.")
    if variable.id in others:
        return UserError(f"There is a variable {variable.id} already.", remedy="Choose another id.")
    if not known and variable.id in STANDARD_META:
        message = f"“{variable.id}” is one of the standard metadata."
        return UserError(message, remedy="Choose another id.")
    return None
