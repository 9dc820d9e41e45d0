"""Picking what a link ends at: a line to type in, and the likeliest ends below it."""

from collections.abc import Container

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.domain.people import Actor
from annotator.gui.commands.key_events import ENTER
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.drop_list import DropList
from annotator.gui.widgets.two_line_rows import Index, draw_text
from annotator.workflow.actor_words import SEPARATOR, LastSeen
from annotator.workflow.link_proposals import (
    AUTHOR,
    Ends,
    Proposal,
    actor_to_make,
    author_of,
    ends_of,
    link_to,
    proposals,
    suggested_name,
    sure_one,
)

_EDGE = 6
_GAP = 8
_TOP = 3
_HEIGHT = 40
_ROWS = 8
_WIDEST = 420
_BELOW = Qt.ItemDataRole.UserRole + 1
"""The words below a proposal's name."""
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS,
    Qt.Key.Key_PageUp: -_ROWS,
}


class ProposalDelegate(QStyledItemDelegate):
    """Draws a proposal's name, and below it what tells it from others; texts as they are."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        proposal = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(proposal, Proposal):
            return
        theme = theme_of(option.palette)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        row = option.rect
        painter.save()
        painter.fillRect(row, QColor(theme.selected if marked else theme.raised))
        mark = QRect(row.left() + _EDGE, row.top() + (row.height() - SIZE) // 2, SIZE, SIZE)
        _draw_mark(painter, mark, proposal, option)
        inner = row.adjusted(_EDGE + SIZE + _GAP, _TOP, -_EDGE, -_TOP)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() // 2)
        painter.setPen(QColor(theme.text if marked else theme.muted))
        painter.setFont(ui_font(SMALL))
        draw_text(painter, lower, index.data(_BELOW) or "")
        painter.setPen(QColor(theme.text))
        painter.setFont(ui_font(BODY))
        draw_text(painter, upper, _name(proposal))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(120, _HEIGHT)


def _name(proposal: Proposal) -> str:
    if proposal.new and proposal.detail != AUTHOR:
        return f"New actor “{proposal.name}”"
    return proposal.name


def _draw_mark(
    painter: QPainter, rect: QRect, proposal: Proposal, option: QStyleOptionViewItem
) -> None:
    if proposal.code is not None:
        paint_badge(painter, QRectF(rect), proposal.code, option.palette)
    else:
        icon("add" if proposal.new else "coder").paint(painter, rect)


class ActorPicker(QLineEdit):
    """A line that completes to actors and annotations; Enter links, Esc closes.

    With the `words` of a source it begins with the name in them. What is surely meant is marked,
    and nothing else is: Enter links what is marked.
    """

    closed = Signal(bool)
    """It is done with; true if the focus is to go back to where it was."""

    def __init__(
        self,
        session: Session,
        annotation: str,
        link_type: str,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        language = session.article.language if session.article else ""
        super().__init__(suggested_name(words, language), parent)
        self._session = session
        self._annotation = annotation
        self._type = link_type
        self._words = words
        self._actors = session.project.find(Actor)
        self._last_seen = LastSeen(session.project, session.visibility)
        self._open = True
        self._list = DropList(self, _ROWS, _WIDEST)
        self._list.row_height = _HEIGHT
        self._list.setObjectName("proposals")
        self._list.setItemDelegate(ProposalDelegate(self._list))
        self._list.itemClicked.connect(self._take_item)
        self.setPlaceholderText("Name, or words of the text")
        self.setAccessibleName("Link to")
        self.textEdited.connect(self._typed)

    @property
    def list_box(self) -> QListWidget:
        """The proposals below the line."""
        return self._list

    def begin(self) -> None:
        """Take the focus and show the proposals."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()
        self._list.open()
        self._propose()

    def _typed(self) -> None:
        self._words = ""
        self._propose()

    def _ends(self) -> Ends | None:
        session, article = self._session, self._session.article
        if article is None:
            return None
        link, seen = (self._annotation, self._type), session.visible_annotations()
        return ends_of(article, session.codebook, self._actors, link, seen)

    def _propose(self) -> None:
        ends = self._ends() if self._open else None
        if ends is None:
            self.close_up()
            return
        typed, words = self.text().strip(), self._words
        made, author = actor_to_make(ends, typed), author_of(ends.article)
        found = proposals(ends, typed, made, author, words)
        self._list.clear()
        for proposal in found:
            self._list.addItem(self._item(proposal, known_here=ends.here))
        self._list.setCurrentRow(sure_one(found, typed, suggested=bool(words)))
        self._list.place()

    def _item(self, proposal: Proposal, known_here: Container[str]) -> QListWidgetItem:
        item = QListWidgetItem(proposal.name)
        below, actor = proposal.below, proposal.actor
        if actor is not None and not proposal.new and actor.id not in known_here:
            below = SEPARATOR.join(filter(None, [below, self._last_seen.words(actor.id)]))
        item.setData(Qt.ItemDataRole.UserRole, proposal)
        item.setData(_BELOW, below)
        item.setToolTip(tool_tip(f"{_name(proposal)}\n{below}"))
        spoken = ", ".join(part for part in (_name(proposal), below) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    # Choosing

    def _take_item(self, item: QListWidgetItem) -> None:
        proposal = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(proposal, Proposal):
            self.close_up()
            if proposal.linked:
                self._session.told.emit(f"{proposal.name} is linked already")
                return
            self._session.apply(link_to(self._annotation, self._type, proposal))

    def _take_current(self) -> None:
        if self._list.currentRow() >= 0:
            self._take_item(self._list.currentItem())
        elif self._list.count():
            self._session.refused.emit(
                "It is not sure who is meant: mark a row with the arrows, or type a name."
            )

    def close_up(self, *, go_back: bool = True) -> None:
        """Close the line and its list."""
        if self._open:
            self._open = False
            self._list.close_up()
            self._list.deleteLater()
            self.closed.emit(go_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take what is marked, or close."""
        if not self._open:
            return  # the list is gone, and the line soon will be
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
        elif event.key() in ENTER:
            self._take_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        count = self._list.count()
        if not count:
            return
        current = self._list.currentRow()
        target = current + step
        if current < 0:
            target = 0 if step > 0 else count - 1
        elif abs(step) == 1:
            target %= count
        self._list.setCurrentRow(max(0, min(count - 1, target)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the user goes elsewhere."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in stays:
            self.close_up(go_back=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Close with the panel."""
        super().hideEvent(event)
        self.close_up(go_back=False)
