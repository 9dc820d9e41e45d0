"""What the palette finds: entries by their words, and the project's articles while one types."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import BusyError
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project
from annotator.store.reading.called import CalledArticle, matches_words, rank_of
from annotator.workflow.article_order import meta_text

MOST = 40
"""How many entries are shown at most."""


class Entry(msgspec.Struct, frozen=True):
    """One thing to find: its title, a hint (its key, its outlet), and what choosing it does."""

    title: str
    hint: str
    act: Callable[[], object]


def ranked(entries: Sequence[Entry], words: str) -> list[Entry]:
    """Return the entries that hold every word, those that begin with the words first."""
    found = [one for one in entries if matches_words(one.title, one.hint, words)]
    return sorted(found, key=lambda one: rank_of(one.title, words))[:MOST]


class ArticleSearch(QObject):
    """Finds articles by what they are called; where there are many, on another thread."""

    found = Signal()
    """There are other entries than before."""

    def __init__(self, project: OpenProject, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self.entries: list[Entry] = []
        """The articles that fit best; while they are searched for, those that did before."""
        self._words = ""
        self._work = LatestOnly(self)
        self._work.refused.connect(self._refuse)

    @property
    def busy(self) -> bool:
        """Whether what fits best is still being searched for."""
        return self._work.busy

    def search(self, words: str) -> None:
        """Find what fits these words; `found` tells, unless it is known at once."""
        knows_all = bool(self._words) and len(self.entries) < MOST and not self.busy
        if knows_all and words.startswith(self._words):
            return
        self._work.cancel()
        self._words = words
        if not words.strip():
            self.entries = []
        elif self._project.coding.articles.are_many:
            work = on_sibling(self._project.session.project, partial(_called, words=words))
            self._work.start("Searching", work, self._take)
        else:
            self.entries = self._entries(self._at_once(words))

    def cancel(self) -> None:
        """Search no more."""
        self._work.cancel()

    def _at_once(self, words: str) -> Iterable[CalledArticle]:
        try:
            return self._project.session.project.listing.called(words, MOST)
        except BusyError:
            return self._in_view()

    def _in_view(self) -> list[CalledArticle]:
        """Return the articles that need not be read: some is better than nothing."""
        rows = self._project.coding.articles.in_view()
        return [CalledArticle(one.id, one.title, meta_text(one, "outlet")) for one in rows]

    def _take(self, found: list[CalledArticle]) -> None:
        self.entries = self._entries(found)
        self.found.emit()

    def _refuse(self, message: str) -> None:
        self._project.session.refused.emit(message)
        self._words = ""
        self._take(self._in_view())

    def _entries(self, found: Iterable[CalledArticle]) -> list[Entry]:
        opening = self._project.coding.open_article
        return [Entry(one.title, one.outlet, partial(opening, one.id)) for one in found]


def _called(project: Project, reporter: Reporter, *, words: str) -> list[CalledArticle]:
    project.stop_when(lambda: reporter.cancelled)
    return project.listing.called(words, MOST)
