"""An insight as a picture whose marks one points at, walks through and opens."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QStackedWidget, QToolTip, QWidget

from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.gui.commands.key_events import ENTER
from annotator.gui.insights.picture import (
    InsightPicture,
    PictureForm,
    is_dear,
    laid_out,
    paint_picture,
    pictured,
)
from annotator.gui.look.sizes import BODY, scaled
from annotator.gui.look.theme import GRID, theme_of, ui_font
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import tool_tip
from annotator.workflow.insights.drawing import LEAST_WIDTH
from annotator.workflow.insights.drawing.moving import Step, area_at, stepped
from annotator.workflow.insights.drawing.scene import InsightScene, MarkArea

_LEFT = Qt.MouseButton.LeftButton
_WITH_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_STEPS: Mapping[int, Step] = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Home: Step.START,
    Qt.Key.Key_End: Step.END,
    Qt.Key.Key_PageUp: Step.PAGE_UP,
    Qt.Key.Key_PageDown: Step.PAGE_DOWN,
}
_TO_THE_ENDS: Mapping[int, Step] = {Qt.Key.Key_Home: Step.FIRST, Qt.Key.Key_End: Step.LAST}
_MODIFIERS = Qt.KeyboardModifier
_RING, _AROUND = 2.0, 2.5  # how wide the ring is, and how far from the mark


class InsightCanvas(QWidget):
    """Draws an insight; the mark at hand is outlined, and told to screen readers.

    It is as high as its drawing, and meant for a scroll area, in which the mark at hand is kept in
    sight. With `framed`, the title, the notes and how much it is of are drawn as well. With a
    `drawing` that does so on another thread, what is dear is made there for another width or look;
    what was shown of the insight before stays until then.
    """

    picked = Signal(object)
    """The `InsightMark` at hand, or None."""
    opened = Signal(object)
    """The passages of this `InsightMark` are wanted."""

    def __init__(self, *, framed: bool = False, drawing: LatestOnly | None = None) -> None:
        super().__init__()
        self._framed = framed
        self._drawing = drawing
        self._insight: Insight | None = None
        self._picture: InsightPicture | None = None
        self._wanted: PictureForm | None = None
        """What is drawn for on another thread."""
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Picture")

    # What is shown

    def show_insight(self, insight: Insight, picture: InsightPicture | None = None) -> None:
        """Show another insight, as it was drawn if it was; the same mark stays at hand."""
        before = self.mark
        self._insight, self._picture, self._wanted = insight, None, None
        if picture is not None:
            self._put(picture)
        self._see_to_picture()
        self.update()
        self._at = self._place_of(before) if before is not None else None
        self.setAccessibleName(insight.title)
        self._describe()
        if self.mark != before:
            self.picked.emit(self.mark)

    @property
    def mark(self) -> InsightMark | None:
        """The mark at hand."""
        if self._insight is None or self._at is None:
            return None
        return self._insight.marks[self._at]

    @property
    def scene(self) -> InsightScene | None:
        """The drawing as it is shown; None where nothing is."""
        self._see_to_picture()
        return self._picture.scene if self._picture is not None else None

    @property
    def form(self) -> PictureForm:
        """What a picture is made for that would be shown now."""
        return PictureForm(
            self._room(),
            scaled(BODY),
            ui_font().family(),
            theme_of(self.palette()),
            self.devicePixelRatioF(),
        )

    def _see_to_picture(self) -> None:
        """Draw at once what takes a moment; of what is dear what is there stays until it is."""
        insight, picture, drawing = self._insight, self._picture, self._drawing
        if insight is None:
            return
        form = self.form
        if picture is not None and picture.form == form:
            return
        if picture is None or drawing is None or not is_dear(insight):
            scene = picture.scene if picture and picture.form.lays_out_as(form) else None
            self._put(laid_out(insight, form, framed=self._framed, scene=scene))
        elif self._wanted != form or not drawing.busy:
            self._wanted = form
            work = partial(
                pictured, insight=insight, form=form, framed=self._framed, before=picture
            )
            drawing.start("Drawing", work, self._put)

    def _put(self, picture: InsightPicture) -> None:
        if picture.insight is self._insight:
            self._picture = picture
            self.setMinimumHeight(round(picture.scene.height))
            self.updateGeometry()
            self.update()

    def begin(self) -> None:
        """Make the mark the one at hand at which one begins."""
        if self.scene is not None:
            self._step(self.scene, Step.FIRST)

    def pick(self, mark: InsightMark | None) -> None:
        """Make the mark of the same row and column the one at hand, or none."""
        self._go_to(self._place_of(mark) if mark is not None else None)

    def area_of(self, mark: InsightMark) -> QRectF:
        """Return where a mark is drawn; nowhere if it isn't."""
        place = self._place_of(mark)
        area = self._area(place)
        return _rectangle(area) if area is not None else QRectF()

    def _place_of(self, mark: InsightMark) -> int | None:
        if self._insight is None:
            return None
        ends = mark.row, mark.column
        marks = enumerate(self._insight.marks)
        return next((n for n, one in marks if (one.row, one.column) == ends), None)

    def _area(self, place: int | None) -> MarkArea | None:
        scene = self.scene
        if scene is None or place is None:
            return None
        return next((one for one in scene.areas if one.mark == place), None)

    def _room(self) -> int:
        """Return how wide the drawing is: as if the bar of a scroll area were always there.

        A drawing that is lower where it is narrower would show and hide that bar for ever.
        """
        width = self.width()
        view = self.parentWidget()
        area = view.parentWidget() if view is not None else None
        if isinstance(area, QAbstractScrollArea) and area.viewport() is view:
            # What is in front in a stack is laid out, and nothing else.
            stack = area.parentWidget()
            beside = stack.width() - area.width() if isinstance(stack, QStackedWidget) else 0
            bar = area.verticalScrollBar().sizeHint().width()
            width = area.maximumViewportSize().width() + beside - bar
        return max(width, self._least())

    @staticmethod
    def _least() -> int:
        return scaled(round(LEAST_WIDTH))

    # Which mark is at hand

    def _go_to(self, place: int | None, *, in_sight: bool = True) -> None:
        if place != self._at:
            self._paint_ring_anew()
            self._at = place
            self._paint_ring_anew()
            self._describe()
            self.picked.emit(self.mark)
        area = self._area(place)
        if area is not None and in_sight:
            self._bring_in_sight(_rectangle(area))

    def _paint_ring_anew(self) -> None:
        """Paint what the ring covers, which is all that one sees where no mark is at hand."""
        area = self._area(self._at)
        if area is None:
            self.update(self._seen())
        else:
            far = _AROUND + 2 * _RING
            self.update(_rectangle(area).adjusted(-far, -far, far, far).toAlignedRect())

    def _describe(self) -> None:
        """Tell screen readers which mark is at hand."""
        area = self._area(self._at)
        scene = self.scene
        said = _in_one_line(area.said) if area is not None else scene.said if scene else ""
        self.setAccessibleDescription(said)
        if area is not None and self.hasFocus():
            announce(self, said)

    def _bring_in_sight(self, area: QRectF) -> None:
        widget: QWidget | None = self
        while widget is not None:
            widget = widget.parentWidget()
            if isinstance(widget, QScrollArea):
                if area.bottom() + GRID <= widget.viewport().height():
                    widget.verticalScrollBar().setValue(0)  # what names columns is at the top
                middle = area.center().toPoint()
                widget.ensureVisible(
                    middle.x(),
                    middle.y(),
                    round(area.width() / 2) + GRID,
                    round(area.height() / 2) + GRID,
                )
                return

    def _open(self) -> None:
        if self.mark is not None:
            self.opened.emit(self.mark)

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, Home, End and the page keys, and open with Enter."""
        modifiers = event.modifiers() & ~_MODIFIERS.KeypadModifier
        key = event.key()
        step = _STEPS.get(key) if modifiers == _MODIFIERS.NoModifier else None
        if modifiers == _MODIFIERS.ControlModifier:
            step = _TO_THE_ENDS.get(key)
        if step is not None and self.scene is not None:
            self._step(self.scene, step)
        elif key in ENTER and modifiers == _MODIFIERS.NoModifier and self.mark is not None:
            self._open()
        else:
            event.ignore()

    def _step(self, scene: InsightScene, step: Step) -> None:
        area = stepped(scene, self._area(self._at), step)
        if area is not None:
            self._go_to(area.mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the mark that is clicked; none where there is none."""
        if event.button() == _LEFT:
            area = self._under(event.position())
            self._go_to(area.mark if area is not None else None, in_sight=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave it at the press, which has been answered."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the mark that is clicked twice."""
        if event.button() == _LEFT and self._under(event.position()) is not None:
            self.mousePressEvent(event)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a mark can be clicked."""
        if self._under(event.position()) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _under(self, place: QPointF) -> MarkArea | None:
        scene = self.scene
        return area_at(scene, place.x(), place.y()) if scene is not None else None

    def event(self, event: QEvent) -> bool:
        """Tell what the mark under the mouse says."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.globalPos(), event.pos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, place: QPoint) -> None:
        area = self._under(QPointF(place))
        if area is None:
            QToolTip.hideText()
            return
        QToolTip.showText(at, tool_tip(area.said), self, _rectangle(area).toAlignedRect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the first mark at hand where one comes with the keyboard and none was."""
        if self._at is None and event.reason() in _WITH_KEYBOARD:
            self.begin()
        self._paint_ring_anew()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Show that keys go elsewhere."""
        self._paint_ring_anew()

    # How it is drawn

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme, and in another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._see_to_picture()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for another width."""
        super().resizeEvent(event)
        self._see_to_picture()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        scene = self.scene
        if scene is None:
            return QSize(self._least(), 0)
        return QSize(round(scene.width), round(scene.height))

    def minimumSizeHint(self) -> QSize:
        """Return how wide it is at least, and how high it is now."""
        return QSize(self._least(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the drawing is exposed, and the ring round the mark at hand."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        self.paint_part(painter, event.rect())
        if self._picture is not None:
            self._draw_ring(painter, theme.base, theme.focus if self.hasFocus() else theme.text)
        painter.end()

    def paint_part(self, painter: QPainter, part: QRect) -> None:
        """Paint what is in a part of it, without the ring round the mark at hand."""
        self._see_to_picture()
        if self._picture is None:
            painter.fillRect(part, QColor(theme_of(self.palette()).base))
        else:
            paint_picture(painter, self._picture, self.form, part)

    def _draw_ring(self, painter: QPainter, ground: str, colour: str) -> None:
        """Outline the mark at hand; where none is, all that one sees if keys go here."""
        area = self._area(self._at)
        shape = _outline(area) if area is not None else None
        if shape is None:
            if not self.hasFocus():
                return
            shape = QPolygonF(QRectF(self._seen()).adjusted(2, 2, -2, -2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((ground, _RING + 2.5), (colour, _RING)):
            painter.setPen(QPen(QColor(ink), width))
            painter.drawPolygon(shape)

    def _seen(self) -> QRect:
        view = self.parentWidget()
        if view is None:
            return self.rect()
        return self.rect().intersected(QRect(self.mapFrom(view, QPoint()), view.size()))


def _rectangle(area: MarkArea) -> QRectF:
    return QRectF(area.x, area.y, area.width, area.height)


def _outline(area: MarkArea) -> QPolygonF:
    if area.points:
        return QPolygonF([QPointF(x, y) for x, y in area.points])
    return QPolygonF(_rectangle(area).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))


def _in_one_line(said: str) -> str:
    return ", ".join(said.split("\n"))
