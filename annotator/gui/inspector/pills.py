"""Answers that can be picked: small buttons with their numbers, and a group of them."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.inspector.numbered import NumberedAnswers, Option
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import HAIR, theme_of, ui_font
from annotator.gui.widgets.basic import set_tool_tip
from annotator.gui.widgets.flow_layout import EvenFlow, FlowLayout
from annotator.gui.widgets.pictures import picture
from annotator.gui.widgets.wrapped import draw_wrapped, wrapped_height

HEIGHT = 24
_PAD = 7
_GAP = 5
_ROUND = 5.0
_SMALLEST = 28
_DIGIT_LINE = 13
"""The height of a number that stands below its answer."""


class Pill(QAbstractButton):
    """One answer; it only says that it was clicked, and is checked by what is stored.

    Its number stands before it, or `below` it. A name that is too long for one line takes several.
    """

    def __init__(
        self,
        number: str,
        text: str,
        *,
        hint: str = "",
        below: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.number = number
        self._below = below and bool(number)
        self._marked = self._proposed = False
        self.setText(text)
        set_tool_tip(self, hint)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not self._below)
        self.setSizePolicy(policy)
        self.setFont(ui_font(BODY))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Leave the state as it is: what is stored decides."""

    def set_marked(self, marked: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show whether the keyboard stands here."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    @property
    def is_proposed(self) -> bool:
        """Whether this is an answer that a key would give."""
        return self._proposed

    def set_proposed(self, proposed: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show whether this is an answer that a key would give."""
        if proposed != self._proposed:
            self._proposed = proposed
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room that number and name need."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PAD + self._before() + 2
        return QSize(max(width, _SMALLEST), HEIGHT + (_DIGIT_LINE if self._below else 0))

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the name may take several lines."""
        return QSize(_SMALLEST, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width: long names wrap."""
        return not self._below

    def heightForWidth(self, width: int) -> int:
        """Return the height of the name's lines at a width."""
        lines = wrapped_height(self.text(), self.font(), width - 2 * _PAD - self._before())
        return max(HEIGHT, lines + HEIGHT - self.fontMetrics().lineSpacing())

    def _before(self) -> int:
        """Return the room that the number takes before the name."""
        return self._number_width() + _GAP if self.number and not self._below else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button."""
        colours = self._colours()
        names = [each.name() for each in colours]
        look = ("pill", self.number, self._below, self.text(), self._marked, self._proposed, *names)
        ratio = self.devicePixelRatioF()
        drawn = picture(look, self.size(), ratio, lambda one: self._draw(one, colours))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, drawn)
        painter.end()

    def _draw(self, painter: QPainter, colours: tuple[QColor, QColor, QColor]) -> None:
        ground, edge, text = colours
        painter.setBrush(ground)
        style = Qt.PenStyle.DashLine if self._proposed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 2.0 if self._marked else 1.0, style))
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
        if self._proposed:
            return QColor(theme.selected), QColor(theme.focus), QColor(theme.text)
        return QColor(ground), QColor(edge), QColor(theme.text)

    def _write(self, painter: QPainter) -> None:
        rect = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        side = Qt.AlignmentFlag.AlignHCenter
        if self._below:
            rect = self.rect().adjusted(0, HAIR, 0, -_DIGIT_LINE - HAIR)
            lower = QRect(rect.left(), rect.bottom() + 1, rect.width(), _DIGIT_LINE)
            self._write_number(painter, lower, side)
        elif self.number:
            side = Qt.AlignmentFlag.AlignLeft
            self._write_number(painter, rect, side)
            rect.adjust(self._before(), 0, 0, 0)
        painter.setFont(self.font())
        draw_wrapped(painter, rect.adjusted(0, 0, 1, 0), self.text(), side)

    def _write_number(self, painter: QPainter, rect: QRect, side: Qt.AlignmentFlag) -> None:
        """Write the number in small."""
        painter.save()
        painter.setFont(ui_font(SMALL))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, self.number)
        painter.restore()

    def _number_width(self) -> int:
        return QFontMetrics(ui_font(SMALL)).horizontalAdvance(self.number)


class Pills(NumberedAnswers):
    """Answers side by side; `even` ones are as wide as one another, with their numbers below."""

    def __init__(self, *, even: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._even = even
        self._layout = EvenFlow(self, least=_SMALLEST) if even else FlowLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._pills: list[Pill] = []
        self._stranger: Pill | None = None

    def show_options(self) -> None:
        """Make a button for each answer."""
        for pill in self._pills:
            self._layout.removeWidget(pill)
            pill.deleteLater()
        self._pills = [self._made(n, option) for n, option in enumerate(self.options)]

    def _made(self, index: int, option: Option) -> Pill:
        number = self.number_of(index)
        pill = Pill(number, option.name, hint=option.help, below=self._even, parent=self)
        pill.clicked.connect(lambda: self.picked.emit(index, False))  # noqa: FBT003 - a signal
        self._layout.addWidget(pill)
        pill.setVisible(True)
        return pill

    def show_chosen(self, chosen: Iterable[object]) -> None:
        """Check the pills of these answers; one that is offered no longer is shown behind."""
        super().show_chosen(chosen)
        for pill, option in zip(self._pills, self.options, strict=True):
            pill.setChecked(option.value in self.chosen)
        self._show_strangers(self.strangers())

    def _show_strangers(self, strangers: list[object]) -> None:
        if strangers and self._stranger is None:
            self._stranger = Pill("", "", hint="It is offered no longer", parent=self)
            self._stranger.setChecked(True)
            self._layout.addWidget(self._stranger)
        if self._stranger is not None:
            self._stranger.setText(", ".join(sorted(map(self.stranger_words, strangers))))
            self._stranger.setVisible(bool(strangers))

    def show_proposed(self, proposed: Iterable[object]) -> None:
        """Draw the buttons of these answers as such that could be given."""
        super().show_proposed(proposed)
        for pill, option in zip(self._pills, self.options, strict=True):
            pill.set_proposed(option.value in self.proposed)

    def show_mark(self) -> None:
        """Show where the mark stands."""
        for n, pill in enumerate(self._pills):
            pill.set_marked(self.is_marked(n))
