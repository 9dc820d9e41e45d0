"""The labels whose place is unsure, one key each: keep it, move it, place it, leave it out."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.edits.base import Edit
from annotator.domain.wording import counted, noun, quoted
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import command, key_of, perform, with_key
from annotator.gui.places.article_text import PlaceText
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.workflow.places import (
    DEPENDS_ON,
    Fragments,
    UnsureLabel,
    next_place,
    other_places,
    paragraph_number,
    unsure_labels,
)

_SIZE = QSize(980, 640)
_LEAST = QSize(760, 460)
_HEADINGS = ("Label", "Words", "Article")
_WIDTHS = {0: 84, 2: 116}
_LONGEST = 80
_ACTS = (
    ("place_keep", "Keep", "It stands where it is"),
    ("place_next", "Next place", "Move it to the next place at which its words fit"),
    ("place_here", "Place here", "It stands on the words that are selected"),
    ("place_leave_out", "Leave out", "A program’s label is rejected, a person’s goes"),
    ("place_take_back", "Take back", "Take the last act back"),
)
"""Commands with the words of their buttons, and what they do."""
_NONE = (
    "No label waits for its place. When labels come in by their words alone, those that may stand "
    "elsewhere, and those that stand nowhere, are listed here."
)


def show_places(parent: QWidget, session: Session, settings: Settings) -> None:
    """Show the labels whose place is unsure until they are dealt with, or the user leaves."""
    run_dialog(PlacesDialog(session, settings, parent))


class PlacesDialog(Dialog):
    """The list on the left, the article of the one at hand on the right; each act goes on."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "places", "Labels to place", _SIZE)
        self._session = session
        self._labels: list[UnsureLabel] = []
        self._places: list[Fragments] = []
        self._done = 0
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        session.changed.connect(self._changed)
        session.refused.connect(self._refuse)
        self._read()
        self.table.setFocus()

    def _make_parts(self) -> None:
        self.told = PlainLabel(role="muted", wrap=True)
        self.table = _Labels(self)
        self.table.currentCellChanged.connect(self._show_label)
        self.why = PlainLabel(wrap=True)
        self.text = PlaceText(self._session)
        self.text.key_handler = self._key_in_text
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.buttons = {name: self._button(name, title, tip) for name, title, tip in _ACTS}

    def _button(self, ident: str, title: str, does: str) -> QToolButton:
        button = QToolButton()
        button.setText(f"{title}  {key_of(ident)}")
        button.setAccessibleName(title)
        set_tool_tip(button, with_key(does, ident))
        button.setProperty("role", "chip")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._perform, ident))
        return button

    def _perform(self, ident: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        command(ident).do(self)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.why)
        column.addWidget(self.text, 1)
        middle = splitter(ACROSS, self.table, right)
        middle.setSizes([400, 560])
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        for button in self.buttons.values():
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(secondary_button("Close", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.told)
        layout.addWidget(middle, 1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    # What is shown

    @property
    def at_hand(self) -> UnsureLabel | None:
        """The label that keys act on."""
        row = self.table.currentRow()
        return self._labels[row] if 0 <= row < len(self._labels) else None

    def _changed(self, changes: Changes) -> None:
        if not changes.all_told or any(changes.ids(kind) for kind in DEPENDS_ON):
            self._read()

    def _read(self) -> None:
        """List what there is; who is at hand stays so, or who took its place is."""
        before = self.at_hand.key if self.at_hand is not None else ""
        session = self._session
        found = unsure_labels(session.project, session.visibility.when_reviewing())
        back = {one.key for one in found} - {one.key for one in self._labels}
        wanted = next(iter(back)) if len(back) == 1 and self._labels else before
        self._labels = found
        self.table.blockSignals(True)  # noqa: FBT003 - what is at hand is shown once, below
        self.table.show_rows([self._row(one) for one in found])
        rows = [row for row, one in enumerate(found) if one.key == wanted]
        if rows:
            self.table.setCurrentCell(rows[0], 0)
        self.table.blockSignals(False)  # noqa: FBT003 - as above
        self._show_label()

    def _row(self, one: UnsureLabel) -> tuple[str, ...]:
        code = self._session.codebook.code(one.code)
        words = quoted(one.words, _LONGEST) if one.words else "no words"
        return code.name if code else one.code, words, one.title

    def _show_label(self, *_: object) -> None:
        one = self.at_hand
        self.problem.hide()
        self.text.show_label(one)
        self._places = other_places(self.text.text, one) if one is not None else []
        self.why.setText(self._why(one) if one is not None else "")
        self.told.setText(self._told())
        for name, button in self.buttons.items():
            button.setEnabled(command(name).can_act(self))

    def _told(self) -> str:
        if not self._labels:
            back = f"{key_of('place_take_back')} takes the last act back"
            return f"All labels have their places. {back}." if self._done else _NONE
        goes = f"{key_of('place_to_text')} goes to the text, {key_of('place_to_list')} back"
        waits = noun(len(self._labels), "waits", "wait")
        return f"{counted(len(self._labels), 'label')} {waits} for a place. {goes}."

    def _why(self, one: UnsureLabel) -> str:
        whose = f"{self._session.handle_of(one.coder)}’s label"
        if one.annotation is None:
            selects = f"Select where it stands and press {key_of('place_here')}"
            return f"{whose} {quoted(one.words, _LONGEST)} has no place: {one.why}. {selects}."
        start = one.fragments[0][0] if one.fragments else 0
        at = f"¶ {paragraph_number(self.text.text, start)}"
        if one.fragments in self._places and len(self._places) > 1:
            at += f", place {self._places.index(one.fragments) + 1} of {len(self._places)}"
        return f"{whose} stands in {at}, but may stand elsewhere: {one.why}."

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    # Acts

    @property
    def stands(self) -> bool:
        """Whether the label at hand has a place."""
        return self.at_hand is not None and self.at_hand.annotation is not None

    @property
    def may_move(self) -> bool:
        """Whether the words of the label at hand fit elsewhere."""
        one = self.at_hand
        return one is not None and self.stands and self._next(one) is not None

    @property
    def may_take_back(self) -> bool:
        """Whether something was done here that can be undone."""
        return self._done > 0 and self._session.undo_label() is not None

    def keep(self) -> None:
        """Leave the label where it stands."""
        if (one := self.at_hand) is not None:
            self._apply(one.kept_here())

    def move_on(self) -> None:
        """Move the label to the next place; it stays at hand, to be kept there or moved on."""
        one = self.at_hand
        there = self._next(one) if one is not None else None
        if one is not None and there is not None:
            self._apply(one.moved(there))

    def place_here(self) -> None:
        """Place the label on the words that are selected."""
        one, words = self.at_hand, self.text.selected_words()
        if one is None:
            return
        if words is None:
            goes = f"{key_of('place_to_text')} goes to the text"
            self._refuse(f"No words are selected: {goes}, where they are selected as in coding.")
            return
        self._apply(one.placed((words,)))

    def leave_out(self) -> None:
        """Leave the label out."""
        if (one := self.at_hand) is not None:
            self._apply(one.left_out())

    def take_back(self) -> None:
        """Take the last act back; its label is at hand again."""
        if self._session.undo() is not None:
            self._done -= 1
            self._show_label()

    def to_text(self) -> None:
        """Go to the text, to select words."""
        self.text.focus_here()

    def to_list(self) -> None:
        """Go back to the list; from there, leave."""
        if self.text.hasFocus():
            self.table.setFocus()
        else:
            self.reject()

    def _next(self, one: UnsureLabel) -> Fragments | None:
        return next_place(self._places, one.fragments)

    def _apply(self, edit: Edit | None) -> None:
        if edit is not None and self._session.apply(edit) is not None:
            self._done += 1
            self._show_label()

    # Keys

    def _key_in_text(self, event: QKeyEvent) -> bool:
        word = key_word(event)
        return word != key_of("place_to_text") and perform(self, word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)


class _Labels(PlainTable):
    """The list; letters act instead of searching in it."""

    def __init__(self, dialog: PlacesDialog) -> None:
        super().__init__("Labels to place", _HEADINGS, 1, _WIDTHS)
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer a key to the dialog first."""
        if perform(self._dialog, key_word(event)):
            return
        if event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)
