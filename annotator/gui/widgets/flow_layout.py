"""A layout that puts widgets side by side and wraps them like words."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays out its items in rows; an item wider than the whole is narrowed to it."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - None ends the list
        """Return an item, or None after the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - None ends the list
        """Remove an item and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that the rows need no more room than they have."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        places = [place for _, place in self._places(QRect(0, 0, width, 0))]
        return max((place.bottom() + 1 for place in places), default=0)

    def sizeHint(self) -> QSize:
        """Return the size of all items in one row."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(h.width() for h in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the smallest item, since the others wrap or narrow."""
        hints = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((h.width() for h in hints), default=0), max((h.height() for h in hints), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        """Put the items into their places."""
        super().setGeometry(rect)
        for item, place in self._places(rect):
            item.setGeometry(place)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        corner, height = rect.topLeft(), 0
        for item in self._shown():
            size = _narrowed(item, rect.width())
            if corner.x() > rect.left() and corner.x() + size.width() > rect.right() + 1:
                corner, height = QPoint(rect.left(), corner.y() + height + self._gap), 0
            yield item, QRect(corner, size)
            corner += QPoint(size.width() + self._gap, 0)
            height = max(height, size.height())


class EvenFlow(FlowLayout):
    """Gives all items the same width, at least so many pixels; rows are as full as one another."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 0, spacing: int = 2) -> None:
        super().__init__(parent, spacing=spacing)
        self._least = least

    def sizeHint(self) -> QSize:
        """Return the size of all items in one row."""
        hints = [item.sizeHint() for item in self._shown()]
        width = max((h.width() for h in hints), default=0) + self._gap
        return QSize(width * len(hints), max((h.height() for h in hints), default=0))

    def _places(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        items = self._shown()
        widest = max((item.sizeHint().width() for item in items), default=0)
        least = min(max(self._least, widest), max(1, rect.width()))
        fitting = max(1, (rect.width() + self._gap) // (least + self._gap))
        rows = -(-len(items) // fitting)
        columns = -(-len(items) // rows) if rows else 1
        width = (rect.width() - self._gap * (columns - 1)) / columns
        height = max((item.sizeHint().height() for item in items), default=0)
        for n, item in enumerate(items):
            row, column = divmod(n, columns)
            left = round(column * (width + self._gap))
            right = round(column * (width + self._gap) + width)
            top = rect.top() + row * (height + self._gap)
            yield item, QRect(rect.left() + left, top, right - left, height)


class FewRows(FlowLayout):
    """Gives all items the width of the widest; less, where they would fill over `most` rows."""

    def __init__(self, parent: QWidget | None = None, *, most: int, spacing: int = 4) -> None:
        super().__init__(parent, spacing=spacing)
        self._most = most

    def _places(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        items = self._shown()
        widest = max((item.sizeHint().width() for item in items), default=0)
        height = max((item.sizeHint().height() for item in items), default=0)
        columns = max(1, (rect.width() + self._gap) // (widest + self._gap))
        if len(items) > columns * self._most:
            columns = -(-len(items) // self._most)
        width = min(widest, (rect.width() - self._gap * (columns - 1)) // columns)
        for n, item in enumerate(items):
            row, column = divmod(n, columns)
            corner = QPoint(column * (width + self._gap), row * (height + self._gap))
            yield item, QRect(rect.topLeft() + corner, QSize(width, height))


def _narrowed(item: QLayoutItem, width: int) -> QSize:
    """Return an item's size, in no more than a width: there it may be higher."""
    hint = item.sizeHint()
    if hint.width() <= width:
        return hint
    higher = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
    return QSize(width, higher)
