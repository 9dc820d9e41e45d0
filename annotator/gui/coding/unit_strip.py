"""The strip above the text that goes from unit to unit: one question, one key for each answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Changes
from annotator.domain.codebook import NONE, Code
from annotator.domain.edits.annotations import Delete
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import KeyHandler, digit, key_word, no_key
from annotator.gui.commands.table import command, key_of, perform, with_key
from annotator.gui.inspector.numbered import Option
from annotator.gui.inspector.pills import Pill, Pills
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, HALF, tabular
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import UNIT_BY_UNIT, Settings
from annotator.gui.text.view import ArticleView
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.units.answering import (
    answering,
    answers_of,
    given,
    question_of,
    retired_words,
)
from annotator.workflow.units.asking import UnansweredUnits, UnitQuestion, unanswered
from annotator.workflow.units.walk import UnitWalk, touched_codes

_MOST_ROWS = 4 * 28
"""The height of the answers in pixels; what is more is scrolled."""
_NAMED = 3
"""How many codes the summary names one by one."""


class UnitStrip(QWidget):
    """Asks of one unit after the other while it has the keys; else it says how many are answered.

    It is there only where the codebook asks of units.
    """

    left = Signal()
    """Go back to the text."""
    fields_wanted = Signal()
    """Go to the other answers of the one that is shown."""
    guideline_wanted = Signal(str)
    code_wanted = Signal(object)
    """Apply a code that asks of no units to the unit at hand."""

    def __init__(self, session: Session, settings: Settings, view: ArticleView) -> None:
        super().__init__()
        self._session, self._settings, self._view = session, settings, view
        self.walk = UnitWalk()
        self.walk.by_unit = settings.get(UNIT_BY_UNIT)
        self.key_handler: KeyHandler = no_key
        """What takes the keys that are none of the strip's."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Unit after unit")
        self._build()
        session.article_opened.connect(self._open)
        session.view_changed.connect(self._read)
        session.changed.connect(self._follow)
        session.stepped.connect(self._show_step)
        self._open()

    # Building

    def _build(self) -> None:
        self._summary = ElidedLabel(role="small")
        self._badge = Badge(Code(id="none_yet", name=" "))
        self._place = PlainLabel(role="strong")
        self._place.setFont(tabular(self._place.font()))
        self._begin = _button("Answer", "units", self.begin)
        self._back = _button("", "unit_previous", lambda: self.step(-1), "up")
        self._on = _button("", "unit_next", lambda: self.step(1), "down")
        self._order = _button("", "unit_order", self.toggle_order, "sort")
        self._close = _button("", "unit_leave", self.leave, "close")
        self.answers = Pills()
        self.answers.picked.connect(self.answer_number)
        self._none = Pill(key_of("unit_none"), "None")
        set_tool_tip(self._none, with_key("The code does not apply to this unit", "unit_none"))
        self._none.clicked.connect(self.answer_none)
        self._rows = QScrollArea()
        self._rows.setWidgetResizable(True)
        self._rows.setFrameShape(QFrame.Shape.NoFrame)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setWidget(self.answers)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(HALF)
        for widget in (self._badge, self._place):
            top.addWidget(widget)
        top.addWidget(self._summary, 1)
        for widget in (self._begin, self._back, self._on):
            top.addWidget(widget)
        top.addWidget(self._order)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(HALF)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._rows, 1)
        column.addLayout(row)
        self.stand_between(DOUBLE, DOUBLE)
        # What is free at its sides is what the text leaves: it must not keep that from narrowing.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def stand_between(self, left: int, right: int) -> None:
        """Leave so many pixels free at each side, as the heading does."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left, HALF, right, HALF)

    # Keeping in step

    def _open(self) -> None:
        self.walk.leave()
        self._read()

    def _read(self) -> None:
        session = self._session
        self.walk.read(session.article, session.codebook, session.visibility)
        self._show()

    def _follow(self, changes: Changes) -> None:
        article, codes = self._session.article, touched_codes(changes)
        if article is None or codes is None:
            self._read()
            return
        self.walk.read_again(article, self._session.visibility, codes)
        self._show()

    def _show_step(self, changes: Changes) -> None:
        """Come to the unit of which an answer was taken back or given again."""
        here = self.walk.here
        if here is None:
            return
        for change in changes.changes:
            whole = change.before or change.after or {}
            place = [tuple(one) for one in whole.get("fragments", ())] or [(0, 0)]
            key = (str(whole.get("code", "")), (place[0][0], place[-1][1]))
            if self.walk.go_to_answer(change.record) or self.walk.go_to(key):
                self._light()
                return

    # What is shown

    def _show(self) -> None:
        codes, here = self.walk.codes, self.walk.here
        self.setVisible(bool(codes))
        if not codes:
            return
        asking = here is not None
        for widget in (self._badge, self._place, self._back, self._on):
            widget.setVisible(asking)
        for widget in (self._rows, self._none, self._close):
            widget.setVisible(asking)
        self._order.setVisible(asking and len(codes) > 1)
        self._begin.setVisible(not asking)
        if here is None:
            self._summary.setText(self._summary_words())
            return
        self._show_question(here)

    def _summary_words(self) -> str:
        codes = self.walk.codes
        if len(codes) > _NAMED:
            done, of = self.walk.counts()
            return f"{counted(len(codes), 'code')} ask of units: {done:,} of {of:,} answered"
        parts: list[str] = []
        for one in codes:
            done, _ = self.walk.counts(one.code.id)
            parts.append(f"{one.code.name}: {done:,} of {counted(one.units, one.code.unit)}")
        return " · ".join(parts)

    def _show_question(self, here: UnitQuestion) -> None:
        code, field = here.code, question_of(here.code)
        self._badge.set_code(code)
        self._place.setText(
            f"{code.unit.capitalize()} {here.number:,} of {here.units:,}"
            if code.is_of_stretches
            else "The article"
        )
        done, of = self.walk.counts(code.id)
        asked = field.name if field is not None and field.name != code.name else ""
        told = (code.name, asked, f"{done:,} of {of:,} answered")
        self._summary.setText(" · ".join(filter(None, told)))
        offered = answers_of(code)
        self.answers.set_options(Option(one.value, one.words, one.help) for one in offered)
        self.answers.unmark()
        said = self._given(here)
        self.answers.stranger_words = partial(retired_words, code)
        self.answers.show_chosen([] if said in (None, NONE) else [said])
        self._none.setChecked(said == NONE)
        for widget in (self.answers, self._none):
            widget.setEnabled(not self._session.project.read_only)
        self._fit()

    def _fit(self) -> None:
        """Give the answers the room of their rows, or that of some where they are many."""
        needed = self.answers.layout()
        if needed is not None:
            width = self._rows.viewport().width()
            self._rows.setFixedHeight(min(needed.heightForWidth(width), _MOST_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the answers out for another width."""
        super().resizeEvent(event)
        self._fit()

    def _given(self, here: UnitQuestion) -> Any:
        article = self._session.article
        found = article.annotations.get(here.answer) if article and here.answer else None
        return None if found is None else given(here.code, found.values)

    def _light(self) -> None:
        """Light the unit at hand in the text, select its answer, and show the question."""
        here = self.walk.here
        if here is not None:
            start, end = here.place
            if start < end:
                self._view.set_selection(start, end)
                self._view.reveal(start, end)
            self._session.select(here.answer)
        self._show()
        if here is not None:
            announce(self, f"{self._place.text()}: {self._summary.text()}")

    # Going on

    def begin(self, code: str = "") -> bool:
        """Ask from the unit at the caret on, of a code (id) or of all; tell whether that is."""
        if not self.walk.begin(self._view.caret(), code):
            self._session.refused.emit("Nothing is asked of units in this article.")
            return False
        self._light()
        self.setFocus()
        return True

    @property
    def is_asking(self) -> bool:
        """Whether a unit is asked about."""
        return self.walk.here is not None

    def toggle(self) -> None:
        """Ask, or stop asking."""
        if self.is_asking and self.hasFocus():
            self.leave()
        elif self.is_asking:
            self._light()
            self.setFocus()
        else:
            self.begin()

    def leave(self) -> None:
        """Stop asking; the focus goes back to the text."""
        self.walk.leave()
        self._show()
        self.left.emit()

    def step(self, direction: int) -> None:
        """Go to the next unit, or the one before; that skips it, answered or not."""
        if self.walk.step(direction):
            self._light()
        else:
            end = "last" if direction > 0 else "first"
            self._session.told.emit(f"That was the {end} unit")

    def next_open(self) -> None:
        """Go to the next unit without an answer."""
        if self.walk.next_open():
            self._light()
        else:
            self._session.told.emit(f"All units are answered. {key_of('done')} says it is done")

    def toggle_order(self) -> None:
        """Ask unit by unit what was asked code by code, or the other way round."""
        self._settings.set(UNIT_BY_UNIT, not self.walk.by_unit)
        self.walk.order_by_unit(by_unit=self._settings.get(UNIT_BY_UNIT))
        self._show()
        now = "all questions to one unit first" if self.walk.by_unit else "one question at a time"
        self._session.told.emit(f"Asked now: {now}")

    def show_open(self) -> list[UnansweredUnits]:
        """Return what has no answer; the first of it is asked about."""
        left = unanswered(self.walk.asked)
        if left:
            self.walk.leave()
            self.walk.next_open()
            self._light()
            self.setFocus()
        return left

    # Answering

    def answer_number(self, index: int, _by_digit: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        """Give the answer in this place of the row."""
        if index < len(self.answers.options):
            self._answer(self.answers.options[index].value)

    def answer_none(self) -> None:
        """Say that the code does not apply to the unit."""
        self._answer(NONE)

    def _answer(self, value: str | int | bool) -> None:  # noqa: FBT001 - an answer
        article, here, session = self._session.article, self.walk.here, self._session
        if article is None or here is None:
            return
        edit = answering(session.project, session.coder_id, article.article.id, here, value)
        if session.apply(edit, select="") is None:
            return
        if self.walk.next_open():
            self._light()
        else:
            self._light()
            session.told.emit(f"All units are answered. {key_of('done')} says it is done")

    def take_back(self) -> None:
        """Take the answer to the unit at hand back."""
        here = self.walk.here
        if here is None or not here.answer:
            self._session.refused.emit("This unit has no answer yet.")
        elif self._session.apply(Delete((here.answer,))) is not None:
            self._light()

    def ask_fields(self) -> None:
        """Go to the fields of the answer, where there is one."""
        if self.walk.here is not None and self.walk.here.answer:
            self._session.select(self.walk.here.answer)
            self.fields_wanted.emit()
        else:
            self._session.refused.emit("This unit has no answer yet.")

    def ask_guideline(self) -> None:
        """Show what the code is for."""
        if self.walk.here is not None:
            self.guideline_wanted.emit(self.walk.here.code.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by a digit, go on by the keys of the strip, or apply a code by its own."""
        number = digit(event)
        if number is not None and self.is_asking:
            self.answers.press(number)
            buttons = self.answers.findChildren(Pill)
            for at in self.answers.digits.candidates():
                self._rows.ensureWidgetVisible(buttons[at])
            return
        word = key_word(event)
        if perform(self, word):
            return
        code = self._session.codebook.by_key(word) if word else None
        if code is not None and code.is_of_units:
            self.begin(code.id)
        elif code is not None and self.is_asking:
            self.code_wanted.emit(code)
        else:
            super().keyPressEvent(event)


def _do(act: Callable[[], object], *_: object) -> None:
    act()


def _button(text: str, ident: str, act: Callable[[], object], picture: str = "") -> QToolButton:
    button = QToolButton()
    if picture:
        button.setIcon(icon(picture))
    button.setText(plain(text))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAccessibleName(text or command(ident).title)
    set_tool_tip(button, with_key(command(ident).title, ident))
    button.clicked.connect(partial(_do, act))
    return button
