"""Looking through a project for words: hits come as they are found, article by article."""

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.people import Actor, Coder
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.filtering import Query, parse, refuse_unknown
from annotator.store.reading.searching import FoundArticle, LabelWords, NoteWords
from annotator.workflow.article_list import TextsOfArticles
from annotator.workflow.copies.asking import with_copies
from annotator.workflow.copies.found import LooksForCopies
from annotator.workflow.remarks import sees_all_remarks
from annotator.workflow.searching.hits import NOWHERE, Hit, SearchPlace, around
from annotator.workflow.searching.sought import Seeker, Sought, seeker_of

_FIRST, _BATCH = 20, 100
"""How many articles are read at once: few at first, so that the first hits are there soon."""


class SearchWish(msgspec.Struct, frozen=True):
    """What is looked for, where, and in which articles (a filter in words, as the list's)."""

    sought: Sought = Sought()
    places: frozenset[SearchPlace] = frozenset((SearchPlace.TEXT,))
    within: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not self.sought.words.strip() or not self.places


def find(
    project: Project,
    wish: SearchWish,
    visibility: Visibility,
    progress: Progress = no_progress,
    copies: LooksForCopies | None = None,
) -> Iterator[list[Hit]]:
    """Yield the hits that somebody may see, some at a time, in the articles' order.

    `copies` is asked where the filter asks for near copies. Raise a
    `UserError` where the words, the expression or the filter are none.
    """
    seeker = seeker_of(wish.sought)
    if seeker is None:
        return
    query = parse(wish.within, project.codebook().codes)
    refuse_unknown(query)
    query = with_copies(project, query, copies, progress)
    search = _Search(project, seeker, visibility, progress)
    only = search.within(query)
    for place, look in search.looks.items():
        if place in wish.places:
            yield from look(only)


class _Search:
    """One search: what it looks for and for whom, and what it knows of articles."""

    def __init__(
        self, project: Project, seeker: Seeker, visibility: Visibility, progress: Progress
    ) -> None:
        self._project = project
        self._reading = project.searching
        self._seeker = seeker
        self._visibility = visibility
        self._progress = progress
        self.looks: dict[SearchPlace, Callable[[frozenset[int] | None], Iterator[list[Hit]]]] = {
            SearchPlace.TEXT: self._in_texts,
            SearchPlace.LABELS: self._in_labels,
            SearchPlace.NOTES: self._in_notes,
            SearchPlace.ACTORS: self._in_actors,
        }

    def within(self, query: Query) -> frozenset[int] | None:
        """Return the numbers of the articles that are looked through, none for all."""
        texts, listing = TextsOfArticles(), self._project.listing
        found = listing.found(query, self._visibility, lambda: texts.read(listing))
        return None if found is None else frozenset(found)

    def _batches(self, only: frozenset[int] | None) -> Iterator[list[int]]:
        """Yield the numbers of articles whose texts may have it, some at a time."""
        numbers = self._reading.numbers(self._seeker.index)
        if only is not None:
            numbers = [one for one in numbers if one in only]
        every, size, done = iter(numbers), _FIRST, 0
        while few := list(islice(every, size)):
            self._progress(done, len(numbers))
            yield few
            done, size = done + len(few), _BATCH

    def _in_texts(self, only: frozenset[int] | None) -> Iterator[list[Hit]]:
        for numbers in self._batches(only):
            texts = self._reading.texts(numbers)
            spans = {n: found for n in numbers if n in texts and (found := self._spans(texts[n]))}
            articles = self._reading.articles(list(spans))
            yield [
                _hit(SearchPlace.TEXT, articles[n], texts[n], span, at=0)
                for n, found in spans.items()
                for span in found
            ]

    def _in_labels(self, only: frozenset[int] | None) -> Iterator[list[Hit]]:
        names = _Names(self._project)
        for numbers in self._batches(only):
            found: list[tuple[LabelWords, int, tuple[int, int]]] = []
            for label in self._reading.labels(numbers, self._visibility):
                parts = zip(label.fragments, label.texts, strict=False)
                for n, (_, words) in enumerate(parts):
                    found += ((label, n, span) for span in self._spans(words))
            articles = self._reading.articles(sorted({label.number for label, _, _ in found}))
            yield [
                _hit(
                    SearchPlace.LABELS,
                    articles[label.number],
                    label.texts[n],
                    span,
                    at=label.fragments[n].start,
                    what=names.label(label),
                    annotation=label.annotation,
                )
                for label, n, span in found
            ]

    def _in_notes(self, only: frozenset[int] | None) -> Iterator[list[Hit]]:
        names = _Names(self._project)
        every = sees_all_remarks(self._project, self._visibility)
        for notes in self._reading.notes(self._visibility, all_remarks=every):
            self._progress(0, 0)
            here = [one for one in notes if only is None or one.number in only]
            spans = [(one, span) for one in here for span in self._spans(one.words)]
            articles = self._reading.articles(sorted({one.number for one, _ in spans}))
            yield [
                _hit(
                    SearchPlace.NOTES,
                    articles.get(one.number, NOWHERE),
                    one.words,
                    span,
                    at=None,
                    what=names.note(one),
                    annotation=one.annotation,
                )
                for one, span in spans
            ]

    def _in_actors(self, only: frozenset[int] | None) -> Iterator[list[Hit]]:
        if only is not None:
            return  # actors are the project's, and no article's
        found: list[Hit] = []
        for actor in self._reading.actors():
            for said, words in _told_of(actor):
                what = actor.name if said == "Actor" else f"{said} of {actor.name}"
                found += (
                    _hit(
                        SearchPlace.ACTORS, NOWHERE, words, span, at=None, what=what, actor=actor.id
                    )
                    for span in self._spans(words)
                )
        yield found

    def _spans(self, text: str) -> list[tuple[int, int]]:
        return self._seeker.spans(text)


class _Names:
    """Codes and coders in words."""

    def __init__(self, project: Project) -> None:
        self._codes: Codebook = project.codebook()
        self._coders = {one.id: one.handle for one in project.find(Coder)}

    def label(self, label: LabelWords) -> str:
        """Say what a label is and whose."""
        code = self._codes.code(label.code)
        by = "gold" if label.layer == GOLD_LAYER else self._coders.get(label.coder, "")
        return (
            f"{code.name if code else label.code}, {by}"
            if by
            else (code.name if code else label.code)
        )

    def note(self, note: NoteWords) -> str:
        """Say what a note is and whose."""
        by = self._coders.get(note.coder, "")
        what = note.what[:1].upper() + note.what[1:]
        return f"{what}, {by}" if by else what


def _told_of(actor: Actor) -> Iterator[tuple[str, str]]:
    yield "Actor", actor.name
    for alias in actor.aliases:
        yield "Alias", alias
    for said, words in (
        ("Role", actor.role),
        ("Affiliation", actor.affiliation),
        ("Note", actor.note),
    ):
        if words:
            yield said, words


def _hit(
    place: SearchPlace,
    article: FoundArticle,
    text: str,
    span: tuple[int, int],
    *,
    at: int | None,
    what: str = "",
    annotation: str = "",
    actor: str = "",
) -> Hit:
    left, hit, right = around(text, *span)
    start, end = (-1, -1) if at is None else (at + span[0], at + span[1])
    return Hit(
        place=place,
        article=article,
        left=left,
        hit=hit,
        right=right,
        start=start,
        end=end,
        what=what,
        annotation=annotation,
        actor=actor,
    )
