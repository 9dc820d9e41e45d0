"""The rounds of the study in their order, and the articles of the list to be put into them."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.edits.rounds import Include, OrderRounds, RemoveRound, Repeat, TakeOut
from annotator.domain.ids import new_id
from annotator.domain.rounds import KIND_NAMES, in_order
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import key_word, sequences
from annotator.gui.commands.table import command, perform, with_key
from annotator.gui.rounds.form import RoundDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, named, run_dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.practice import standings

_SIZE = QSize(720, 480)
_LEAST = QSize(560, 380)
_HEADINGS = ("Round", "What for", "Begins", "Pass mark", "Articles")
_WIDTHS = {1: 128, 2: 96, 3: 84, 4: 72}
_NONE = (
    "No rounds yet. A round is a named stretch of the study: training, a pilot, the study itself. "
    "Agreement can be told by round, and practice is kept apart."
)
_SOME = (
    "Articles that are in no round count to the latest pilot or main round that had begun when "
    "they were coded."
)


class ListedArticles(msgspec.Struct, frozen=True):
    """The ids of the articles that can be put into a round: those shown, those selected."""

    shown: Sequence[str] = ()
    selected: Sequence[str] = ()


def show_rounds(
    parent: QWidget, session: Session, settings: Settings, chosen: ListedArticles
) -> Round | None:
    """Show the rounds; return the one whose articles the user wants to see in the list."""
    return run_dialog(RoundsDialog(session, settings, chosen, parent)).wanted


class RoundsDialog(Dialog):
    """Each act is done at once and can be undone; `wanted` is the round whose articles to list."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        chosen: ListedArticles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "rounds", "Rounds", _SIZE)
        self._session = session
        self._rounds: list[Round] = []
        self._sets = _sets(chosen)
        self.wanted: Round | None = None
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        session.changed.connect(self._changed)
        session.refused.connect(self._refuse)
        self._read()
        (self.table if self._rounds else self.add).setFocus()

    def _make_parts(self) -> None:
        self.told = PlainLabel(role="muted", wrap=True)
        self.table = PlainTable("Rounds", _HEADINGS, 0, _WIDTHS, numbers=(3, 4))
        self.table.currentCellChanged.connect(self._show_buttons)
        self.table.cellDoubleClicked.connect(self.edit_current)
        self.add = secondary_button("&New round…", self.add_round)
        self.edit = secondary_button("&Change…", self.edit_current)
        self.up = secondary_button("&Up", lambda: self.move_current(-1))
        self.down = secondary_button("&Down", lambda: self.move_current(1))
        self.remove = secondary_button("&Remove", self.remove_current)
        for button, words, ident in (
            (self.edit, "Change the round", "change_round"),
            (self.up, "Before the round above it", "round_up"),
            (self.down, "Behind the round below it", "round_down"),
            (self.remove, "Remove the round; its articles stay in the project", "remove_round"),
        ):
            set_tool_tip(button, with_key(words, ident))
        # The table would take these for its own.
        for ident, step in (("round_up", -1), ("round_down", 1)):
            for keys in sequences(command(ident).keys):
                QShortcut(keys, self, partial(self.move_current, step))
        self.which = ComboBox()
        for words, ids in self._sets:
            self.which.addItem(words, ids)
        self.put_in = secondary_button("&Put in", self.include)
        self.take_out = secondary_button("&Take out", self.exclude)
        self.list_them = secondary_button("&Show its articles", self.show_articles)
        set_tool_tip(self.list_them, with_key("List the round's articles", "list_round"))
        self.results = PlainLabel(role="muted", wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()

    def _lay_out(self) -> None:
        changing = QHBoxLayout()
        changing.setSpacing(GAP)
        for button in (self.add, self.edit, self.up, self.down, self.remove):
            changing.addWidget(button)
        changing.addStretch(1)
        articles = QHBoxLayout()
        articles.setSpacing(GAP)
        articles.addWidget(named("&Articles", self.which))
        articles.addWidget(self.which, 1)
        for button in (self.put_in, self.take_out):
            articles.addWidget(button)
        bottom = QHBoxLayout()
        bottom.addWidget(self.list_them)
        bottom.addStretch(1)
        bottom.addWidget(secondary_button("Close", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.results)
        layout.addLayout(changing)
        layout.addSpacing(GAP)
        layout.addLayout(articles)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    # What is shown

    @property
    def at_hand(self) -> Round | None:
        """The round at hand."""
        row = self.table.currentRow()
        return self._rounds[row] if 0 <= row < len(self._rounds) else None

    def has_round(self) -> bool:
        """Tell whether there is a round at hand."""
        return self.at_hand is not None

    def _changed(self, changes: Changes) -> None:
        if changes.ids(Round) or changes.ids(Inclusion) or not changes.changes:
            self._read()

    def _read(self) -> None:
        at_hand, project = self.at_hand, self._session.project
        self._rounds = in_order(project.find(Round))
        sizes = project.listing.round_sizes()
        self.table.blockSignals(True)  # noqa: FBT003 - what is at hand is told once, below
        self.table.show_rows([_row(one, sizes.get(one.id, 0)) for one in self._rounds])
        for row, one in enumerate(self._rounds):
            if at_hand is not None and one.id == at_hand.id:
                self.table.setCurrentCell(row, 0)
        self.table.blockSignals(False)  # noqa: FBT003 - as above
        self.told.setText(_SOME if self._rounds else _NONE)
        self._show_buttons()

    def _show_buttons(self, *_: object) -> None:
        row, last = self.table.currentRow(), len(self._rounds) - 1
        one = self.at_hand
        for button in (self.edit, self.remove, self.list_them):
            button.setEnabled(one is not None)
        for button in (self.put_in, self.take_out, self.which):
            button.setEnabled(one is not None and bool(self._sets))
        again = one is not None and one.kind is RoundKind.REPEAT
        self.put_in.setText("&Put in again" if again else "&Put in")
        self.take_out.setEnabled(self.take_out.isEnabled() and not again)
        self.up.setEnabled(one is not None and row > 0)
        self.down.setEnabled(one is not None and row < last)
        self.results.setText(self._results())
        self.results.setVisible(bool(self.results.text()))
        self.problem.hide()

    def _results(self) -> str:
        """Say how coders did on the practice articles of the round at hand."""
        one, session = self.at_hand, self._session
        if one is None or one.kind is not RoundKind.TRAINING:
            return ""
        told = [
            f"{session.handle_of(each.coder)} passed {each.passed} of {each.finished}, "
            f"on average {round(100 * each.mean)} %"
            for each in standings(session.project, one)
        ]
        return "; ".join(sorted(told, key=str.casefold))

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    # Acts

    def add_round(self) -> None:
        """Ask for a new round; the first one is for training."""
        kind = RoundKind.MAIN if self._rounds else RoundKind.TRAINING
        one = Round(id=new_id(), name="" if self._rounds else KIND_NAMES[kind], kind=kind)
        self._ask(one, is_new=True)
        rows = [row for row, known in enumerate(self._rounds) if known.id == one.id]
        if rows:
            self.table.setCurrentCell(rows[0], 0)

    def edit_current(self, *_: object) -> None:
        """Change the round at hand."""
        if self.at_hand is not None:
            self._ask(self.at_hand, is_new=False)

    def _ask(self, one: Round, *, is_new: bool) -> None:
        run_dialog(RoundDialog(self._session, self._settings, one, self, is_new=is_new))

    def move_current(self, step: int) -> None:
        """Put the round at hand so many places further down."""
        row, ids = self.table.currentRow(), [one.id for one in self._rounds]
        if self.at_hand is None or not 0 <= row + step < len(ids):
            return
        ids.insert(row + step, ids.pop(row))
        self._session.apply(OrderRounds(tuple(ids)))

    def remove_current(self) -> None:
        """Remove the round at hand; it can be undone."""
        if self.at_hand is not None:
            self._session.apply(RemoveRound(self.at_hand.id))

    def _articles(self) -> tuple[str, ...]:
        return self._sets[self.which.currentIndex()][1] if self._sets else ()

    def include(self) -> None:
        """Put the chosen articles into the round at hand."""
        one = self.at_hand
        if one is None or not self._articles():
            return
        if one.kind is RoundKind.REPEAT:
            self._session.apply(Repeat(one.id, self._articles()))
        else:
            self._session.apply(Include(round=one.id, articles=self._articles()))

    def exclude(self) -> None:
        """Take the chosen articles out of the round at hand."""
        if self.at_hand is not None and self._articles():
            self._session.apply(TakeOut(self.at_hand.id, self._articles()))

    def show_articles(self) -> None:
        """Choose to see the articles of the round at hand in the list."""
        if self.at_hand is not None:
            self.wanted = self.at_hand
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys of the list do."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)


def _sets(chosen: ListedArticles) -> list[tuple[str, tuple[str, ...]]]:
    """Return what can be put in, the likeliest first, in words and as ids."""
    found: list[tuple[str, tuple[str, ...]]] = []
    shown = (f"{counted(len(chosen.shown), 'article')} shown in the list", tuple(chosen.shown))
    if chosen.shown:
        found.append(shown)
    if chosen.selected:
        words = f"{counted(len(chosen.selected), 'article')} selected in the list"
        found.insert(0 if len(chosen.selected) > 1 else 1, (words, tuple(chosen.selected)))
    return found


def _row(one: Round, articles: int) -> tuple[str | int, ...]:
    mark = "" if one.pass_mark is None else f"{QLocale().toString(round(100 * one.pass_mark))} %"
    return one.name, KIND_NAMES[one.kind], one.begins, mark, articles
