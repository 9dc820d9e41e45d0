"""The page of the project's annotations."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Changes
from annotator.domain.errors import BusyError, UserError
from annotator.domain.people import Actor
from annotator.domain.wording import counted
from annotator.gui.annotations_page.bulk_dialog import BulkDialog, ChosenLabels
from annotator.gui.annotations_page.filter_line import LabelFilter, label_proposals
from annotator.gui.annotations_page.forms import BulkKind
from annotator.gui.annotations_page.lister import LabelLister
from annotator.gui.annotations_page.model import LabelsModel
from annotator.gui.annotations_page.table import LabelsTable
from annotator.gui.annotations_page.writing import ask_and_write_labels
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import command, key_of, perform
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.context import ModePage
from annotator.gui.session.many import apply_many, can_change
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import EmptyState, PlainLabel, Separator, plain, set_tool_tip
from annotator.gui.widgets.dialog import run_dialog
from annotator.store.reading.label_listing import FoundLabels, LabelRow
from annotator.store.reading.label_query import LabelGroup, LabelQuery, LabelSort, parse_labels

_ACTS = ("bulk_recode", "bulk_answer", "bulk_link", "bulk_note", "bulk_delete")
_BUTTONS = {
    "bulk_recode": "Recode…",
    "bulk_answer": "Answer…",
    "bulk_link": "Link…",
    "bulk_note": "Note…",
    "bulk_delete": "Delete…",
    "export_annotations_shown": "Export…",
}
_GROUP_NAMES = {
    LabelGroup.NONE: "Not grouped",
    LabelGroup.CODE: "By code",
    LabelGroup.ACTOR: "By actor",
    LabelGroup.CODER: "By coder",
    LabelGroup.ARTICLE: "By article",
    LabelGroup.OUTLET: "By outlet",
}
_SORT_NAMES = {
    LabelSort.PLACE: "In reading order",
    LabelSort.CODE: "Sorted by code",
    LabelSort.WORDS: "Sorted by words",
    LabelSort.ACTOR: "Sorted by actor",
    LabelSort.OUTLET: "Sorted by outlet",
    LabelSort.CODER: "Sorted by coder",
    LabelSort.CHANGED: "Sorted by last change",
}


class AnnotationsPage(ModePage):
    """All annotations that may be seen, and acts on many of them at once."""

    passage_wanted = Signal(str, str, int, int)
    """An article, an annotation in it, and where that stands, are to be shown."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._query = LabelQuery()
        self._refusal = ""
        """What is wrong with the words of the filter, of which nothing is listed then."""
        self.filter = LabelFilter()
        self.group = ArrowKeyCombo("Grouping")
        self.sort = ArrowKeyCombo("Order")
        self.said = PlainLabel(role="muted")
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
        self.group.offer([(name, one) for one, name in _GROUP_NAMES.items()], LabelGroup.NONE)
        self.sort.offer([(name, one) for one, name in _SORT_NAMES.items()], LabelSort.PLACE)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setContentsMargins(GRID, HALF, GRID, HALF)
            row.setSpacing(HALF)
        first.addWidget(self.filter, 6)
        first.addWidget(self.group, 2)
        first.addWidget(self.sort, 2)
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
        self.table.menu_wanted.connect(self._open_menu)
        self.empty.pressed.connect(self._show_all)
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_anew)
        for ident, button in self.buttons.items():
            button.clicked.connect(partial(self._press, ident))

    # Coming and going

    def enter(self) -> None:
        """Show what there is now, and take the focus."""
        if self.lister.stale:
            self._offer()
            self.lister.find()
        else:
            self.table.foresee()  # what was being read when the page was left
        self._to_table()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing while nobody looks."""
        self.lister.stop()
        super().hideEvent(event)

    def _to_table(self) -> None:
        if self._pages.currentWidget() is self.table:
            self.table.setFocus()
        elif not self.filter.hasFocus():
            self.empty.setFocus()  # where the page's keys and undo go on working

    def _follow(self, changes: Changes) -> None:
        self.lister.follow(changes, seen=self.isVisible())

    def _see_anew(self) -> None:
        self.lister.see_anew(seen=self.isVisible())

    def _offer(self) -> None:
        project = self.session.project
        try:
            offered = project.listing.offered(self.lister.visibility)
            actors = sorted({one.name for one in project.find(Actor)}, key=str.casefold)
        except BusyError:
            return
        self.filter.offer(label_proposals(offered, self.session.codebook, actors))

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
            self._refusal = str(error)
            self._say()
            return
        self._refusal = ""
        sort = LabelSort(self.sort.currentData() or LabelSort.PLACE)
        group = LabelGroup(self.group.currentData() or LabelGroup.NONE)
        keeps = sort == self._query.sort and self._query.descending
        self._want(LabelQuery(terms=terms, sort=sort, descending=keeps, group=group))

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
        self.filter.run_now()
        self._to_table()

    def want(self, words: str, group: LabelGroup = LabelGroup.NONE) -> None:
        """List what these words find, grouped so."""
        self.group.choose_data(group)
        self.filter.setText(words)
        self.filter.run_now()

    def _sort_by(self, sort: LabelSort) -> None:
        """Sort by something; once more, the other way round."""
        again = sort == self._query.sort
        self.sort.choose_data(sort)
        self._want(
            LabelQuery(
                terms=self._query.terms,
                sort=sort,
                descending=again and not self._query.descending,
                group=self._query.group,
            )
        )

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
        line, chosen = self.table.line(), self.table.selected_numbers()
        number = self.model.number_at(line)
        self.model.show(found, self._query.group)
        place = self.model.layout.line_of(number) if number is not None else None
        self._turn_to(self.table if len(found.numbers) else self.empty)
        if len(found.numbers):
            self.table.show_layout()
            self.table.go_to(
                place if place is not None else min(max(line, 0), len(self.model.layout) - 1)
            )
            if len(chosen) > 1:
                self.table.select_numbers(chosen)
        elif self._query.terms:
            self.empty.say("No such annotation", "None fits the words above.")
        else:
            self.empty.say("No annotation that you may see", "What you tag stands here.")
        self._say()

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
        selected = len(self.table.selected_numbers())
        more = f" · {selected:,} selected" if selected > 1 else ""
        self.said.set_role("danger" if self._refusal else "muted")
        self.said.setText(self._refusal or words + more)
        set_tool_tip(self.said, self._refusal)
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

    def perform(self, ident: str) -> None:
        """Do what a command of the page says, if it can be done now."""
        command(ident).do(self)

    def _press(self, ident: str) -> None:
        self.perform(ident)

    def _key(self, event: QKeyEvent) -> bool:
        return perform(self, key_word(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of the page says."""
        if not self._key(event):
            super().keyPressEvent(event)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for ident in ("open_annotation", *_ACTS, "fold_group"):
            one = command(ident)
            action = menu.addAction(f"{one.title}\t{key_of(ident)}")
            action.setEnabled(one.can_act(self))
            action.triggered.connect(lambda _checked=False, ident=ident: self.perform(ident))
        menu.popup(place)

    def focus_filter(self) -> None:
        """Put the focus where words are typed."""
        self.filter.setFocus()
        self.filter.selectAll()
