"""How a proposal looks in the list: its badge or icon, its name, and what it is."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.look.icons import icon
from annotator.gui.look.theme import BODY, ROW_HEIGHT, SMALL, theme_of, ui_font
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.model_index import Index
from annotator.gui.widgets.two_line_rows import draw_text
from annotator.workflow.link_proposals import Proposal

_EDGE = 6
_GAP = 8
_DETAIL_SHARE = 0.45


class ProposalDelegate(QStyledItemDelegate):
    """Draws proposals; texts are drawn as they are."""

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
        inner = row.adjusted(_EDGE + SIZE + _GAP, 0, -_EDGE, 0)
        painter.setPen(QColor(theme.muted))
        painter.setFont(ui_font(SMALL))
        room = min(
            painter.fontMetrics().horizontalAdvance(proposal.detail) + 1,
            int(inner.width() * _DETAIL_SHARE),
        )
        detail = QRect(inner.right() - room, inner.top(), room + 1, inner.height())
        draw_text(painter, detail, proposal.detail, Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(theme.text))
        painter.setFont(ui_font(BODY))
        draw_text(painter, inner.adjusted(0, 0, -room - _GAP, 0), _name(proposal))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(120, ROW_HEIGHT)


def _name(proposal: Proposal) -> str:
    if proposal.new and proposal.detail != "author":
        return f"New actor “{proposal.name}”"
    return proposal.name


def _draw_mark(
    painter: QPainter, rect: QRect, proposal: Proposal, option: QStyleOptionViewItem
) -> None:
    if proposal.code is not None:
        paint_badge(painter, QRectF(rect), proposal.code, option.palette)
    else:
        icon("add" if proposal.new else "coder").paint(painter, rect)
