"""Whose lane is which: the layers' colours and patterns, in the text and in the legend."""

from collections.abc import Collection

from msgspec import structs
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.session import Session
from annotator.gui.text import Mark
from annotator.gui.text.strip import Strip, lane_pattern
from annotator.gui.widgets.basic import ElidedLabel
from annotator.gui.widgets.code_badge import page_theme
from annotator.gui.widgets.flow_layout import FewRows
from annotator.gui.wording.annotations import mark_of
from annotator.workflow.review.comparison import GOLD_PLACE, Sides

COLOURS = (
    *("#0f8b8d", "#b5387a", "#b07d00"),
    *("#4f5bd5", "#3c8a3f", "#b4532a", "#8246af", "#5f6b7a"),
)
"""The colours of layer A, layer B and gold, for lanes and headings; codes have their own.

Those after them are of further coders, where all are compared at once.
"""
_WIDTH, _HEIGHT = 30, 12
_LANE = 3
_MOST_ROWS = 4
_PATTERNS = (0, 1, 5, 2, 3, 4, 0, 1, 2, 3, 4, 5, 1)
"""By place, too: with the colours no two of a dozen coders have the same lane."""


def colour_of(place: int) -> str:
    """Return the colour of a layer by its place."""
    return COLOURS[place % len(COLOURS)]


def pattern_of(place: int) -> int:
    """Return the pattern of a layer's lanes by its place."""
    return _PATTERNS[place % len(_PATTERNS)]


class LaneSwatch(QWidget):
    """A piece of a layer's lane."""

    def __init__(self, place: int = 0) -> None:
        super().__init__()
        self._place = place
        self.setFixedSize(_WIDTH, _HEIGHT)

    def set_place(self, place: int) -> None:
        """Show another layer's lane."""
        self._place = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lane."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        colour = page_theme(self.palette()).lane(colour_of(self._place))
        lane = QRectF(0, (_HEIGHT - _LANE) / 2, _WIDTH, _LANE)
        number = pattern_of(self._place)
        if number:
            strip = Strip(round(_LANE * ratio), 1, ratio)
            painter.drawTiledPixmap(lane, lane_pattern(colour, number, strip))
        else:
            painter.fillRect(lane, colour)
        painter.end()


class Legend(QWidget):
    """A swatch and a name for each side, and what quiet means."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._swatches = (LaneSwatch(), LaneSwatch(1))
        self._names = (ElidedLabel(role="small"), ElidedLabel(role="small"))
        self.note = ElidedLabel(role="small")
        self._two, self._many = QWidget(), QWidget()
        self._flow = FewRows(self._many, most=_MOST_ROWS, spacing=HALF)
        self._coders: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, HALF, 3 * GRID, GRID)
        column.addWidget(self._two)
        column.addWidget(self._many)
        row = QHBoxLayout(self._two)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for swatch, name in zip(self._swatches, self._names, strict=True):
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            row.addWidget(swatch)
            row.addWidget(name)
            row.addSpacing(GRID)
        row.addWidget(self.note, 1)

    def show_sides(self, sides: Sides) -> None:
        """Name the layers."""
        self.setVisible(bool(sides.a and sides.b))
        self._show_coders(sides)
        self._two.setHidden(bool(sides.coders))
        if sides.coders:
            return
        names = sides.names(self._session.handle_of)
        where = ("upper lanes, left", "lower lanes, right")
        for n, (swatch, label) in enumerate(zip(self._swatches, self._names, strict=True)):
            swatch.set_place(sides.places()[n])
            label.setText(f"{'AB'[n]}: {names[n]} ({where[n]})")
        self.note.setText("pale: both agree, or settled")

    def _show_coders(self, sides: Sides) -> None:
        """Name each coder beside a piece of their lane, where all are compared at once."""
        self._many.setVisible(bool(sides.coders))
        if sides.coders == self._coders:
            return
        self._coders = sides.coders
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for coder in sides.coders:
            whole = QWidget()
            row = QHBoxLayout(whole)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(HALF)
            row.addWidget(LaneSwatch(sides.place_of_coder(coder)))
            name = ElidedLabel(self._session.handle_of(coder), role="small", middle=True)
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            row.addWidget(name, 1)
            self._flow.addWidget(whole)

    @property
    def text(self) -> str:
        """What it says."""
        return "  ".join(name.text() for name in self._names)


def compared_mark(
    session: Session, annotation: Annotation, sides: Sides, loud: Collection[str]
) -> Mark:
    """Return an annotation as the text shows it among the layers that are compared."""
    mark, place = mark_of(session, annotation), sides.place_of(annotation)
    is_gold = place == GOLD_PLACE
    return structs.replace(
        mark,
        label=f"gold · {mark.label}" if is_gold else mark.label,
        side=sides.of(annotation),
        lane=colour_of(place),
        pattern=pattern_of(place),
        quiet=annotation.id not in loud,
        fixed=not is_gold,
    )
