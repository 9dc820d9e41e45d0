"""The open article's annotations as a table; its selection is the session's."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotation, AnyPlaced, Decision
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete
from annotator.domain.people import Coder
from annotator.domain.teamwork import Comment, is_open
from annotator.domain.wording import counted
from annotator.gui.annotations.model import AnnotationsModel
from annotator.gui.annotations.view import AnnotationDelegate, TableView
from annotator.gui.commands.key_events import ENTER, KeyHandler, key_word, no_key
from annotator.gui.commands.table import key_of, perform
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel, let_clear
from annotator.gui.wording.annotations import SIGNS, layer_words, said_of
from annotator.workflow.annotation_rows import AnnotationColumn, AnnotationRow, arranged
from annotator.workflow.reading_order import place_of

_WIDE_FROM, _ANSWERS_FROM = 420, 290
"""The widths from which on codes have their names, and answers their column."""
_WIDE = {AnnotationColumn.CODE: 112, AnnotationColumn.VALUES: 120, AnnotationColumn.CODER: 64}
_NARROW = {AnnotationColumn.CODE: 44, AnnotationColumn.VALUES: 84, AnnotationColumn.CODER: 52}
_SAID_IN_ROWS = (Code, Coder, Decision, Comment)
"""Kinds of record that a row tells something of, besides its annotation."""


class AnnotationsTable(QWidget):
    """Filter and table. `key_handler` gets the keys that the table doesn't use.

    `answer_handler` gets all keys first: they may answer what the window has asked.
    """

    activated = Signal(str)
    """The user wants to this annotation in the text."""
    left = Signal()
    recode_wanted = Signal(object)
    """The ids of annotations that are to get another code, which the next key says."""
    """The user wants back to the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._quiet = False
        self._comments: list[Comment] = []
        self._open: set[str] = set()
        self.key_handler: KeyHandler = no_key
        self.answer_handler: KeyHandler = no_key
        self.model = AnnotationsModel(self._row, self)
        self.view = TableView(self._key)
        self.filter = QLineEdit()
        self.hint = PlainLabel(role="muted", wrap=True)
        self._build()
        self._connect()
        self._refresh()

    def _build(self) -> None:
        self.filter.setPlaceholderText("Filter annotations…")
        self.filter.setAccessibleName("Filter annotations")
        let_clear(self.filter)
        self.view.setModel(self.model)
        self.view.setItemDelegate(AnnotationDelegate(self.view))
        self.view.setAccessibleName("Annotations of this article")
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(AnnotationColumn.TEXT, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(32)
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(GRID, 0, GRID, HALF)
        top.addWidget(self.filter)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        inside = QVBoxLayout(self.view.viewport())
        inside.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
        inside.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._changed)
        session.view_changed.connect(self._refresh)
        session.article_opened.connect(self._open_article)
        session.selected.connect(self._follow)
        self.filter.textChanged.connect(self._reset)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._reset)
        self.view.selectionModel().currentRowChanged.connect(self._select)
        self.view.selectionModel().selectionChanged.connect(self._tell_selected)
        self.view.doubleClicked.connect(self._activate)

    # What is shown

    def _row(self, listed: AnyPlaced) -> AnnotationRow:
        article = self._session.article
        placed = not isinstance(listed, Annotation)
        annotation = article.annotations[listed.id] if placed and article is not None else listed
        if not isinstance(annotation, Annotation):
            raise KeyError(listed.id)  # what is listed is on the open article
        sign, said = self._said(annotation)
        code, coder = self._session.code_of(annotation), layer_words(self._session, annotation)
        return AnnotationRow(annotation, code, coder, sign, said)

    def _shown(self) -> list[AnyPlaced]:
        """Return the annotations to show: rows are made of all only to search or sort them."""
        seen, words = self._session.visible_annotations(), self.filter.text()
        header = self.view.horizontalHeader()
        section = header.sortIndicatorSection()
        column = AnnotationColumn(section) if 0 <= section < len(AnnotationColumn) else None
        if column is None and not words.strip():
            return seen
        if self._session.article is not None:
            self._session.article.annotations.whole(seen)  # many at a time
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        made = (row for row in map(self.model.row_of, seen) if row is not None)
        rows = arranged(made, words, column, descending=descending)
        return [row.annotation for row in rows]

    def _asked(self) -> set[str]:
        """Return the annotations with an open question."""
        comments = self._session.article.comments if self._session.article else []
        if comments is not self._comments:
            self._comments = comments
            threads: dict[str, list[Comment]] = {}
            for comment in comments:
                threads.setdefault(comment.annotation, []).append(comment)
            self._open = {one for one, thread in threads.items() if is_open(thread)}
        return self._open

    def _said(self, annotation: Annotation) -> tuple[str, str]:
        """Return what was decided on an annotation and asked about it: in a sign and in words."""
        article = self._session.article
        decision = article.latest_decisions.get(annotation.id) if article else None
        signs = [SIGNS[decision.verdict]] if decision else []
        words = [said_of(self._session, annotation)] if decision else []
        if annotation.id in self._asked():
            signs.append("?")
            words.append("Open question (?)")
        return " ".join(signs), "\n".join(words)

    def _changed(self, changes: Changes) -> None:
        if not changes.changes or any(changes.ids(kind) for kind in _SAID_IN_ROWS):
            self.model.forget_rows()
        self._refresh()

    def _refresh(self) -> None:
        self._quiet = True
        self.model.show_annotations(self._shown())
        self._quiet = False
        self._teach()
        if not self._session.reselects:
            self._follow(self._session.selection)

    def _open_article(self) -> None:
        self._reset(anew=True)

    def _reset(self, *_: object, anew: bool = False) -> None:
        self._quiet = True
        self.model.reset_annotations(self._shown(), anew=anew)
        self._quiet = False
        self._teach()
        self._follow(self._session.selection)

    def _teach(self) -> None:
        """Say in the empty table why it is empty and what to do."""
        self.hint.setVisible(self.model.rowCount() == 0)
        if self.model.rowCount():
            return
        words = self.filter.text().strip()
        said = ""
        if self._session.article is not None:
            said = "No annotations yet. Put the caret into the text and press a code’s key."
            if self._hides_others():
                said += (
                    " Colleagues’ ones are hidden until you have finished this article; "
                    f"who only reviews it sees them with {key_of('mode_review')}."
                )
        if words and self._session.visible_annotations():
            clears = f"{key_of('clear_filter')} in the filter clears it"
            said = f"No annotation matches “{words}”. {clears}."
        self.hint.setText(said)

    def _hides_others(self) -> bool:
        """Tell whether the open article has labels of others that may not be seen yet."""
        session, article = self._session, self._session.article
        if article is None or session.sees_others():
            return False
        return not all(map(session.is_own, article.in_order))

    # The selection

    def _follow(self, annotation: str) -> None:
        """Select what the session has selected, and scroll only if it is out of view."""
        current = self.model.row_at(self.view.currentIndex())
        selected = self.view.selectionModel().hasSelection()
        if selected and current is not None and current.annotation.id == annotation:
            return
        place = self._place_of(annotation) if annotation else -1
        self._quiet = True
        if place < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            index = self.model.index(place, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._quiet = False

    def _place_of(self, annotation: str) -> int:
        """Return the row of an annotation, or -1: in reading order without looking at all."""
        article = self._session.article
        found = article.annotations.placed.get(annotation) if article else None
        if found is not None and self.model.shown is self._session.visible_annotations():
            return place_of(self.model.shown, found)
        return self.model.place_of(annotation)

    def _select(self, current: QModelIndex) -> None:
        row = self.model.row_at(current)
        if not self._quiet and row is not None:
            self._session.select(row.annotation.id)

    def _tell_selected(self) -> None:
        """Say what the keys act on where that is more than what stands beside the text."""
        count = len(self.view.selectionModel().selectedRows())
        if count > 1:
            delete, recode = key_of("delete_listed"), key_of("recode_listed")
            chosen = f"{counted(count, 'annotation')} selected"
            answers = "answers are those of the last"
            self._session.told.emit(f"{chosen} — {delete} and {recode} act on all; {answers}")

    def _activate(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self._session.select(row.annotation.id)
            self.activated.emit(row.annotation.id)

    # Keys

    def focus_filter(self) -> None:
        """Give the filter the focus."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _key(self, event: QKeyEvent) -> bool:
        if self.answer_handler(event):
            return True
        return perform(self, key_word(event)) or self.key_handler(event)

    def go_to_current(self) -> None:
        """Go to the current annotation in the text."""
        self._activate(self.view.currentIndex())

    def delete_selected(self) -> None:
        """Delete the selected annotations that are the coder's own, in one step."""
        own = self._own_selected("delete")
        if own:
            self._session.apply(Delete(own), select=self._neighbour(set(own)))

    def recode_selected(self) -> None:
        """Ask for another code for the selected annotations that are the coder's own."""
        own = self._own_selected("recode")
        if own:
            self.recode_wanted.emit(own)

    def _own_selected(self, deed: str) -> tuple[str, ...]:
        """Return the ids of what is selected and one's own; say so if it is all others'."""
        indexes = self.view.selectionModel().selectedRows()
        rows = [row for row in map(self.model.row_at, indexes) if row is not None]
        own = tuple(r.annotation.id for r in rows if self._session.may_change(r.annotation))
        if rows and not own:
            self._session.refused.emit(f"Only its own coder can {deed} an annotation.")
        return own

    def _neighbour(self, gone: set[str]) -> str:
        """Return what to select when these are gone: the one that takes the place, or the last."""
        place = next(n for n, one in enumerate(self.model.shown) if one.id in gone)
        following = range(place, self.model.rowCount())
        for number in (*following, *reversed(range(place))):
            if self.model.shown[number].id not in gone:
                return self.model.shown[number].id
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text the most room: in a narrow table a badge stands for its code."""
        super().resizeEvent(event)
        widths = _NARROW if self.width() < _WIDE_FROM else _WIDE
        self.view.setColumnHidden(AnnotationColumn.VALUES, self.width() < _ANSWERS_FROM)
        for column, width in widths.items():
            self.view.horizontalHeader().resizeSection(column, scaled(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the filter, Down and Enter go to the table and Esc clears or leaves."""
        if event.key() in (Qt.Key.Key_Down, *ENTER):
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.selectionModel().hasSelection():
                self.view.selectRow(0)
        elif event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
