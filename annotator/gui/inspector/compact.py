"""Many answers in one line: what is chosen, and a list with numbers while it has the focus."""

from collections.abc import Iterable, Sequence

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from annotator.gui.commands.key_events import ENTER, digit
from annotator.gui.inspector.numbered import NumberedAnswers, Option
from annotator.gui.look.sizes import BODY, SMALL, row_height
from annotator.gui.look.theme import HALF, theme_of, ui_font
from annotator.gui.widgets.basic import set_tool_tip, tool_tip
from annotator.gui.widgets.drop_list import DropList
from annotator.gui.widgets.two_line_rows import Index, draw_text
from annotator.gui.widgets.wrapped import draw_wrapped, wrapped_height
from annotator.workflow.name_matching import NO_MATCH, folded, match

_HEIGHT = 26
_PAD = 7
_NUMBER = 24
_MARK = 20
_ARROW = 9
_ROUND = 5.0
_ROWS = 16
_WIDEST = 440
_BACK = -1
_TICK = "\N{CHECK MARK}"
_NONE = "\N{EN DASH}"
_UNNUMBERED = ""
OVER = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
"""What stands between a heading and an answer below it."""
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AnswerItem(msgspec.Struct, frozen=True):
    """A row of the list: an answer, or the way back from the answers below a heading."""

    name: str
    number: str = ""
    value: str | int | bool = ""
    place: int = _BACK
    """The answer's place among those that are offered; -1 for the way back."""
    chosen: bool = False
    marked: bool = False


class AnswerDelegate(QStyledItemDelegate):
    """Draws number, name, and a tick where the answer is given."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, AnswerItem):
            return
        theme, rect = theme_of(option.palette), option.rect
        painter.save()
        painter.fillRect(rect, QColor(theme.selected if row.marked else theme.raised))
        painter.setPen(QColor(theme.muted))
        painter.setFont(ui_font(SMALL))
        number = QRect(rect.left(), rect.top(), _NUMBER, rect.height())
        draw_text(painter, number, row.number, Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(theme.muted if row.place == _BACK else theme.text))
        painter.setFont(ui_font(BODY, strong=row.chosen))
        name = rect.adjusted(_NUMBER + _PAD, 0, -_MARK, 0)
        draw_text(painter, name, row.name)
        if row.chosen:
            tick = QRect(rect.right() - _MARK, rect.top(), _MARK, rect.height())
            draw_text(painter, tick, _TICK)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(120, row_height())


class Face(QAbstractButton):
    """The line that shows the answer, on as many lines of text as that needs."""

    def __init__(self) -> None:
        super().__init__()
        self.number = ""
        self.is_proposed = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(ui_font(BODY))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, number: str, text: str, *, proposed: bool = False) -> None:
        """Show an answer, or one that could be given."""
        if (number, text, proposed) != (self.number, self.text(), self.is_proposed):
            self.number, self.is_proposed = number, proposed
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size for the present width."""
        return QSize(160, self.heightForWidth(max(self.width(), 80)))

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(64, _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the answer's lines at a width."""
        room = self._room(QRect(0, 0, width, 1)).width()
        lines = wrapped_height(self.text(), self.font(), room)
        return max(_HEIGHT, lines + _HEIGHT - self.fontMetrics().lineSpacing())

    def _before(self) -> int:
        small = QFontMetrics(ui_font(SMALL))
        return small.horizontalAdvance(self.number) + _PAD if self.number else 0

    def _room(self, rect: QRect) -> QRect:
        return rect.adjusted(_PAD + self._before(), 0, -2 * _PAD - _ARROW, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        if self.isEnabled():
            style = Qt.PenStyle.DashLine if self.is_proposed else Qt.PenStyle.SolidLine
            edge = theme.focus if self.is_proposed else theme.border
            ground = theme.selected if self.is_proposed else theme.raised
            painter.setPen(QPen(QColor(edge), 1.0, style))
            painter.setBrush(QColor(theme.hover if self.underMouse() else ground))
            painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
            self._draw_arrow(painter, QColor(theme.muted))
        painter.setPen(QColor(theme.muted))
        painter.setFont(ui_font(SMALL))
        draw_text(painter, rect.adjusted(_PAD, 0, 0, 0), self.number)
        painter.setPen(QColor(theme.muted if self.text() == _NONE else theme.text))
        painter.setFont(self.font())
        draw_wrapped(painter, self._room(rect), self.text())
        painter.end()

    def _draw_arrow(self, painter: QPainter, colour: QColor) -> None:
        right, middle = self.width() - _PAD, self.height() // 2
        painter.save()
        painter.setPen(QPen(colour, 1.5))
        half = _ARROW // 2
        painter.drawLine(right - 2 * half, middle - 2, right - half, middle + 2)
        painter.drawLine(right - half, middle + 2, right, middle - 2)
        painter.restore()


class CompactAnswers(NumberedAnswers):
    """The answers that one field has, in one line; `words` are what letters find them by."""

    found = Signal(object)
    """The answer that was picked by its name."""
    back_wanted = Signal()
    """The answers below a heading are to be left."""
    clicked = Signal()
    left = Signal(bool)
    """One types no more; true to go on to the next field."""

    def __init__(self, every: Iterable[Option]) -> None:
        super().__init__()
        self._every = list(every)
        self._heading = ""
        self._at = 0
        self.face = Face()
        self.face.clicked.connect(self.clicked)
        self.line = FindLine(self)
        self.line.hide()
        self.list = DropList(self, _ROWS, _WIDEST)
        self.list.setItemDelegate(AnswerDelegate(self.list))
        self.list.itemClicked.connect(self._take_item)
        self.list.setObjectName("answers")
        self.line.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        column.addWidget(self.line)

    def offer(self, heading: str, options: Sequence[Option]) -> None:
        """Offer the answers below a heading, or those of the first level."""
        changed = heading != self._heading
        self._heading = heading
        self.set_options(options)
        if changed:
            self.show_options()

    def say(self, number: str, text: str, proposed: str = "") -> None:
        """Show what is chosen or, where nothing is, what is proposed."""
        gone = ", ".join(sorted(map(self.stranger_words, self.strangers()))) if not text else ""
        given = text or gone
        self.face.say(number, given or proposed or _NONE, proposed=bool(proposed) and not given)
        set_tool_tip(self.face, "" if text else ("It is offered no longer" if gone else ""))

    # The list

    def open_list(self) -> None:
        """Show the answers with their numbers."""
        if self.isEnabled():
            self._fill()
            self.list.widest = max(self._widest(), 1)
            self.list.open()
            self.list.place()

    def close_list(self) -> None:
        """Hide the answers, and type no more."""
        self.list.close_up()
        self.line.hide()
        self.face.show()

    def _widest(self) -> int:
        bold = QFontMetrics(ui_font(BODY, strong=True))
        names = [row.name for row in self.rows()]
        room = max(map(bold.horizontalAdvance, names), default=0)
        return min(_WIDEST, room + _NUMBER + _PAD + _MARK + 5 * HALF)

    def rows(self) -> list[AnswerItem]:
        """Return what the list shows."""
        wanted = folded(self.line.text()) if self.is_typing else ""
        if wanted:
            return self._found(wanted)
        back = [AnswerItem(f"\N{LEFTWARDS ARROW} {self._heading}")] if self._heading else []
        return back + [
            AnswerItem(
                option.name,
                self.number_of(n),
                option.value,
                n,
                chosen=option.value in self.chosen,
                marked=self.is_marked(n),
            )
            for n, option in enumerate(self.options)
        ]

    def _found(self, wanted: str) -> list[AnswerItem]:
        ranked = [(match(wanted, folded(one.name.split(OVER)[-1])), one) for one in self._every]
        fitting = [(rank, one) for rank, one in ranked if rank < NO_MATCH]
        fitting.sort(key=lambda pair: pair[0])
        self._at = max(0, min(self._at, len(fitting) - 1))
        return [
            AnswerItem(
                one.name,
                _UNNUMBERED,
                one.value,
                n,
                chosen=one.value in self.chosen,
                marked=n == self._at,
            )
            for n, (_, one) in enumerate(fitting)
        ]

    def _fill(self) -> None:
        self.list.clear()
        for row in self.rows():
            item = QListWidgetItem(row.name)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setToolTip(tool_tip(row.name))
            spoken = f"{row.number} {row.name}".strip()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
            if row.marked:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)

    def show_options(self) -> None:
        """Show the answers that are offered now, if the list is open."""
        if self.list.is_open:
            self._fill()
            self.list.place()

    def show_mark(self) -> None:
        """Show where the mark stands."""
        self.show_options()

    def show_chosen(self, chosen: Iterable[object]) -> None:
        """Tick what is chosen."""
        before = self.chosen
        super().show_chosen(chosen)
        if before != self.chosen:
            self.show_options()

    def _take_item(self, item: QListWidgetItem) -> None:
        row = item.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, AnswerItem):
            return
        if row.place == _BACK:
            self.back_wanted.emit()
        elif self.is_typing and self.line.text():
            self.found.emit(row.value)
        else:
            self.picked.emit(row.place, False)  # noqa: FBT003 - a signal

    # Finding by name

    @property
    def is_typing(self) -> bool:
        """Whether letters find an answer just now."""
        return not self.line.isHidden()

    def begin_typing(self) -> None:
        """Find an answer by letters of its name."""
        self.line.clear()
        self._at = 0
        self.face.hide()
        self.line.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.open_list()

    def end_typing(self, *, go_on: bool = False) -> None:
        """Leave the line to type in."""
        self.left.emit(go_on)

    def _typed(self) -> None:
        self._at = 0
        self.show_options()

    def move_found(self, step: int) -> None:
        """Mark the next one of what is found."""
        if not self.line.text():
            self.move_mark(step)
            return
        self._at = max(0, self._at + step)
        self.show_options()

    def take_found(self) -> None:
        """Answer with what is marked."""
        rows = [row for row in self.rows() if row.marked]
        if rows and self.line.text():
            self.found.emit(rows[0].value)
        elif rows:
            self.picked.emit(rows[0].place, False)  # noqa: FBT003 - a signal
        elif not self.line.text():
            self.end_typing(go_on=True)


class FindLine(QLineEdit):
    """The line in which letters find an answer; digits pick as long as nothing is typed."""

    def __init__(self, answers: CompactAnswers) -> None:
        super().__init__()
        self._answers = answers
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setPlaceholderText("Letters of its name")
        self.setAccessibleName("Find an answer")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take what is marked, or leave."""
        step = _MOVES.get(Qt.Key(event.key()))
        number = None if self.text() else digit(event)
        if step is not None:
            self._answers.move_found(step)
        elif number is not None:
            self._answers.press(number)
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._answers.take_found()
        elif event.key() == Qt.Key.Key_Escape:
            self._answers.end_typing()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001, N802 - Qt's
        """Go on from the field and not from within it."""
        field = self._answers.parentWidget()
        self._answers.end_typing()
        return field is not None and field.focusNextPrevChild(following)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the user goes elsewhere."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in stays:
            self._answers.close_list()
