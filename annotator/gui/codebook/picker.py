"""The code picker: all codes of the codebook, found by a few letters and taken by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook
from annotator.gui.look.sizes import BODY, SMALL, row_height
from annotator.gui.look.theme import GRID, HALF, theme_of, ui_font
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.two_line_rows import Index, draw_text
from annotator.workflow.code_search import codes_called, path_of

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_WIDTH, _ROWS = 460, 12
_EDGE = 6
_PATH_SHARE = 0.4


class CodePicker(QDialog):
    """A line and the codes that fit; typing narrows, arrows move, Enter takes, Esc leaves."""

    picked = Signal(str)
    """A code's id."""

    def __init__(self, parent: QWidget, codebook: Codebook, recent: Sequence[str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "sheet")
        self._beside = parent.window()
        self._codebook = codebook
        self._recent = recent
        self.line = QLineEdit()
        self.line.setPlaceholderText("Code, key or heading…")
        self.line.setAccessibleName("Search codes")
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._take)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Codes")
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_CodeDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self._narrow("")
        self.line.setFocus()

    def open_beside(self, place: QRect) -> None:
        """Open it below a place on the screen, or above, where there is more room; never over."""
        window = self._beside
        whole = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        rows = min(_ROWS, max(1, self.list.count()))
        wanted = rows * row_height() + self.line.sizeHint().height() + 4 * GRID
        below, above = whole.bottom() - place.bottom(), place.top() - whole.top()
        height = min(wanted, max(below, above) - GRID)
        is_below = below - GRID >= wanted or below >= above
        width = min(_WIDTH, whole.width() - 2 * GRID)
        left = max(whole.left() + GRID, min(place.left(), whole.right() - GRID - width))
        top = place.bottom() + HALF if is_below else place.top() - HALF - height
        self.setGeometry(left, top, width, height)
        self.show()

    def codes(self) -> list[str]:
        """Return the ids of the codes that are listed, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        found = (item.data(Qt.ItemDataRole.UserRole) for item in items)
        return [one[0].id for one in found if one]

    def _narrow(self, words: str) -> None:
        self.list.clear()
        for code in codes_called(self._codebook, words, self._recent):
            item = QListWidgetItem(code.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, (code, path_of(self._codebook, code)))
            key = f", key {code.key}" if code.key else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{code.name}{key}")
        if not self.list.count():
            nothing = QListWidgetItem("No code is called so", self.list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        found = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if found:
            self.accept()
            self.picked.emit(found[0].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the line keeps the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


class _CodeDelegate(QStyledItemDelegate):
    """Draws a code: badge and name, and at the right the headings above it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(Qt.ItemDataRole.UserRole)
        if not found:
            super().paint(painter, option, index)
            return
        code, path = found
        theme, row = theme_of(option.palette), option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(row, QColor(theme.selected if marked else theme.raised))
        badge = QRectF(row.left() + _EDGE, row.top() + (row.height() - SIZE) / 2, SIZE, SIZE)
        paint_badge(painter, badge, code, option.palette)
        inner = row.adjusted(2 * _EDGE + SIZE, 0, -_EDGE, 0)
        painter.setFont(ui_font(SMALL))
        painter.setPen(QColor(theme.muted))
        wanted = painter.fontMetrics().horizontalAdvance(path) + 1
        room = min(wanted, int(inner.width() * _PATH_SHARE))
        at_right = inner.adjusted(inner.width() - room, 0, 0, 0)
        draw_text(painter, at_right, path, Qt.AlignmentFlag.AlignRight)
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(theme.text))
        draw_text(painter, inner.adjusted(0, 0, -room - _EDGE, 0), code.name)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, row_height())
