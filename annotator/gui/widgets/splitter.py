"""Panels that share a width or a height, and the sizes they had when the program was left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.settings.settings import SPLITTERS, Settings

ACROSS = Qt.Orientation.Horizontal
DOWN = Qt.Orientation.Vertical


def splitter(along: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    """Return widgets that share a width or height; none can be made to vanish."""
    made = QSplitter(along)
    set_up(made, *widgets)
    return made


def set_up(made: QSplitter, *widgets: QWidget) -> None:
    """Give a splitter its thin handle and its widgets."""
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)


def stretch_only(made: QSplitter, wide: int) -> None:
    """Let one widget take what the window gains, and the others keep their sizes."""
    for n in range(made.count()):
        made.setStretchFactor(n, int(n == wide))


def remembered_sizes(
    settings: Settings, start: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """Return the sizes of each of these splitters when they were left, or else their first ones."""
    known = settings.get(SPLITTERS)
    return {name: known.get(name, list(sizes)) for name, sizes in start.items()}


def sizes_of(splitters: Mapping[str, QSplitter]) -> dict[str, list[int]]:
    """Return the sizes that somebody gave the parts: none where one is hidden, which has none."""
    return {name: one.sizes() for name, one in splitters.items() if not _hides_some(one)}


def _hides_some(one: QSplitter) -> bool:
    parts = map(one.widget, range(one.count()))
    return any(part is not None and part.isHidden() for part in parts)


def remember_sizes(settings: Settings, sizes: Mapping[str, Sequence[int]]) -> None:
    """Keep splitters' sizes for the next start; those of others stay as they are."""
    kept = {name: list(one) for name, one in sizes.items()}
    settings.set(SPLITTERS, settings.get(SPLITTERS) | kept)
