"""Who is coding: asked once on a machine and kept there."""

import getpass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.settings.settings import CODER, CODER_NAME, Settings
from annotator.gui.widgets.basic import PlainLabel, RowDelegate
from annotator.gui.widgets.dialog import run_dialog
from annotator.store.project import Project
from annotator.workflow.coders import (
    LONGEST_HANDLE,
    as_spelt,
    coders_of,
    handle_problem,
    known_handle,
)
from annotator.workflow.welcoming import recipient

_MOST_ROWS = 6


def ask_identity(
    parent: QWidget | None, settings: Settings, project: Project | None = None
) -> str | None:
    """Ask who is coding, keep the answer and return the handle; None when cancelled."""
    dialog = run_dialog(IdentityDialog(settings, project, parent))
    if dialog.result() != QDialog.DialogCode.Accepted:
        return None
    settings.set(CODER, dialog.handle)
    settings.set(CODER_NAME, dialog.full_name)
    return dialog.handle


def known_identity(settings: Settings, project: Project | None = None) -> str:
    """Return the handle that is kept on this machine, as the project spells it, or nothing."""
    return known_handle(settings.get(CODER), project)


class IdentityDialog(QDialog):
    """Takes a handle and a name, or one of the project's coders."""

    def __init__(
        self, settings: Settings, project: Project | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is coding?")
        self._project = project
        self._coders = coders_of(project)
        coder = recipient(project)
        self._recipient = coder.handle if coder is not None else ""
        self._handle = QLineEdit(self._recipient or settings.get(CODER) or _account())
        self._handle.setMaxLength(LONGEST_HANDLE)
        self._name = QLineEdit(settings.get(CODER_NAME))
        self._name.setPlaceholderText("optional")
        self._list = _CoderList()
        self._problem = PlainLabel(" ", role="danger")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._start = self._buttons.addButton(
            "Start coding", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._build()
        self._handle.textChanged.connect(self._check)
        self._list.itemSelectionChanged.connect(self._pick)
        self._list.itemActivated.connect(self.accept)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._check()
        self._handle.selectAll()
        self._handle.setFocus()

    def _build(self) -> None:
        said = (
            "Your handle marks your annotations, so that colleagues can tell them from theirs. "
            "It is kept on this computer and can be changed later."
        )
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow("&Handle", self._handle)
        form.addRow("Full &name", self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, DOUBLE)
        layout.setSpacing(DOUBLE)
        layout.addWidget(PlainLabel("Who is coding?", role="title"))
        if self._recipient:
            said = f"This package is for {self._recipient}. {said}"
        layout.addWidget(PlainLabel(said, role="muted", wrap=True))
        if self._coders:
            layout.addLayout(self._known())
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        self._start.setDefault(True)
        self.setMinimumWidth(420)

    def _known(self) -> QVBoxLayout:
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setAccessibleName("Coders of this project")
        for coder in self._coders:
            self._list.addItem(f"{coder.handle} — {coder.name}" if coder.name else coder.handle)
        rows = min(len(self._coders), _MOST_ROWS)
        self._list.setFixedHeight(rows * row_height() + GRID // 2)
        lines = QVBoxLayout()
        lines.setSpacing(HALF)
        lines.addWidget(PlainLabel("Coders of this project", role="strong"))
        lines.addWidget(self._list)
        return lines

    @property
    def handle(self) -> str:
        """The handle; that of a known coder as the project spells it."""
        return as_spelt(self._handle.text().strip(), self._coders)

    @property
    def full_name(self) -> str:
        """The full name, or an empty text."""
        return self._name.text().strip()

    def accept(self) -> None:
        """Take the handle, unless it can't be one."""
        if not handle_problem(self.handle, self._project):
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose among the project's coders with the arrow keys from either line."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._coders:
            chosen = [index.row() for index in self._list.selectedIndexes()]
            row = (chosen[0] if chosen else -1) + step
            self._list.setCurrentRow(max(0, min(len(self._coders) - 1, row)))
        else:
            super().keyPressEvent(event)

    def _check(self) -> None:
        problem = handle_problem(self.handle, self._project) if self.handle else ""
        self._problem.setText(problem or " ")
        self._start.setEnabled(bool(self.handle) and not problem)

    def _pick(self) -> None:
        """Take over the chosen coder; the focus alone chooses nobody."""
        for chosen in self._list.selectedIndexes():
            coder = self._coders[chosen.row()]
            self._handle.setText(coder.handle)
            self._name.setText(coder.name)


class _CoderList(QListWidget):
    """The project's coders; the arrow keys begin at the first one while none is chosen."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take back the current row that Qt gives to a list that is entered."""
        super().focusInEvent(event)
        if not self.selectedIndexes():
            self.selectionModel().clearCurrentIndex()


def _account() -> str:
    """Return the name of the account on this computer, as a first proposal."""
    try:
        return getpass.getuser()[:LONGEST_HANDLE]
    except (KeyError, OSError):
        return ""
