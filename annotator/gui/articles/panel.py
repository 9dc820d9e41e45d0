"""The articles panel: filter, list, and the coder's share of what is done."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.article import FINISHED, Article, Status
from annotator.domain.change import Changes
from annotator.domain.errors import BusyError
from annotator.domain.people import Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import noun
from annotator.gui.articles.done_bar import DoneBar
from annotator.gui.articles.filter_edit import FilterEdit, proposals
from annotator.gui.articles.list_menu import ListMenu
from annotator.gui.articles.model import ArticlesModel
from annotator.gui.articles.order import SortButton, locale_order
from annotator.gui.articles.table import ArticlesTable
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HAIR, HALF
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import (
    ARTICLE_SORT,
    ARTICLE_SORT_DESCENDING,
    ARTICLES_ASSIGNED,
    Settings,
)
from annotator.gui.widgets.basic import EmptyState, PlainLabel, Separator
from annotator.store.reading.filtering import chosen, matches, parse
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_order import SortKey, in_order, is_moved
from annotator.workflow.visibility import seen_rows

_SHOWN_HERE = (Article, Annotation, Status, Coder, Assignment, ProjectInfo)
_ON_ALL = (Coder, Assignment, ProjectInfo)
"""What can change the rows of articles that it is not on."""
_SOON, _LATER = 40, 400
"""Milliseconds after an edit in which further edits join one refresh; more where it takes long."""
_MANY = 2000
_FEW = 200
"""Of how many articles the rows are read one by one after an edit; of more, all are."""


class ArticlesPanel(QWidget):
    """Lists the project's articles and opens them; it owns filter, order and selection."""

    properties_requested = Signal(str)
    """Show this article's properties."""
    remove_requested = Signal(list)
    """Take the articles with these ids out of the project."""
    import_requested = Signal()
    """Import articles."""
    leave_requested = Signal()
    """Esc: one step back, to the text."""
    selection_changed = Signal()
    """Other articles are selected."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._all: list[ArticleRow] = []
        self._place: dict[str, int] = {}
        self._offered: set[str] = set()
        self._touched: set[str] = set()
        self._stale = False
        self._collate = locale_order()
        self._model = ArticlesModel(self)
        self.filter = FilterEdit()
        self.table = ArticlesTable(self._model)
        self.sort = SortButton()
        self.done = DoneBar()
        self.assigned = QCheckBox("Assigned to me")
        self.assigned.setChecked(settings.get(ARTICLES_ASSIGNED))
        self._hint = PlainLabel(role="small", wrap=True)
        self._none = EmptyState(
            icon("article"),
            "No articles yet",
            f"Import articles: {key_of('import')}, or drop files here.",
            button="Import…",
        )
        self._no_match = EmptyState(icon("search"), "", _clears())
        self._stack = QStackedWidget()
        self._menu = ListMenu(session, self.table)
        self._soon = QTimer(self, singleShot=True)
        self._build()
        self._connect()
        self.sort.choose(settings.get(ARTICLE_SORT), settings.get(ARTICLE_SORT_DESCENDING))
        settings.changed.connect(self._setting_changed)
        self.refresh()

    def _build(self) -> None:
        for page in (self.table, self._none, self._no_match):
            self._stack.addWidget(page)
        top = QHBoxLayout()
        top.setContentsMargins(GRID, GRID, GRID, GRID)
        top.setSpacing(HALF)
        top.addWidget(self.filter, 1)
        top.addWidget(self.sort)
        below = QHBoxLayout()
        below.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        below.setSpacing(GRID)
        below.addWidget(self._hint, 1)
        below.addWidget(self.assigned)
        for part in (self._hint, self.assigned):
            part.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(Separator())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.done)
        self.setMinimumWidth(200)
        self.setAccessibleName("Articles")

    def _connect(self) -> None:
        self.filter.wanted.connect(self._show)
        self.filter.entered.connect(self._open_found)
        self.filter.downwards.connect(self.focus_list)
        self.filter.left.connect(self.leave_requested)
        self.table.left.connect(self.leave_requested)
        self.table.opening.connect(self._open)
        self.table.sorting.connect(self.sort.turn_to)
        self._menu.open_requested.connect(lambda: self._open(self.table.current()))
        self._menu.properties_requested.connect(self.ask_properties)
        self._menu.removal_requested.connect(self.ask_removal)
        self.table.selectionModel().selectionChanged.connect(self._tell_selection)
        self.sort.chosen.connect(self._sort)
        self.assigned.toggled.connect(self._choose_assigned)
        self._none.pressed.connect(self.import_requested)
        self._soon.timeout.connect(self._catch_up)
        self._session.changed.connect(self._changed)
        self._session.view_changed.connect(self.refresh)
        self._session.article_opened.connect(self._mark_open)

    # For the window

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected articles, in the order of the list."""
        return self.table.selected()

    def visible_ids(self) -> list[str]:
        """Return the ids of the articles that the filter lets through, in the order of the list."""
        self._catch_up()
        return [row.id for row in self._model.rows]

    def known(self) -> Sequence[ArticleRow]:
        """Return all articles, as they came in; where that can't be read now, as they were."""
        with suppress(BusyError):
            self._catch_up()
        return self._all

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def focus_list(self) -> None:
        """Put the keyboard onto the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.selected() and self._model.rows:
            self.table.make_current(self._model.rows[0].id)

    def open_next(self, step: int = 1) -> str:
        """Open the article so many rows below the open one (above: negative); return its id."""
        ids = self.visible_ids()
        if not ids:
            return ""
        here = self._model.place_of(self._open_id())
        wanted = (0 if step > 0 else len(ids) - 1) if here is None else here + step
        article = ids[max(0, min(len(ids) - 1, wanted))]
        self._open(article)
        return article

    def next_undone(self) -> str:
        """Return the id of the next listed article that the coder isn't through with, round."""
        self._catch_up()
        rows = self._model.rows
        here = self._model.place_of(self._open_id())
        start = 0 if here is None else here + 1
        coder = self._session.coder
        for row in [*rows[start:], *rows[:start]]:
            if row.status_of(coder) not in FINISHED and row.id != self._open_id():
                return row.id
        return ""

    # Showing

    def refresh(self) -> None:
        """Read the articles anew."""
        self._soon.stop()
        session = self._session
        self._all = seen_rows(session.project, session.visibility, session.coder)
        self._stale = False
        self._touched = set()
        self._place = {row.id: n for n, row in enumerate(self._all)}
        self.done.show_share(self._all, session.coder)
        offered = proposals(self._all, session.codebook)
        self._offered = set(offered)
        self.filter.offer(offered)
        self._show()

    def _refresh_touched(self) -> None:
        """Read the touched articles anew; what follows from all is done anew where it must be."""
        session, touched = self._session, self._touched
        rows = seen_rows(session.project, session.visibility, session.coder, touched)
        self._touched = set()
        if {row.id for row in rows} != touched & self._place.keys():
            self.refresh()  # some came or went
            return
        pairs = [(self._all[self._place[row.id]], row) for row in rows]
        pairs = [(old, new) for old, new in pairs if old != new]
        for old, new in pairs:
            self._all[self._place[new.id]] = new
            self.done.show_change(old, new)
        changed = [new for _, new in pairs]
        if not self._offered.issuperset(proposals(changed, session.codebook)):
            self.refresh()
        elif all(self._stays(old, new) for old, new in pairs):
            self._model.replace(changed)
        else:
            self._show()

    def _stays(self, old: ArticleRow, new: ArticleRow) -> bool:
        """Tell whether an article goes on being listed or not, and stands where it stood."""
        query = parse(self.filter.text(), self._session.codebook.codes)
        searched = bool(query.words.strip() or query.without)
        if searched and (old.title, old.text_sha256) != (new.title, new.text_sha256):
            return False
        coder = self._session.coder
        return not is_moved(old, new, self.sort.order[0], coder) and (
            matches(old, query, coder) is matches(new, query, coder)
        )

    def _show(self) -> None:
        words = self.filter.text()
        project, coder = self._session.project, self._session.coder
        query = parse(words, self._session.codebook.codes)
        pool = self._pool(coder)
        found = chosen(pool, query, project.search, coder)
        share = f"{len(found)} of {len(pool)}" if words.strip() else f"{len(pool)}"
        self._hint.setText(f"{share} {noun(len(pool), 'article')}")
        # Always there, so that the list stays where it is while one types.
        self._hint.setVisible(bool(self._all))
        key, descending = self.sort.order
        rows = in_order(
            found,
            key,
            descending=descending,
            coder=coder,
            collate=self._collate,
        )
        self._put(rows)
        self._choose_page(words.strip())

    def _pool(self, coder: str) -> Sequence[ArticleRow]:
        """Return what the filter searches: what is assigned to the coder, or all."""
        own = [row for row in self._all if coder in row.assigned]
        offered = 0 < len(own) < len(self._all)
        self.assigned.setVisible(offered)
        return own if offered and self.assigned.isChecked() else self._all

    def _put(self, rows: Sequence[ArticleRow]) -> None:
        selected, current = self.table.selected(), self.table.current()
        here = self.table.currentIndex().row()
        scrolled = self.table.verticalScrollBar().value()
        was_listed = self._model.place_of(self._open_id()) is not None
        if self._model.show(rows, self._session.coder):
            self._model.set_open(self._open_id())
            is_listed = self._model.place_of(self._open_id()) is not None
            if is_listed and not was_listed:
                selected, current = [self._open_id()], self._open_id()
            elif rows and current and not self._open_id() and self._is_gone(current):
                # The keys go on from the row that took its place.
                current = rows[min(here, len(rows) - 1)].id
                selected = [one for one in selected if not self._is_gone(one)] or [current]
            self.table.restore(selected, current or self._open_id(), scrolled)

    def _is_gone(self, article: str) -> bool:
        return self._model.place_of(article) is None

    def _choose_page(self, words: str) -> None:
        page: QWidget = self.table
        if not self._all:
            page = self._none
        elif not self._model.rows:
            self._no_match.say(f"No article matches “{words}”", self._way_out())
            page = self._no_match
        self._stack.setCurrentWidget(page)

    def _way_out(self) -> str:
        narrowed = self.assigned.isVisibleTo(self) and self.assigned.isChecked()
        also = " Only what is assigned to you was searched." if narrowed else ""
        return f"{_clears()}{also}"

    # Answering

    def _changed(self, changes: Changes) -> None:
        if changes.changes and not any(changes.ids(kind) for kind in _SHOWN_HERE):
            return
        stale = not changes.changes or any(changes.ids(kind) for kind in _ON_ALL)
        try:
            self._touched |= set() if stale else self._session.project.touched_articles(changes)
        except BusyError:
            stale = True
        self._stale = self._stale or stale or len(self._touched) > _FEW
        if self.isVisible():
            self._soon.start(_LATER if self._stale and len(self._all) >= _MANY else _SOON)

    def _tell_selection(self) -> None:
        self.selection_changed.emit()

    def _catch_up(self) -> None:
        if self._stale:
            self.refresh()
        elif self._touched:
            self._refresh_touched()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over what happened while the panel was hidden."""
        self._catch_up()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing more: the project may be closed next."""
        self._stale = self.filter.cancel() or self._stale
        self._soon.stop()
        super().hideEvent(event)

    def _sort(self, key: SortKey, descending: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._settings.set(ARTICLE_SORT, key)
        self._settings.set(ARTICLE_SORT_DESCENDING, descending)
        self.table.show_order(key, descending=descending)
        self._show()

    def _setting_changed(self, key: str) -> None:
        order, descending = self.sort.order
        if key == ARTICLE_SORT.key and self._settings.get(ARTICLE_SORT) is not order:
            self.sort.choose(self._settings.get(ARTICLE_SORT), descending)
        elif key == ARTICLE_SORT_DESCENDING.key:
            wanted = self._settings.get(ARTICLE_SORT_DESCENDING)
            if wanted is not descending:
                self.sort.choose(order, wanted)
        elif key == ARTICLES_ASSIGNED.key:
            self.assigned.setChecked(self._settings.get(ARTICLES_ASSIGNED))

    def _choose_assigned(self, on: bool) -> None:  # noqa: FBT001 - a toggle's slot
        self._settings.set(ARTICLES_ASSIGNED, on)
        self._show()

    def _mark_open(self) -> None:
        article = self._open_id()
        self._model.set_open(article)
        if article and self.table.selected() != [article]:
            self.table.make_current(article)

    def _open_id(self) -> str:
        return self._session.article.article.id if self._session.article else ""

    def _open(self, article: str) -> None:
        if article:
            self._session.open_article(article)
            if self._open_id() != article:
                self._mark_open()  # it can't be opened now

    def _open_found(self) -> None:
        if self._model.rows:
            self._open(self._model.rows[0].id)

    def ask_properties(self) -> None:
        """Ask for the metadata of the current article."""
        if self.table.current():
            self.properties_requested.emit(self.table.current())

    def ask_removal(self) -> None:
        """Ask for the selected articles to be removed."""
        if self.selected_ids():
            self.remove_requested.emit(self.selected_ids())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the selected articles."""
        if self._stack.currentWidget() is not self.table or not self.selected_ids():
            return
        place = self.table.viewport().mapFromGlobal(event.globalPos())
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key or self.table.indexAt(place).isValid():
            self._menu.open_for(self.selected_ids(), event.globalPos())


def _clears() -> str:
    return f"{key_of('clear_filter')} clears the filter."
