"""The list of views: what each is called, and the question that it answers."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.analysis.insights.views import VIEWS, InsightView
from annotator.gui.commands.key_events import ENTER, KeyHandler
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import HALF, theme_of, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index, ink_of

_ROOT = QModelIndex()
_VIEW = int(Qt.ItemDataRole.UserRole)
_EDGE = 10
_ENDLESS = 10_000
_WRAPPED: int = Qt.TextFlag.TextWordWrap.value
DIGITS = 9
"""How many views have a digit for a key."""


class ViewsModel(QAbstractListModel):
    """All views, in the order of their table."""

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many views there are."""
        return 0 if parent.isValid() else len(VIEWS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a view's name, its question, or what is read aloud of it."""
        if not index.isValid():
            return None
        one = VIEWS[index.row()]
        if role == _VIEW:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"{one.question}\n\nIt does not say: {one.silent_on}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.title}. {one.question}"
        return None


class _ViewDelegate(QStyledItemDelegate):
    """The name with its digit, and the question below, in as many lines as they take."""

    def __init__(self, views: QListView) -> None:
        super().__init__(views)
        self._views = views

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        theme = theme_of(option.palette)
        ink = ink_of(option, theme)
        row: QRect = option.rect
        painter.save()
        painter.fillRect(row, QColor(ink.ground))
        room = row.adjusted(_EDGE, HALF, -_EDGE, -HALF)
        for said, font, colour in zip(_said(index), _fonts(), (ink.text, ink.quiet), strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(room, _WRAPPED, said)
            room.setTop(room.top() + _height(said, font, room.width()))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(row.left() + _EDGE, row.bottom(), row.right(), row.bottom())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each row the height that its words take."""
        width = self._views.viewport().width() - 2 * _EDGE
        words = zip(_said(index), _fonts(), strict=True)
        return QSize(0, sum(_height(said, font, width) for said, font in words) + 2 * HALF + 1)


def _said(index: Index) -> tuple[str, str]:
    one = index.data(_VIEW)
    if not isinstance(one, InsightView):
        return "", ""
    place = index.row() + 1
    digit = f"{place}  " if place <= DIGITS else ""
    return f"{digit}{one.title}", one.question


def _fonts() -> tuple[QFont, QFont]:
    return ui_font(BODY), ui_font(SMALL)


def _height(said: str, font: QFont, width: int) -> int:
    room = QRect(0, 0, max(1, width), _ENDLESS)
    return QFontMetrics(font).boundingRect(room, _WRAPPED, said).height()


class InsightViewList(QListView):
    """The arrows choose; Enter goes on to what is shown."""

    chosen = Signal(object)
    """An `InsightView`."""
    entered = Signal()

    def __init__(self, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.setAccessibleName("Views")
        self.setModel(ViewsModel(self))
        self.setItemDelegate(_ViewDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # heights follow from the width
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def view(self) -> InsightView:
        """The view at hand."""
        found = self.currentIndex().data(_VIEW)
        return found if isinstance(found, InsightView) else VIEWS[0]

    def choose(self, view: InsightView) -> None:
        """Make a view the one at hand."""
        self.setCurrentIndex(self.model().index(VIEWS.index(view), 0))

    def _tell(self) -> None:
        self.chosen.emit(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows and go on with Enter; other keys are the page's."""
        if event.key() in ENTER and not event.modifiers():
            self.entered.emit()
        elif event.key() in LIST_KEYS:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()
