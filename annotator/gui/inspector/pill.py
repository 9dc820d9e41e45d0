"""An answer that can be picked: its number and its name on a small button."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.look.theme import BODY, SMALL, theme_of, ui_font
from annotator.gui.widgets.basic import set_tool_tip

HEIGHT = 24
_PAD = 7
_GAP = 5
_ROUND = 5.0
_SMALLEST = 28


class Pill(QAbstractButton):
    """One answer; it only says that it was clicked, and is checked by what is stored."""

    def __init__(
        self, number: str, text: str, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        self._marked = False
        self.setText(text)
        set_tool_tip(self, hint)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(ui_font(BODY))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Leave the state as it is: what is stored decides."""

    def set_marked(self, marked: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show whether the keyboard stands here."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room that number and name need."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PAD
        if self.number:
            width += self._number_width() + _GAP
        return QSize(max(width, _SMALLEST), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the name may be elided."""
        return QSize(_SMALLEST, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, text = self._colours()
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 2.0 if self._marked else 1.0))
        inset = 1.0 if self._marked else 0.5
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND
        )
        painter.setPen(text)
        self._write(painter)
        painter.end()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme = theme_of(self.palette())
        edge = theme.focus if self._marked else theme.border
        if not self.isEnabled():
            # Somebody else's answer is to be read and does not look like a button.
            edge = theme.muted if self.isChecked() else theme.hairline
            ink = theme.text if self.isChecked() else theme.muted
            return (
                QColor(theme.hairline if self.isChecked() else theme.window),
                QColor(edge),
                QColor(ink),
            )
        if self.isChecked():
            edge = theme.text if self._marked else theme.accent
            return QColor(theme.accent), QColor(edge), QColor(theme.on_accent)
        ground = theme.hover if self.underMouse() else theme.raised
        return QColor(ground), QColor(edge), QColor(theme.text)

    def _write(self, painter: QPainter) -> None:
        rect = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        if self.number:
            rect = self._write_number(painter, rect)
            middle = Qt.AlignmentFlag.AlignLeft
        else:
            middle = Qt.AlignmentFlag.AlignHCenter
        painter.setFont(self.font())
        name = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width() + 1
        )
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignVCenter, name)

    def _write_number(self, painter: QPainter, rect: QRect) -> QRect:
        """Write the number in small and return what is left beside it."""
        painter.save()
        painter.setFont(ui_font(SMALL))
        painter.setOpacity(0.7)
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, place, self.number)
        painter.restore()
        return rect.adjusted(self._number_width() + _GAP, 0, 0, 0)

    def _number_width(self) -> int:
        return QFontMetrics(ui_font(SMALL)).horizontalAdvance(self.number)
