"""Which articles are listed: kept in step with the project, and found without anybody waiting."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, islice

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.annotation import Annotation
from annotator.domain.article import FINISHED, Article, Status
from annotator.domain.change import Changes
from annotator.domain.draws import DrawnArticle
from annotator.domain.errors import BusyError
from annotator.domain.people import Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.study import Inclusion, Round
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.store.reading.listing import Offered
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_list import (
    Listed,
    ListOrder,
    ListWish,
    TextsOfArticles,
    listed,
    still_found,
)
from annotator.workflow.article_order import SortKey, is_moved, meta_text
from annotator.workflow.article_rows import ArticleRows
from annotator.workflow.copies.asking import names_in, resolved, with_copies
from annotator.workflow.copies.found import FoundCopies
from annotator.workflow.copies.when_wanted import CopiesWhenWanted

AT_ONCE = 2000
"""Of how many articles it is found at once which are listed; of more, on another thread."""
_SHOWN_HERE = (
    Article,
    Annotation,
    Status,
    Coder,
    Assignment,
    ProjectInfo,
    Round,
    Inclusion,
    DrawnArticle,
)
_ON_ALL = (Coder, Assignment, ProjectInfo, Round, DrawnArticle)
"""What can change the rows of articles that it is not on."""
_SOON, _LATER = 40, 400
"""Milliseconds after an edit in which further edits join one refresh; more where it takes long."""
_FEW = 200
"""Of how many articles the rows are read one by one after an edit; of more, all are."""
_NEAR = 50
"""Among how many of the following articles the next one to do mostly is."""
_AFTER = 150
"""Milliseconds after which it is looked what a filter can be completed to, in large projects."""


class ArticleLister(QObject):
    """Knows all articles by number, and of those that are looked at the rows."""

    begun = Signal()
    """All articles were read anew."""
    found = Signal(object)
    """What is to be listed: `Listed`."""
    touched = Signal(list, list)
    """Edits have touched the articles with these ids, and these numbers of them were read."""
    offers = Signal(object)
    """What there is that a filter can ask for: `Offered`."""

    def __init__(self, session: Session, wish: Callable[[], ListWish], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wish = wish
        self.rows = ArticleRows(session.project)
        self.every: Sequence[int] = ()
        self.order = ListOrder()
        self._texts = TextsOfArticles()
        self._copies = copies_at_hand(session).when_wanted
        self._offered = Offered()
        self._touched: set[str] = set()
        self._stale = False
        self._finding = LatestSoon(self, _SOON, self.find)
        self._looking = LatestSoon(self, _AFTER, self._look)
        for work in (self._finding, self._looking):
            work.refused.connect(self._refuse)
            session.waiting.room_wanted.connect(work.make_room)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.catch_up)

    # What is listed

    def refresh(self) -> None:
        """Read anew which articles there are."""
        self._soon.stop()
        session = self._session
        every = session.project.listing.numbers()
        if every != self.every:
            self._texts = TextsOfArticles()  # what is being read may be of those before
        self.every, self._stale, self._touched = every, False, set()
        self.rows.forget()
        self.rows.look_as(session.visibility, session.coder)
        self.begun.emit()
        self._offer_anew()
        self.find()

    def find(self) -> None:
        """Find anew which articles are listed; what was being found is not wanted any more."""
        self._finding.cancel()
        project, wish = self._session.project, self._wish()
        if not self.are_many and not wish.query.looks_at_texts:
            self._take(listed(project.listing, self.every, wish, self._texts))
            return
        if wish.is_plain:
            divided = 0 < len(wish.visibility.assigned) < len(self.every)
            self._take(Listed(self.every, len(self.every), divided))
            if not project.listing.has_assignments():
                return
        work = partial(_find, every=self.every, wish=wish, texts=self._texts, copies=self._copies)
        self._finding.start("Filtering", on_sibling(project, work), self._take)

    def find_now(self) -> None:
        """Be sure that what is listed is what is asked for."""
        self.catch_up()
        wish, project = self._wish(), self._session.project
        if not self._finding.is_due or (wish.query.asks_copies and self._copies.found is None):
            return  # copies that nobody has looked for yet take longer
        self._finding.cancel()
        query = resolved(
            wish.query, self._copies.found or FoundCopies(), partial(names_in, project)
        )
        wish = structs.replace(wish, query=query)
        self._take(listed(project.listing, self.every, wish, self._texts))

    def _take(self, found: Listed) -> None:
        self.order = ListOrder(found.numbers)
        self.found.emit(found)

    @property
    def are_many(self) -> bool:
        """Whether there are so many articles that looking through them takes time."""
        return len(self.every) > AT_ONCE

    def next_undone(self, place: int, besides: str) -> int | None:
        """Return the first article from a place on that the coder isn't through with, round.

        `besides` is the id of an article that isn't it.
        """
        numbers, statuses = self.order.numbers, self._session.visibility.statuses
        ahead = numbers[place : place + _NEAR]
        ids = self.rows.ids_of(ahead)
        for number in ahead:
            article = ids.get(number, besides)
            if statuses.get(article) not in FINISHED and article != besides:
                return number
        done = self._session.project.listing.finished(self._session.coder_id)
        done |= {self.rows.number_of(besides)}
        round_again = chain(islice(numbers, place, None), islice(numbers, place))
        return next((one for one in round_again if one not in done), None)

    # After an edit

    def follow(self, changes: Changes, *, seen: bool) -> None:
        """Take note of an edit; where the list is `seen`, show it in a moment."""
        if changes.changes and not any(changes.ids(kind) for kind in _SHOWN_HERE):
            return
        stale = not changes.changes or any(changes.ids(kind) for kind in _ON_ALL)
        stale = stale or bool(changes.created(Article) or changes.removed(Article))
        try:
            self._touched |= set() if stale else self._session.project.touched_articles(changes)
        except BusyError:
            stale = True
        self._stale = self._stale or stale or len(self._touched) > _FEW
        if seen:
            self._soon.start(_LATER if self._stale and self.are_many else _SOON)

    def see_anew(self, *, seen: bool) -> None:
        """Show that others' labels come or go; where there are many, once the list is `seen`."""
        if seen or not self.are_many:
            self.refresh()
        else:
            self._stale = True

    def catch_up(self) -> None:
        """Take over what has changed."""
        if self._stale:
            self.refresh()
        elif self._touched:
            self._read_touched()

    def _read_touched(self) -> None:
        """Read the touched articles anew, and find anew what is listed if that may differ."""
        session = self._session
        numbers = session.project.listing.numbers_of(self._touched)
        before = {one: self.rows.known(one) for one in numbers.values()}
        self.rows.look_as(session.visibility, session.coder)
        rows = self.rows.read(numbers.values(), anew=True)
        articles, self._touched = sorted(self._touched), set()
        wish = self._wish()
        self._offer(_with(self._offered, rows.values()))
        stays = not self._finding.is_due and all(
            wish.key is SortKey.ARRIVAL
            or (old is not None and not is_moved(old, rows[one], wish.key, session.coder))
            for one, old in before.items()
            if one in rows
        )
        self.touched.emit(articles, list(rows))
        if not stays or self._listed_among(numbers) != self._to_be_listed(wish, numbers):
            self.find()

    def _listed_among(self, numbers: dict[str, int]) -> set[int]:
        return {one for one in numbers.values() if self.order.place_of(one) is not None}

    def _to_be_listed(self, wish: ListWish, numbers: dict[str, int]) -> set[int]:
        found = still_found(self._session.project.listing, wish, list(numbers.values()))
        assigned = wish.visibility.assigned
        if not wish.own or not 0 < len(assigned) < len(self.every):
            return found
        return found & {number for article, number in numbers.items() if article in assigned}

    # What a filter can ask for

    def _offer_anew(self) -> None:
        if self.are_many:
            self._looking.soon()
        else:
            session = self._session
            self._offer(session.project.listing.offered(session.visibility))

    def _look(self) -> None:
        project, visibility = self._session.project, self._session.visibility
        work = partial(_offered, visibility=visibility, texts=self._texts)
        self._looking.start("Looking", on_sibling(project, work), self._offer)

    def _offer(self, offered: Offered) -> None:
        if offered != self._offered:
            self._offered = offered
            self.offers.emit(offered)

    def stop(self, *, unread: bool) -> None:
        """Read nothing more: the project may be closed next; `unread` is what was to be found."""
        self._soon.stop()
        unread = unread or self._finding.is_due or self._looking.is_due
        self._finding.cancel()
        self._looking.cancel()
        self._stale = self._stale or unread

    def _refuse(self, message: str) -> None:
        self._stale = True
        self._session.refused.emit(message)


def _with(offered: Offered, rows: Iterable[ArticleRow]) -> Offered:
    """Return what there is together with what some rows have."""
    rows = list(rows)
    return Offered(
        offered.outlets | ({meta_text(row, "outlet") for row in rows} - {""}),
        offered.coders.union(*(row.annotations for row in rows)),
        offered.assigned.union(*(row.assigned for row in rows)),
        offered.rounds.union(*(row.rounds for row in rows)),
    )


def _find(
    project: Project,
    reporter: Reporter,
    *,
    every: Sequence[int],
    wish: ListWish,
    texts: TextsOfArticles,
    copies: CopiesWhenWanted,
) -> Listed:
    project.stop_when(lambda: reporter.cancelled)
    wish = structs.replace(wish, query=with_copies(project, wish.query, copies, reporter))
    return listed(project.listing, every, wish, texts)


def _offered(
    project: Project, reporter: Reporter, *, visibility: Visibility, texts: TextsOfArticles
) -> Offered:
    """Look what there is; which articles have which text is asked for by the first words."""
    project.stop_when(lambda: reporter.cancelled)
    texts.read(project.listing)
    return project.listing.offered(visibility)
