"""Which annotations are listed, and what is read of them, without anybody waiting."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article, Status
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import BusyError, UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.study import Inclusion, Round, Settlement
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.store.reading.label_listing import FoundLabels, LabelRow
from annotator.store.reading.label_query import LabelQuery

AT_ONCE = 2000
"""Among how many annotations is found and read at once; among more, on another thread."""
_AROUND = 60
"""How many rows are read before and after those that are in view."""
_KEPT = 2000
"""How many rows are kept at most, but for those that are read at once."""
_SOON = 40
"""Milliseconds after an edit in which further edits join one refresh."""
_SHOWN_HERE = (
    *(Annotation, Link, Article, Status, Code, Coder, Actor, Assignment),
    *(ProjectInfo, Round, Inclusion, Settlement),
)


class LabelLister(QObject):
    """Knows the numbers of the annotations that are listed, and rows of those that are seen."""

    found = Signal(object)
    """What is to be listed: `FoundLabels`."""
    read = Signal(list)
    """Rows with these numbers were read."""

    def __init__(
        self, session: Session, wish: Callable[[], LabelQuery | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._wish = wish
        self.total = 0
        """How many annotations there are that may be seen."""
        self._rows: dict[int, LabelRow] = {}
        self._fresh: set[int] = set()
        """Of which rows nothing has changed since; the others are shown until they are read."""
        self._wanted: Sequence[int] = ()
        self._stale = True
        self._finding = LatestOnly(self)
        self._reading = LatestOnly(self)
        for work in (self._finding, self._reading):
            work.refused.connect(self._refuse)
        session.waiting.room_wanted.connect(self._make_room)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.find)
        self._read_soon = QTimer(self, singleShot=True, interval=0)
        self._read_soon.timeout.connect(self._read_wanted)

    @property
    def visibility(self) -> Visibility:
        """What may be seen here: as in review, where one doesn't code oneself."""
        return self._session.visibility.when_reviewing()

    @property
    def busy(self) -> bool:
        """Whether it is being found what is listed."""
        return self._finding.busy or self._soon.isActive()

    @property
    def reading(self) -> bool:
        """Whether rows that are in view are being read."""
        return self._reading.busy or self._read_soon.isActive()

    @property
    def stale(self) -> bool:
        """Whether what is listed may be other than it was."""
        return self._stale

    @property
    def are_many(self) -> bool:
        """Whether there are so many annotations that looking through them takes time."""
        return self.total > AT_ONCE

    # What is listed

    def find(self) -> None:
        """Find anew which annotations are listed, and read anew those that are seen."""
        self._soon.stop()
        self._finding.cancel()
        wish = self._wish()
        if wish is None:
            return
        self._stale = False
        session = self._session
        with suppress(BusyError):
            self.total = session.project.labels.count(self.visibility)
        work = partial(_find, wish=wish, codebook=session.codebook, visibility=self.visibility)
        if self.are_many:
            self._finding.start("Looking", on_sibling(session.project, work), self._take)
        else:
            self._take_now(lambda: work(session.project, None))

    def _take_now(self, find: Callable[[], FoundLabels]) -> None:
        try:
            found = find()
        except BusyError:
            self._stale = True
        except UserError as error:
            self._refuse(str(error))
        else:
            self._take(found)

    def _take(self, found: FoundLabels) -> None:
        self._reading.cancel()
        self._fresh = set()
        self.found.emit(found)

    def follow(self, changes: Changes, *, seen: bool) -> None:
        """Take note of an edit; where the page is seen, show it in a moment."""
        if changes.changes and not any(changes.ids(kind) for kind in _SHOWN_HERE):
            return
        self.see_anew(seen=seen)

    def see_anew(self, *, seen: bool) -> None:
        """Show that something else may be listed."""
        self._stale = True
        if seen:
            self._soon.start()

    # Rows

    def known(self, number: int) -> LabelRow | None:
        """Return an annotation's row if it was read."""
        return self._rows.get(number)

    def foresee(self, numbers: Sequence[int], first: int, end: int) -> None:
        """Have the rows read that are about to be painted, with those around them."""
        seen = numbers[first:end]
        if all(one in self._fresh for one in seen):
            return
        self._wanted = numbers[max(0, first - _AROUND) : end + _AROUND]
        if self.are_many:
            self._read_soon.start()
        else:
            self._read_wanted()

    def _read_wanted(self) -> None:
        missing = [one for one in self._wanted if one not in self._fresh]
        if not missing:
            return
        work = partial(_read, numbers=missing, visibility=self.visibility)
        if self.are_many:
            self._reading.start("Reading", on_sibling(self._session.project, work), self._keep)
        else:
            with suppress(BusyError):
                self._keep(work(self._session.project, None))

    def _keep(self, rows: dict[int, LabelRow]) -> None:
        for number in rows:
            self._rows.pop(number, None)
        self._rows.update(rows)
        self._fresh.update(rows)
        for number in list(self._rows)[: max(0, len(self._rows) - _KEPT)]:
            del self._rows[number]
            self._fresh.discard(number)
        self.read.emit(list(rows))

    # Coming and going

    def stop(self) -> None:
        """Read nothing more: the project may be closed next."""
        self._stale = self._stale or self.busy
        self._soon.stop()
        self._read_soon.stop()
        self._finding.cancel()
        self._reading.cancel()

    def _make_room(self) -> None:
        """Let an edit be written now, and go on once it is."""
        if self._finding.busy:
            self._finding.let_go()
            self._soon.start()
        if self._reading.busy:
            self._reading.let_go()
            self._read_soon.start()

    def _refuse(self, message: str) -> None:
        self._stale = True
        self._session.refused.emit(message)


def _find(
    project: Project,
    reporter: Reporter | None,
    *,
    wish: LabelQuery,
    codebook: Codebook,
    visibility: Visibility,
) -> FoundLabels:
    if reporter is not None:
        project.stop_when(lambda: reporter.cancelled)
    return project.labels.found(wish, codebook, visibility)


def _read(
    project: Project,
    reporter: Reporter | None,
    *,
    numbers: Iterable[int],
    visibility: Visibility,
) -> dict[int, LabelRow]:
    if reporter is not None:
        project.stop_when(lambda: reporter.cancelled)
    return project.labels.rows(list(numbers), visibility)
