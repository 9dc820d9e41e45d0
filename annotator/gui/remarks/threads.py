"""The notes to the lead with their answers: to read, to answer, to close, to go to."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.ids import new_id
from annotator.domain.placeless import without_label
from annotator.domain.study import Remark
from annotator.domain.wording import counted, shortened
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform, with_key
from annotator.gui.remarks.note_input import NoteInput
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, named, run_dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import DOWN, splitter
from annotator.gui.wording.dates import short_moment
from annotator.workflow.remarks import (
    RemarkThread,
    about_words,
    remark_threads,
    sees_all_remarks,
)

_SIZE = QSize(820, 580)
_LEAST = QSize(560, 420)
_HEADINGS = ("Said last", "About", "From", "When", "State")
_WIDTHS = {1: 184, 2: 76, 3: 96, 4: 76}
_LONGEST = 160


def show_remarks(parent: QWidget, session: Session, settings: Settings) -> RemarkThread | None:
    """Show the notes to the lead; return the thread to whose article or code the user wants."""
    return run_dialog(RemarksDialog(session, settings, parent)).wanted


class RemarksDialog(Dialog):
    """Open threads first; `wanted` is the one whose article or code is to be gone to."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "remarks", "Notes to the lead", _SIZE)
        self._session = session
        self._threads: list[RemarkThread] = []
        self.wanted: RemarkThread | None = None
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        session.changed.connect(self._changed)
        session.refused.connect(self._refuse)
        self._read()
        self.table.setFocus()

    def _make_parts(self) -> None:
        self.told = PlainLabel(role="muted", wrap=True)
        self.closed = QCheckBox("Show what is &closed")
        self.closed.toggled.connect(self._read)
        self.table = PlainTable("Notes", _HEADINGS, 0, _WIDTHS)
        self.table.currentCellChanged.connect(self._show_thread)
        self.table.cellDoubleClicked.connect(self.go)
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setProperty("role", "field")
        self.said.setTabChangesFocus(True)
        self.said.setAccessibleName("What was said")
        self.input = NoteInput(self._session, "Answer")
        self.input.textChanged.connect(self._show_buttons)
        self.input.sent.connect(self.answer)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.send = secondary_button("&Answer", self.answer)
        sending = f"{key_of('send_note')} sends, {key_of('begin_note_line')} begins a line"
        set_tool_tip(self.send, sending)
        self.close_it = secondary_button("C&lose the note", self.close_thread)
        self.go_there = secondary_button("&Go there", self.go)
        set_tool_tip(self.go_there, with_key("To the article or the code", "go_to_note"))
        self.leave = secondary_button("Close", self.reject)

    def _lay_out(self) -> None:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.said, 2)
        column.addWidget(named("Ans&wer", self.input))
        column.addWidget(self.input, 1)
        middle = splitter(DOWN, self.table, below)
        middle.setSizes([260, 280])
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.send, self.close_it, self.go_there):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        top = QHBoxLayout()
        top.addWidget(self.told, 1)
        top.addWidget(self.closed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(middle, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)

    # What is shown

    @property
    def at_hand(self) -> RemarkThread | None:
        """The thread at hand."""
        row = self.table.currentRow()
        return self._threads[row] if 0 <= row < len(self._threads) else None

    def _changed(self, changes: Changes) -> None:
        if changes.ids(Remark) or not changes.all_told:
            self._read()

    def _read(self) -> None:
        key = self.at_hand.key if self.at_hand is not None else None
        session = self._session
        found = remark_threads(session.project, session.visibility)
        self._threads = [one for one in found if one.is_open or self.closed.isChecked()]
        self.table.blockSignals(True)  # noqa: FBT003 - what is at hand is shown once, below
        self.table.show_rows([self._row(one) for one in self._threads])
        rows = [row for row, one in enumerate(self._threads) if one.key == key]
        if rows:
            self.table.setCurrentCell(rows[0], 0)
        self.table.blockSignals(False)  # noqa: FBT003 - as above
        self.told.setText(self._told(found))
        self._show_thread()

    def _told(self, found: list[RemarkThread]) -> str:
        if not found:
            begins = f"{key_of('note_to_lead')} writes one while you code"
            return f"No notes yet. {begins}; files take them to the lead, and the answers back."
        opened = sum(one.is_open for one in found)
        words = f"{counted(opened, 'open note')}, {len(found) - opened:,} closed."
        if not sees_all_remarks(self._session.project, self._session.visibility):
            words += " Others' notes are listed for who reviews: open the list from Review."
        return words

    def _row(self, one: RemarkThread) -> tuple[str, ...]:
        session = self._session
        about = about_words(session.project, session.codebook, one.article, one.code)
        state = "closed" if not one.is_open else "answered" if not one.waits_for_lead else "open"
        who = session.handle_of(one.asker)
        said = f"{session.handle_of(one.last.coder)}: {shortened(one.said_last, _LONGEST)}"
        return said, about, who, short_moment(one.last.at), state

    def _show_thread(self, *_: object) -> None:
        one = self.at_hand
        self.said.setPlainText("\n\n".join(map(self._line, one.remarks)) if one else "")
        if one is not None:
            self.input.show_place(one.asker, one.article, one.code)
        self.input.setEnabled(one is not None)
        self.problem.hide()
        self._show_buttons()

    def _line(self, one: Remark) -> str:
        who, when = self._session.handle_of(one.coder), short_moment(one.at)
        head = f"Closed by {who} · {when}" if one.closes else f"{who} · {when}"
        return f"{head}\n{without_label(one.text)}" if one.text else head

    def _show_buttons(self) -> None:
        one = self.at_hand
        self.send.setEnabled(one is not None and bool(self.input.text))
        self.close_it.setEnabled(one is not None and one.is_open)
        self.go_there.setEnabled(one is not None and bool(one.article or one.code))

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    # Acts

    def answer(self) -> None:
        """Send what is typed into the thread at hand."""
        if self.input.text:
            self._add(closes=False)

    def close_thread(self) -> None:
        """Say that all is answered, with what is typed as the last word."""
        if self.at_hand is not None and self.at_hand.is_open:
            self._add(closes=True)

    def _add(self, *, closes: bool) -> None:
        one = self.at_hand
        if one is None:
            return
        edit = AddRemark(
            id=new_id(),
            text=self.input.text,
            article=one.article,
            code=one.code,
            asker=one.asker,
            closes=closes,
        )
        if self._session.apply(edit) is not None:
            self.input.empty()

    def go(self, *_: object) -> None:
        """Choose to go to what the thread at hand is about."""
        one = self.at_hand
        if one is not None and (one.article or one.code):
            self.wanted = one
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where the row points."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)
