"""The order in which Tab goes: as one reads, whenever the widgets were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialogButtonBox,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from annotator.gui.widgets.calm import TabWidget


def order_tabs(whole: QWidget) -> None:
    """Let Tab go through a dialog or page by its layout: from left to right, and downwards.

    Qt's own order is that in which the widgets got their parent, which nobody sees.
    """
    for box in whole.findChildren(QDialogButtonBox):
        box.setFocusProxy(None)  # pyright: ignore[reportArgumentType] - Tab would stay within it
    for before, after in pairwise(_stops(whole)):
        QWidget.setTabOrder(before, after)


def _stops(one: QWidget) -> Iterator[QWidget]:
    if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and one.focusProxy() is None:
        yield one
    for part in _parts(one):
        yield from _stops(part)


def _parts(one: QWidget) -> Iterator[QWidget]:
    match one:
        case TabWidget():
            yield one.tabBar()
            yield from filter(None, (one.widget(n) for n in range(one.count())))
        case QSplitter() | QStackedWidget():
            yield from filter(None, (one.widget(n) for n in range(one.count())))
        case QScrollArea():
            inner = one.widget()
            yield from (inner,) if inner is not None else ()
        case QAbstractScrollArea():
            return
        case _:
            layout = one.layout()
            yield from _laid_out(layout) if layout is not None else ()


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda n: tuple(layout.getItemPosition(n)))  # pyright: ignore[reportArgumentType] - row and column first
    return [item for n in places if (item := layout.itemAt(n)) is not None]
