"""The codebook panel: the codes as a tree; a click selects one, to read or to change it."""

from collections.abc import Callable, Mapping

from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.domain.edits.codebook import MoveCode, RetireCode
from annotator.gui.codebook.editor import CodeEditor
from annotator.gui.codebook.reshaping import ReshapeDialog
from annotator.gui.codebook.tree import CodeTree
from annotator.gui.commands.key_events import KeyHandler, key_word, no_key
from annotator.gui.commands.table import key_of, perform
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import GRID, HALF, theme_of
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import IconButton, PlainLabel, tool_tip
from annotator.gui.widgets.code_badge import badge_pixmap
from annotator.workflow.code_counts import CodeCounts

_ID = Qt.ItemDataRole.UserRole
_NAME, _KEY, _HERE, _ALL = range(4)
_FROM = {_ALL: 320, _KEY: 380}
"""The width in pixels from which on these have a column: names go first, badges tell the keys."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CodebookPanel(QWidget):
    """Codes with badge, key and counts; a key tags, opens the guideline, or the editor."""

    code_triggered = Signal(str)
    """A code's id: tag with it."""
    guideline_wanted = Signal(str)
    """A code's id: show its guideline."""
    note_wanted = Signal(str)
    """A code's id: write the lead a note on it."""
    left = Signal()
    """The user wants back to the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: tuple[Code, ...] = ()
        self._counts: tuple[Mapping[str, int], Mapping[str, int]] = {}, {}
        self._everywhere = CodeCounts()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._told: dict[str, tuple[int | None, int | None]] = {}
        """Which counts stand at which code: saying them again would lay out the columns again."""
        self._shows_retired = False
        self.key_handler: KeyHandler = no_key
        self.tree = CodeTree(self._key)
        self._retired_button = IconButton(icon("show"), "Show retired codes")
        self._build()
        session.changed.connect(self._changed)
        session.article_opened.connect(self._refresh)
        session.view_changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GRID, HALF, HALF, HALF)
        top.addWidget(PlainLabel("Codebook", role="strong"), 1)
        self._retired_button.setCheckable(True)
        self._retired_button.toggled.connect(self.show_retired)
        add = IconButton(icon("add"), "Add a code")
        add.clicked.connect(self._add)
        top.addWidget(self._retired_button)
        top.addWidget(add)
        self.setFocusProxy(self.tree)
        self.tree.setHeaderLabels(["Code", "Key", "Here", "All"])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_KEY, _HERE, _ALL):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemDoubleClicked.connect(self.edit_current)
        self.tree.menu_wanted.connect(self._menu)
        self.tree.dropped.connect(self._dropped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names their room: in a narrow panel the badges alone tell the keys."""
        super().resizeEvent(event)
        for column, width in _FROM.items():
            self.tree.setColumnHidden(column, self.width() < width)

    # What is shown

    def show_retired(self, shown: bool) -> None:  # noqa: FBT001 - a toggle's slot
        """Show or hide the codes that can't be applied any more."""
        self._shows_retired = shown
        self._retired_button.setChecked(shown)
        self._refresh()

    def _changed(self, changes: Changes) -> None:
        self._everywhere.follow(self._session.project, changes)
        self._refresh()

    def _refresh(self) -> None:
        shown = tuple(
            code
            for code in self._session.codebook.codes
            if self._shows_retired or code.state is CodeState.ACTIVE
        )
        if shown != self._codes:
            self._codes = shown
            self._rebuild()
        session = self._session
        everywhere = self._everywhere.of(session.project, session.visibility)
        self._counts = session.counts_here(), everywhere
        self._show_counts()

    def _show_counts(self) -> None:
        here, everywhere = self._counts
        for code in self._codes:
            item, counts = self._items[code.id], (here.get(code.id), everywhere.get(code.id))
            if not code.group and counts != self._told.get(code.id):
                self._told[code.id] = counts
                item.setText(_HERE, str(counts[0] or ""))
                item.setText(_ALL, str(counts[1] or ""))

    def _rebuild(self) -> None:
        current = self._current()
        scroll = self.tree.verticalScrollBar().value()
        self.tree.clear()
        self._items = {code.id: self._item(code) for code in self._codes}
        self._told.clear()
        for code in self._codes:
            above = self._items.get(code.parent)
            if above is None or _circular(code, self._session):
                self.tree.addTopLevelItem(self._items[code.id])
            else:
                above.addChild(self._items[code.id])
        self.tree.expandAll()
        if current in self._items:
            self.tree.setCurrentItem(self._items[current])
        self.tree.verticalScrollBar().setValue(scroll)

    def _item(self, code: Code) -> QTreeWidgetItem:
        retired = code.state is CodeState.RETIRED
        item = QTreeWidgetItem([f"{code.name} (retired)" if retired else code.name, code.key])
        item.setData(_NAME, _ID, code.id)
        item.setToolTip(_NAME, tool_tip(f"{code.name}\n{code.definition}".strip()))
        for column in (_HERE, _ALL):
            item.setTextAlignment(column, _RIGHT)
        if not code.group:
            item.setIcon(_NAME, self._picture(code))
        item.setSizeHint(_NAME, QSize(0, row_height()))
        if retired:
            muted = QBrush(QColor(theme_of(self.palette()).muted))
            item.setForeground(_NAME, muted)
        return item

    def _picture(self, code: Code) -> QIcon:
        pixmap = badge_pixmap(code, self.palette(), self.devicePixelRatioF())
        picture = QIcon(pixmap)
        # Qt would grey it where the row is selected.
        picture.addPixmap(pixmap, QIcon.Mode.Selected)
        return picture

    def changeEvent(self, event: QEvent) -> None:
        """Draw the badges anew when the window turns dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._codes:
            self._rebuild()
            self._show_counts()

    # Acts

    def _current(self) -> str:
        item = self.tree.current()
        return str(item.data(_NAME, _ID)) if item is not None else ""

    def _trigger(self, code_id: str) -> None:
        code = self._session.codebook.code(code_id)
        if code is None:
            return
        if code.group or code.state is CodeState.RETIRED:
            why = "is a heading" if code.group else "is retired"
            self._session.refused.emit(f"{code.name} {why} and can't be applied.")
            return
        self.code_triggered.emit(code_id)

    def _key(self, event: QKeyEvent) -> bool:
        return perform(self, key_word(event)) or self.key_handler(event)

    def has_current(self) -> bool:
        """Tell whether one of the codes is the current one."""
        return bool(self._current())

    def tag_current(self) -> None:
        """Tag with the current code."""
        self._trigger(self._current())

    def show_guideline(self) -> None:
        """Ask for the guideline of the current code."""
        self.guideline_wanted.emit(self._current())

    def want_note(self) -> None:
        """Ask for a note to the lead on the current code."""
        self.note_wanted.emit(self._current())

    def edit_current(self) -> None:
        """Open the editor on the current code."""
        self.edit_code(self._current())

    def reshape_current(self) -> ReshapeDialog | None:
        """Open the dialog that merges, splits and converts on the current code."""
        code = self._session.codebook.code(self._current())
        if code is None:
            return None
        if code.group:
            self._session.refused.emit(f"{code.name} is a heading and has no labels to change.")
            return None
        dialog = ReshapeDialog(self._session, code, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def retire_current(self) -> None:
        """Retire the current code, or take it up again."""
        code = self._session.codebook.code(self._current())
        if code is not None:
            self._retire(code.id, retired=code.state is CodeState.ACTIVE)

    def move_current(self, how: Callable[[Codebook, str], MoveCode | None]) -> None:
        """Move the current code among the others that are shown."""
        shown = structs.replace(self._session.codebook, codes=self._codes)
        edit = how(shown, self._current())
        if edit is not None:
            self._session.apply(edit)
        else:
            self._session.refused.emit("The code can't be moved any further that way.")

    def _dropped(self, code: str, parent: str, before: str) -> None:
        self._session.apply(MoveCode(code, parent, before))

    def _menu(self, place: QPoint) -> None:
        menu = self.menu_for(self._current())
        menu.popup(place)

    def menu_for(self, code_id: str) -> QMenu:
        """Return the menu of a code, or of the panel when there is none."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        code = self._session.codebook.code(code_id)
        if code is not None:
            retired = code.state is CodeState.RETIRED
            if not retired and not code.group:
                menu.addAction(
                    f"Tag with it\t{key_of('tag_with_listed')}", lambda: self._trigger(code.id)
                )
            guideline = f"Guideline\t{key_of('listed_guideline')}"
            menu.addAction(guideline, lambda: self.guideline_wanted.emit(code.id))
            note = f"Note to the lead…\t{key_of('note_on_listed')}"
            menu.addAction(note, lambda: self.note_wanted.emit(code.id))
            menu.addSeparator()
            edit = f"Edit…\t{key_of('edit_listed')}"
            menu.addAction(icon("edit"), edit, lambda: self.edit_code(code.id))
            if not code.group:
                change = f"Merge, split, convert…\t{key_of('reshape_listed')}"
                menu.addAction(change, self.reshape_current)
            menu.addAction("Add a code below…", lambda: self.add_code(code.id))
            word = "Take up again" if retired else "Retire"
            word = f"{word}\t{key_of('retire_listed')}"
            menu.addAction(word, lambda: self._retire(code.id, retired=not retired))
        menu.addAction(icon("add"), "Add a code…", self._add)
        menu.addSeparator()
        toggle = menu.addAction("Show retired codes")
        toggle.setCheckable(True)
        toggle.setChecked(self._shows_retired)
        toggle.toggled.connect(self.show_retired)
        return menu

    def _retire(self, code: str, *, retired: bool) -> None:
        self._session.apply(RetireCode(code, retired))

    def edit_code(self, code_id: str) -> CodeEditor | None:
        """Open the editor on a code."""
        code = self._session.codebook.code(code_id)
        return self._open(CodeEditor(self._session, code, self.window())) if code else None

    def add_code(self, parent_code: str = "") -> CodeEditor:
        """Open the editor for a new code, below another one or at the top."""
        editor = CodeEditor(self._session, None, self.window(), parent_code=parent_code)
        return self._open(editor)

    def _add(self) -> None:
        self.add_code()

    def _open(self, editor: CodeEditor) -> CodeEditor:
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.open()
        return editor


def _circular(code: Code, session: Session) -> bool:
    """Tell whether a code stands below itself, which the tree could not show."""
    seen, above = {code.id}, session.codebook.code(code.parent)
    while above is not None:
        if above.id in seen:
            return True
        seen.add(above.id)
        above = session.codebook.code(above.parent)
    return False
