"""The page of the project's annotations."""

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.annotations_page.bulk_dialog import BulkDialog, ChosenLabels
from annotator.gui.annotations_page.forms import BulkKind
from annotator.gui.annotations_page.lister import LabelLister
from annotator.gui.annotations_page.model import LabelsModel
from annotator.gui.annotations_page.orders import GROUP_NAMES, SORT_NAMES
from annotator.gui.annotations_page.picked import PickedBar
from annotator.gui.annotations_page.table import LabelsTable
from annotator.gui.annotations_page.writing import ask_and_write_labels
from annotator.gui.articles.filter_offers import FilterOffers, OfferedWords
from annotator.gui.articles.label_filter import LabelFilter, label_proposals
from annotator.gui.commands.table import command, key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.many import apply_many, can_change
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import EmptyState, PlainLabel, Separator, plain, set_tool_tip
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.problem_below import ProblemBelow
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.reading.label_listing import LabelRow
from annotator.store.reading.label_order import FoundLabels
from annotator.store.reading.label_query import (
    LabelGroup,
    LabelQuery,
    LabelSort,
    PickedLabels,
    parse_labels,
)

_IN_MENU = (
    "open_annotation",
    *("bulk_recode", "bulk_answer", "bulk_link", "bulk_note", "bulk_delete"),
    "fold_group",
)
_BUTTONS = {
    "bulk_recode": "Recode…",
    "bulk_answer": "Answer…",
    "bulk_link": "Link…",
    "bulk_note": "Note…",
    "bulk_delete": "Delete…",
    "export_annotations_shown": "Export…",
}


class _KeptRows(msgspec.Struct, frozen=True):
    """The annotation at hand (a number, 0 for none), those that are selected, and the line."""

    number: int
    selected: Sequence[int]
    line: int


class AnnotationsPage(KeyedPage):
    """All annotations that may be seen, and acts on many of them at once."""

    passage_wanted = Signal(str, str, int, int)
    """An article, an annotation in it, and where that stands, are to be shown."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._query = LabelQuery()
        self._coder = session.coder
        self._waits_for: _KeptRows | None = None
        """What was at hand before the first rows of another list came."""
        self._offering = FilterOffers(self, self._take_offers)
        self.filter = LabelFilter()
        self.group = ArrowKeyCombo("Grouping")
        self.sort = ArrowKeyCombo("Order")
        self.said = PlainLabel(role="muted")
        self.picked = PickedBar()
        self.problem = ProblemBelow(self.filter, self)
        """Why nothing is looked for, with all the conditions that there are."""
        self.lister = LabelLister(session, lambda: self._query, self)
        self.model = LabelsModel(session, self.lister, self)
        self.table = LabelsTable(session, self.model, self._key)
        self.empty = EmptyState(icon("search"), "", "", button="Show all annotations")
        self.buttons = {ident: QPushButton(plain(title)) for ident, title in _BUTTONS.items()}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Annotations")
        self.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.group.offer([(name, one) for one, name in GROUP_NAMES.items()], LabelGroup.NONE)
        self.sort.offer([(name, one) for one, name in SORT_NAMES.items()], LabelSort.PLACE)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setContentsMargins(GRID, HALF, GRID, HALF)
            row.setSpacing(HALF)
        first.addWidget(self.filter, 6)
        first.addWidget(self.group, 2)
        first.addWidget(self.sort, 2)
        second.addWidget(self.picked, 6)
        second.addWidget(self.said, 1)
        for ident, button in self.buttons.items():
            button.setAutoDefault(False)
            one = command(ident)
            set_tool_tip(button, f"{one.title.rstrip('…')} ({key_of(ident)})")
            second.addWidget(button)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(Separator())
        column.addWidget(self._pages, 1)
        order_tabs(self)

    def _connect(self) -> None:
        self.filter.wanted.connect(self._ask)
        self.filter.entered.connect(self._to_table)
        self.filter.downwards.connect(self._to_table)
        self.filter.left.connect(self._to_table)
        self.group.currentIndexChanged.connect(self._ask_anew)
        self.sort.currentIndexChanged.connect(self._ask_anew)
        self.lister.found.connect(self._take)
        self.table.opened.connect(partial(self.perform, "open_annotation"))
        self.table.folded.connect(self.fold_group)
        self.table.sorting.connect(self._sort_by)
        self.table.chosen.connect(self._say)
        self.table.menu_wanted.connect(partial(self._show_menu, _IN_MENU))
        self.empty.pressed.connect(self._show_all)
        self.picked.cleared.connect(partial(self.pick, None))
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_anew)
        for ident, button in self.buttons.items():
            button.clicked.connect(partial(self.perform, ident))

    # Coming and going

    def enter(self) -> None:
        """Show what there is now, and take the focus."""
        if self.lister.stale:
            self.lister.find()
            self._offering.look(self.session.project, self.lister.visibility)
        else:
            self.table.foresee()  # what was being read when the page was left
        self._to_table()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing while nobody looks."""
        self.lister.stop()
        self._offering.cancel()
        super().hideEvent(event)

    def _to_table(self) -> None:
        if self._pages.currentWidget() is self.table:
            self.table.setFocus()
        elif not self.filter.hasFocus():
            self.empty.setFocus()  # where the page's keys and undo go on working

    def _follow(self, changes: Changes) -> None:
        self.lister.follow(changes, seen=self.isVisible())

    def _see_anew(self) -> None:
        if self.session.coder != self._coder:  # what others picked tells what they saw
            self._coder = self.session.coder
            self.picked.show_picked(None)
            self._query = structs.replace(self._query, picked=None)
        self.lister.see_anew(seen=self.isVisible())

    def _take_offers(self, found: OfferedWords) -> None:
        words = label_proposals(found.offered, self.session.codebook, found.actors)
        self.filter.offer(words)

    # What is listed

    @property
    def query(self) -> LabelQuery:
        """What is listed, and how."""
        return self._query

    def _ask(self, words: str) -> None:
        """List what the words find; those that mean nothing are told and change nothing."""
        try:
            terms = parse_labels(words, self.session.codebook)
        except UserError as error:
            self.problem.say(str(error))
            return
        self.problem.say("")
        sort = LabelSort(self.sort.currentData() or LabelSort.PLACE)
        group = LabelGroup(self.group.currentData() or LabelGroup.NONE)
        keeps = sort == self._query.sort and self._query.descending
        self._want(
            structs.replace(self._query, terms=terms, sort=sort, descending=keeps, group=group)
        )

    def _ask_anew(self) -> None:
        self._ask(self.filter.text())

    def _want(self, query: LabelQuery) -> None:
        if query != self._query:
            self._query = query
            self.lister.find()
        else:
            self._say()

    def _show_all(self) -> None:
        self.filter.clear()
        self.pick(None)
        self.filter.run_now()

    def want(self, words: str, group: LabelGroup = LabelGroup.NONE) -> None:
        """List what these words find, grouped so."""
        self.group.choose_data(group)
        self.filter.setText(words)
        self.filter.run_now()

    def pick(self, picked: PickedLabels | None) -> None:
        """List only what was picked, all of it; or, with nothing, all annotations again."""
        self.picked.show_picked(picked)
        if picked is not None:
            self.filter.setText("")
            self.filter.cancel()
            self.problem.say("")
        terms = () if picked is not None else self._query.terms
        self._want(structs.replace(self._query, terms=terms, picked=picked))
        self._to_table()

    @property
    def has_picked(self) -> bool:
        """Whether only what was picked is listed."""
        return self._query.picked is not None

    def _sort_by(self, sort: LabelSort) -> None:
        """Sort by something; once more, the other way round."""
        again = sort == self._query.sort
        self.sort.choose_data(sort)
        descending = again and not self._query.descending
        self._want(structs.replace(self._query, sort=sort, descending=descending))

    def sort_on(self) -> None:
        """Sort by what comes next in the list of orders."""
        self.sort.setCurrentIndex((self.sort.currentIndex() + 1) % self.sort.count())

    def turn_round(self) -> None:
        """Sort the other way round."""
        self._sort_by(self._query.sort)

    def group_on(self) -> None:
        """Group by what comes next in the list of groupings."""
        self.group.setCurrentIndex((self.group.currentIndex() + 1) % self.group.count())

    def _take(self, found: FoundLabels) -> None:
        line, kept = self.table.line(), self._kept()
        heading = self.model.layout.heading(line) if line >= 0 else None
        self._waits_for = None
        self.model.show(found, self._query.group)
        self._turn_to(self.table if len(found.numbers) else self.empty)
        if len(found.numbers):
            lines = self.model.layout.lines_of({kept.number, *kept.selected})
            at = lines.get(kept.number)
            if heading is not None:
                at = self.model.layout.line_of_group(heading.key)
            if at is None:
                at = 0 if found.partial else min(max(line, 0), len(self.model.layout) - 1)
            self.table.show_layout()
            self.table.go_to(at)
            if kept.selected:
                self.table.select_numbers(kept.selected)
            if found.partial:
                self._waits_for = _KeptRows(kept.number, kept.selected, at)
        elif self._query.terms:
            self.empty.say("No such annotation", "None fits the words above.")
        elif self.has_picked:
            self.empty.say("No annotation is left", "Those that were picked are gone.")
        else:
            self.empty.say("No annotation that you may see", "What you tag stands here.")
        self._say()

    def _kept(self) -> "_KeptRows":
        """Return which rows are at hand, or were before the first of a new list came."""
        line = self.table.line()
        if self._waits_for is not None and self._waits_for.line == line:
            return self._waits_for
        chosen = self.table.selected_labels()
        return _KeptRows(self.model.number_at(line) or 0, chosen if len(chosen) > 1 else (), line)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the table or why it is empty; the keyboard never slips into the filter by that."""
        if self._pages.currentWidget() is shown:
            return
        typing = self.window().focusWidget() is self.filter  # also while a dialog goes
        self._pages.setCurrentWidget(shown)
        if not typing:
            shown.setFocus()

    def _say(self) -> None:
        shown, total = len(self.model.layout.found.numbers), self.lister.total
        words = counted(total, "annotation") if shown == total else f"{shown:,} of {total:,}"
        if self.model.layout.found.partial:
            words = f"The first {shown:,} so far…"
        selected = self.table.count_selected()
        more = f" · {selected:,} selected" if selected > 1 else ""
        self.said.setText(words + more)
        for ident, button in self.buttons.items():
            button.setEnabled(command(ident).can_act(self))

    # Groups

    @property
    def is_grouped(self) -> bool:
        """Whether there are headings."""
        return bool(self.model.layout.found.groups)

    def fold_group(self) -> None:
        """Fold the group at hand, or unfold it."""
        group = self.model.layout.group_at(max(self.table.line(), 0)) if self.is_grouped else None
        if group is None:
            return
        self._fold(self.model.layout.folded ^ {group.key}, group.key)

    def fold_all(self) -> None:
        """Fold all groups or, where all are folded, unfold them."""
        group = self.model.layout.group_at(max(self.table.line(), 0)) if self.is_grouped else None
        every = frozenset(one.key for one in self.model.layout.found.groups)
        folded = frozenset[str]() if self.model.layout.folded >= every else every
        self._fold(folded, group.key if group else "")

    def _fold(self, folded: frozenset[str], at: str) -> None:
        self.model.fold(folded)
        self.table.show_layout()
        self.table.go_to(self.model.layout.line_of_group(at) or 0)
        self._say()

    # What can be done

    @property
    def row(self) -> LabelRow | None:
        """The annotation at hand, as far as it is read."""
        return self.model.row_at(self.table.line())

    @property
    def has_some(self) -> bool:
        """Whether any annotation is listed."""
        return len(self.model.layout.found.numbers) > 0

    @property
    def has_all(self) -> bool:
        """Whether all that is wanted is listed, so that something can be done with all of it."""
        return self.has_some and not self.model.layout.found.partial

    def open_annotation(self) -> None:
        """Show the passage of the annotation at hand; a heading folds."""
        row = self.row
        if row is not None:
            one = row.annotation
            self.passage_wanted.emit(one.article, one.id, one.start or 0, one.end or 0)
        elif 0 <= self.table.line() < len(self.model.layout):
            self.fold_group()

    def act(self, kind: BulkKind) -> None:
        """Ask what is to be done with the selected annotations or all, and do it after a look."""
        session = self.session
        if not can_change(session):
            return
        chosen = ChosenLabels(
            selected=self.table.selected_numbers(),
            shown=self.model.layout.found.numbers,
            at_hand=self.row.annotation if self.row else None,
        )
        dialog = BulkDialog(session, self.settings, kind, chosen, self.window())
        plan = dialog.plan if run_dialog(dialog).result() else None
        if plan is None or not plan.changed:
            return
        self.table.setFocus()  # not the filter: undo would take typing back there
        apply_many(session, plan.edit, plan.changed, plan.label)

    def export(self) -> None:
        """Ask where to, and write what is listed."""
        numbers: Sequence[int] = self.model.layout.found.numbers
        ask_and_write_labels(self.window(), self.session, self.settings, numbers)

    def focus_filter(self) -> None:
        """Put the focus where words are typed."""
        self.filter.setFocus()
        self.filter.selectAll()
