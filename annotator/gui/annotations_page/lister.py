"""Which annotations are listed, and what is read of them, without anybody waiting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import msgspec
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
from annotator.gui.session.pieces import StreamedWork, Tell
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.store.reading.label_listing import LabelRow
from annotator.store.reading.label_order import FoundLabels
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
        self._found_for: tuple[LabelQuery, Visibility] | None = None
        """What the list that is shown was asked for, and for whose eyes."""
        self._finding = StreamedWork(self)
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
        return self._session.project.labels.are_more_than(AT_ONCE)

    # What is listed

    def find(self) -> None:
        """Find anew which annotations are listed, and read anew those that are seen.

        Among many the first come at once, unless the same was asked for before: then what is
        shown stands until all are there.
        """
        self._soon.stop()
        self._finding.stop()
        wish = self._wish()
        if wish is None:
            return
        self._stale = False
        session = self._session
        look = _Look(wish, session.codebook, self.visibility)
        try:
            many = self.are_many
        except BusyError:
            many = True
        if not many:
            self._take_now(lambda: look.all(session.project))
            return
        anew = self._found_for == (wish, look.visibility)
        found_for = wish, look.visibility

        def work(own: Project, reporter: Reporter, tell: Tell) -> None:
            own.stop_when(lambda: reporter.cancelled)
            first = FoundLabels(partial=True) if anew else look.first(own)
            rows = own.labels.rows(first.numbers[:_AROUND], look.visibility)
            if first.partial and first.numbers:
                tell(partial(self._take, first, 0, rows))
            found = look.all(own) if first.partial else first
            tell(partial(self._take, found, own.labels.count(look.visibility), rows))

        def end() -> None:
            self._found_for = found_for

        self._finding.stream("Looking", session.project, work, end)

    def _take_now(self, find: Callable[[], FoundLabels]) -> None:
        try:
            found = find()
            total = self._session.project.labels.count(self.visibility)
        except BusyError:
            self._stale = True
        except UserError as error:
            self._refuse(str(error))
        else:
            self._take(found, total, {})

    def _take(self, found: FoundLabels, total: int, rows: Mapping[int, LabelRow]) -> None:
        """List what was found; `rows` are those of it that were read with it."""
        self._reading.cancel()
        self._fresh = set(rows)
        self._rows.update(rows)
        self.total = total
        self.found.emit(found)

    def follow(self, changes: Changes, *, seen: bool) -> None:
        """Take note of an edit; where the page is seen, show it in a moment."""
        if changes.changes and not any(changes.ids(kind) for kind in _SHOWN_HERE):
            return
        self.see_anew(seen=seen)

    def see_anew(self, *, seen: bool) -> None:
        """Show that something else may be listed; rows in view are read again at once."""
        self._stale = True
        if seen:
            self._soon.start()
            self._fresh = set()
            self._read_soon.start()

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
        self._finding.stop()
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


class _Look(msgspec.Struct, frozen=True):
    """What is looked for, in which codebook's words, and for whose eyes."""

    wish: LabelQuery
    codebook: Codebook
    visibility: Visibility

    def first(self, project: Project) -> FoundLabels:
        return project.labels.first(self.wish, self.codebook, self.visibility)

    def all(self, project: Project) -> FoundLabels:
        return project.labels.found(self.wish, self.codebook, self.visibility)


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
