"""Answers that can be picked: small buttons with their numbers, and a group of them."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QSizePolicy, QWidget

from annotator.domain.field_type_row import plain_words
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import HAIR, theme_of, ui_font
from annotator.gui.widgets.basic import set_tool_tip
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.gui.widgets.pictures import picture

HEIGHT = 24
_PAD = 7
_GAP = 5
_ROUND = 5.0
_SMALLEST = 28
_PAUSE = 700
"""How long a first digit waits for a second one, in milliseconds."""


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
        colours = self._colours()
        names = [each.name() for each in colours]
        look = ("pill", self.number, self.text(), self._marked, *names)
        ratio = self.devicePixelRatioF()
        drawn = picture(look, self.size(), ratio, lambda one: self._draw(one, colours))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, drawn)
        painter.end()

    def _draw(self, painter: QPainter, colours: tuple[QColor, QColor, QColor]) -> None:
        ground, edge, text = colours
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 2.0 if self._marked else 1.0))
        inset = 1.0 if self._marked else 0.5
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND
        )
        painter.setPen(text)
        self._write(painter)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme = theme_of(self.palette())
        edge = theme.focus if self._marked else theme.border
        if not self.isEnabled():
            # Somebody else's answer is to be read and does not look like a button.
            edge = theme.muted if self.isChecked() else theme.border
            ink = theme.text if self.isChecked() else theme.muted
            return (
                QColor(theme.hairline if self.isChecked() else theme.window),
                QColor(edge),
                QColor(ink),
            )
        if self.isChecked():
            edge = theme.text if self._marked else theme.focus
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


class Option(msgspec.Struct, frozen=True):
    """An answer that can be picked."""

    value: str | int | bool
    name: str
    help: str = ""
    number: str | None = None
    """What stands for its number instead of its place in the row."""


class Digits:
    """Turns digits into the index of an answer.

    With up to ten answers 1 to 9 and then 0 choose at once. With more, a digit that could
    begin a two-digit number waits for the next one, or for `take_waiting`.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._begun = 0

    def label(self, index: int) -> str:
        """Return what to show as the number of an answer."""
        return str((index + 1) % 10 if self.count <= 10 else index + 1)

    @property
    def waiting(self) -> bool:
        """Whether a first digit waits for a second one."""
        return self._begun > 0

    def press(self, digit: int) -> int | None:
        """Return the index that a digit chooses, or None when there is none, or not yet."""
        if self.count <= 10:
            return self._within((digit - 1) % 10)
        number = self._begun * 10 + digit
        if self._begun:
            self._begun = 0
            return self._within(number - 1)
        if number and number * 10 <= self.count:
            self._begun = number
            return None
        return self._within(number - 1)

    def take_waiting(self) -> int | None:
        """Take the digit that waits for what it says."""
        number, self._begun = self._begun, 0
        return self._within(number - 1)

    def candidates(self) -> range:
        """Return the indexes that a second digit could choose, the first digit's own aside."""
        if not self._begun:
            return range(0)
        return range(self._begun * 10 - 1, min(self._begun * 10 + 9, self.count))

    def _within(self, index: int) -> int | None:
        return index if 0 <= index < self.count else None


class Pills(QWidget):
    """Answers side by side; `even` ones share the width like the steps of a scale."""

    picked = Signal(int, bool)
    """An answer's index, and whether a digit picked it."""

    def __init__(self, *, even: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options: list[Option] = []
        self._layout: QLayout = QHBoxLayout(self) if even else FlowLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        if even:
            self._layout.setSpacing(HAIR)
        self._pills: list[Pill] = []
        self._stranger: Pill | None = None
        self._digits = Digits(0)
        self._marked = -1
        self._chosen: set[object] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.take_waiting)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer other answers."""
        found = list(options)
        if found == self.options:
            return
        self.options = found
        for pill in self._pills:
            self._layout.removeWidget(pill)
            pill.deleteLater()
        self._digits = Digits(len(found))
        self._marked = -1
        self._pills = [self._made(n, option) for n, option in enumerate(found)]

    def _made(self, index: int, option: Option) -> Pill:
        number = self._digits.label(index) if option.number is None else option.number
        pill = Pill(number, option.name, hint=option.help, parent=self)
        pill.clicked.connect(lambda: self.picked.emit(index, False))  # noqa: FBT003 - a signal
        self._layout.addWidget(pill)
        pill.setVisible(True)
        return pill

    def show_chosen(self, chosen: Iterable[object]) -> None:
        """Check the pills of these answers; one that is offered no longer is shown behind."""
        self._chosen = set(chosen)
        known = {(type(option.value), option.value) for option in self.options}
        for pill, option in zip(self._pills, self.options, strict=True):
            pill.setChecked(option.value in self._chosen)
        self._show_strangers([one for one in self._chosen if (type(one), one) not in known])

    def _show_strangers(self, strangers: list[object]) -> None:
        if strangers and self._stranger is None:
            self._stranger = Pill("", "", hint="Not in the codebook any more", parent=self)
            self._stranger.setChecked(True)
            self._layout.addWidget(self._stranger)
        if self._stranger is not None:
            self._stranger.setText(", ".join(sorted(map(plain_words, strangers))))
            self._stranger.setVisible(bool(strangers))

    def index_of(self, value: object) -> int:
        """Return the place of an answer, or -1."""
        return next((n for n, option in enumerate(self.options) if option.value == value), -1)

    # Keys

    def press(self, digit: int) -> None:
        """Pick by a digit, or wait for the second one."""
        found = self._digits.press(digit)
        if self._digits.waiting:
            self._pause.start()
        self._mark()
        if found is not None:
            self._pick(found)

    def take_waiting(self) -> bool:
        """Pick what a waiting digit says; tell whether one waited."""
        if not self._digits.waiting:
            return False
        found = self._digits.take_waiting()
        self._mark()
        if found is not None:
            self._pick(found)
        return True

    def _pick(self, index: int) -> None:
        self._pause.stop()
        self.picked.emit(index, True)  # noqa: FBT003 - a signal

    def move_mark(self, step: int) -> None:
        """Move the keyboard's mark among the answers."""
        if self._marked < 0:
            chosen = [n for n, option in enumerate(self.options) if option.value in self._chosen]
            self._marked = chosen[0] if chosen else (-1 if step > 0 else len(self.options))
        self._marked = max(0, min(len(self.options) - 1, self._marked + step))
        self._mark()

    @property
    def marked(self) -> int:
        """Where the keyboard's mark stands, or -1."""
        return self._marked

    def unmark(self) -> None:
        """Take the keyboard's mark away, and forget a waiting digit's second one."""
        self.take_waiting()
        self._marked = -1
        self._mark()

    def _mark(self) -> None:
        waiting = self._digits.candidates()
        for n, pill in enumerate(self._pills):
            pill.set_marked(n == self._marked or n in waiting)
