"""Small widgets that many places share; all of them show users' text as plain text."""

import html

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import cut
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.widgets.two_line_rows import Index, draw_text

_PICTURE = 40
_CLEARS = "_q_qlineeditclearaction"  # what Qt calls it
_LONGEST_TIP = 4000  # characters


def tool_tip(text: str) -> str:
    """Return a tool tip that shows exactly this text: Qt takes markup in it for markup.

    One that would be larger than a screen is cut.
    """
    shown = html.escape(cut(text, _LONGEST_TIP)).replace("\n", "<br>")
    return f"<qt>{shown}</qt>" if text else ""


def plain(text: str) -> str:
    """Return a text as buttons and menus take it: Qt underlines what follows one ampersand."""
    return text.replace("&", "&&")


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Have a widget tell exactly this text on hover and to screen readers.

    Qt gives screen readers the tool tip, markup and all, of whatever has no description.
    """
    widget.setToolTip(tool_tip(text))
    widget.setAccessibleDescription(text)


def let_clear(line: QLineEdit) -> None:
    """Give a line a button that clears it, with a name for screen readers: Qt gives it none."""
    line.setClearButtonEnabled(True)
    for action in line.findChildren(QAction, _CLEARS):
        action.setText("Clear")


class PlainLabel(QLabel):
    """A label that never takes its text for markup.

    `role` names its look: `title`, `heading`, `strong`, `small`, `muted`, `danger` or `key`.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if selectable:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(
                flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
            )

    def set_role(self, role: str) -> None:
        """Change the label's look."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(PlainLabel):
    """A label of one line that ends in "…" where there is no room, and then tells all on hover.

    With `middle` it is cut there: what ends it tells it apart from others.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        middle: bool = False,
    ) -> None:
        super().__init__(text, parent, role=role)
        mode = Qt.TextElideMode
        self._cut = mode.ElideMiddle if middle else mode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        draw_text(painter, self.contentsRect(), self.text(), side, self._cut)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Show the whole text in a tool tip when it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            too_long = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
            set_tool_tip(self, self.text() if too_long else "")
        return super().event(event)


class RowDelegate(QStyledItemDelegate):
    """Gives a list's rows the height of a table's; a style sheet's heights come too late for it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a row's height."""
        return QSize(super().sizeHint(option, index).width(), row_height())


class Separator(QFrame):
    """A hairline."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        along: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "separator")
        if along == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class IconButton(QToolButton):
    """A button that is an icon; its tool tip says what it does and which key does the same."""

    def __init__(
        self, picture: QIcon, does: str, parent: QWidget | None = None, *, key: str = ""
    ) -> None:
        super().__init__(parent)
        self.setIcon(picture)
        self.setIconSize(QSize(18, 18))
        self.setAccessibleName(does)
        set_tool_tip(self, f"{does} ({key})" if key else does)


class EmptyState(QWidget):
    """What an empty place shows: what it is for and what to do next, perhaps with a button.

    One that is `low` has no room for a picture.
    """

    pressed = Signal()
    """The button was pressed."""

    def __init__(
        self,
        picture: QIcon,
        title: str,
        hint: str,
        parent: QWidget | None = None,
        *,
        button: str = "",
        low: bool = False,
    ) -> None:
        super().__init__(parent)
        self._low = low
        self._title = PlainLabel(title, role="strong", wrap=True)
        self._hint = PlainLabel(hint, role="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(DOUBLE, DOUBLE, DOUBLE, DOUBLE)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        self._image = Picture(picture, _PICTURE, opacity=0.5)
        layout.addWidget(self._image, alignment=Qt.AlignmentFlag.AlignHCenter)
        if low or not (title or hint):
            self._image.hide()
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        if button:
            press = QPushButton(button)
            press.clicked.connect(self.pressed)
            layout.addWidget(press, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setAccessibleName(f"{title}. {hint}")

    def say(self, title: str, hint: str) -> None:
        """Say something else."""
        self._image.setVisible(not self._low and bool(title or hint))
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(f"{title}. {hint}")

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}\n{self._hint.text()}"


class Picture(QWidget):
    """An icon that is drawn anew with the window, so that it follows the theme."""

    def __init__(self, picture: QIcon, size: int, *, opacity: float = 1.0) -> None:
        super().__init__()
        self._picture = picture
        self._opacity = opacity
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        self._picture.paint(painter, self.rect())
        painter.end()
