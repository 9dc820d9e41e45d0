"""Where a popup stands: beside what it is about, and never over it."""

from PySide6.QtCore import QRect, QSize

_GAP = 8


def beside(avoid: QRect, wanted: QSize, within: QRect) -> QRect:
    """Return a place next to a rectangle, on the side with room, at most as large as wanted.

    A side where it fits goes first, in the order right, left, below, above; else the largest one.
    """
    inner = within.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    sides = [
        QRect(avoid.right() + _GAP, inner.top(), inner.right() - avoid.right() - _GAP, 0),
        QRect(inner.left(), inner.top(), avoid.left() - _GAP - inner.left(), 0),
    ]
    for side in sides:
        side.setHeight(inner.height())
    below = QRect(inner.left(), avoid.bottom() + _GAP, inner.width(), 0)
    below.setBottom(inner.bottom())
    above = QRect(inner.left(), inner.top(), inner.width(), avoid.top() - _GAP - inner.top())
    rooms = [*sides, below, above]
    best = next((room for room in rooms if _fits(wanted, room)), None)
    best = best or max(rooms, key=lambda room: _shared(wanted, room))
    size = wanted.boundedTo(best.size())
    left = max(best.left(), min(avoid.left(), best.right() - size.width() + 1))
    top = max(best.top(), min(avoid.top(), best.bottom() - size.height() + 1))
    if best == rooms[1]:
        left = best.right() - size.width() + 1
    if best == rooms[3]:
        top = best.bottom() - size.height() + 1
    return QRect(left, top, size.width(), size.height())


def _fits(wanted: QSize, room: QRect) -> bool:
    return wanted.width() <= room.width() and wanted.height() <= room.height()


def _shared(wanted: QSize, room: QRect) -> int:
    size = wanted.boundedTo(room.size())
    return max(0, size.width()) * max(0, size.height())
