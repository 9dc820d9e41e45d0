"""Tells which incoming articles are others that are known: by their text, or by an id in use."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.article import Article, fingerprint
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.runs import Run
from annotator.domain.state import State
from annotator.formats.incoming import Incoming

_ENDS = ("", "\n", "\n\n", " ", "\n\n\n")
"""How texts may end that are the same otherwise."""
_LONGEST_END = 1000


class Twin(NamedTuple):
    """An article with the same text."""

    id: str
    title: str


class Twins:
    """Articles meet by their text, as those of other files and projects have other ids.

    Ids that one file gives stay apart, though: where it says that two articles with the same text
    are two, no two of them meet the same article. `incoming` is all that comes in.
    """

    def __init__(self, state: State, incoming: Iterable[Incoming]) -> None:
        self._state = state
        self._known: dict[str, list[Twin]] = {}
        self._met: dict[tuple[Path | None, str], Twin] = {}
        self._engaged: defaultdict[Path | None, set[str]] = defaultdict(set)
        for one in incoming:
            if one.has_id:
                self._engaged[one.source].add(one.article.id)

    def of(self, incoming: Incoming, sha256: str) -> Twin | None:
        """Return the article that an incoming one with a text of this fingerprint meets."""
        known = self._with_text(sha256)
        if not incoming.has_id:
            return known[0] if known else None
        source, own = incoming.source, incoming.article.id
        met = self._met.get((source, own)) or next((one for one in known if one.id == own), None)
        if met is None and known:
            met = next((one for one in known if one.id not in self._engaged[source]), None)
        if met is not None and (met.id != own or source in self._engaged):
            self._met[source, own] = met
            self._engaged[source].add(met.id)
        return met

    def forget_written(self) -> None:
        """Ask the state anew from now on: what came in so far is there."""
        self._known.clear()

    def add(self, sha256: str, twin: Twin) -> None:
        """Let later articles meet one that comes in."""
        self._with_text(sha256).append(twin)

    def _with_text(self, sha256: str) -> list[Twin]:
        if sha256 not in self._known:
            found = self._state.find(Article, text_sha256=sha256)
            self._known[sha256] = [Twin(one.id, one.title) for one in found]
        return self._known[sha256]


class TwinsOfFiles(Twins):
    """The same where articles come in as they are read: `ids_in` gives those of a whole file.

    It is asked where an article of a file meets one with another id, and not before.
    """

    def __init__(self, state: State, ids_in: Callable[[Path | None], set[str]]) -> None:
        super().__init__(state, ())
        self._engaged = _Engaged(ids_in)


class _Engaged(defaultdict[Path | None, set[str]]):
    def __init__(self, ids_in: Callable[[Path | None], set[str]]) -> None:
        super().__init__()
        self._ids_in = ids_in

    def __missing__(self, source: Path | None) -> set[str]:
        found = self[source] = self._ids_in(source)
        return found


class TextEnds:
    """Knows texts again that have other blanks at their end: programs add them, or take them away.

    Of an article without an id, such a text becomes the one that is there, so that labels meet it.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._ends: dict[str, str] = {}

    def as_known(self, incoming: Incoming) -> Incoming:
        """Return an article with its text as it is there, or came before, but for its end."""
        if incoming.has_id:
            return incoming
        text = incoming.article.text
        bare = text.rstrip()
        if not bare or len(text) - len(bare) > _LONGEST_END:
            return incoming
        mark = fingerprint(bare)
        end = self._ends.get(mark)
        if end is None:
            end = self._ends[mark] = self._end_here(bare, text[len(bare) :], incoming)
        if bare + end == text or _last_place(incoming) > len(bare) + len(end):
            return incoming
        text = bare + end
        article = structs.replace(incoming.article, text=text)
        records = tuple(_standing_in(text, record) for record in incoming.records)
        return structs.replace(incoming, article=article, records=records)

    def _end_here(self, bare: str, own: str, incoming: Incoming) -> str:
        """Return the end of the text that the project has; asked only where labels come."""
        if incoming.records:
            for end in dict.fromkeys((own, *_ENDS)):
                if self._state.find(Article, text_sha256=fingerprint(bare + end)):
                    return end
        return own


def _standing_in(text: str, record: Record) -> Record:
    """Return a label with what stands around it in a text that has its words at their places."""
    if not isinstance(record, Annotation) or not record.fragments:
        return record
    return structs.replace(record, **anchored(text, record.fragments))


def _last_place(incoming: Incoming) -> int:
    """Return how long the text must be for all that is said of places in it."""
    article = incoming.article
    ends = [end for _, end in article.excluded]
    ends += [one.end for one in article.stretches]
    for record in incoming.records:
        if isinstance(record, Annotation):
            ends += [one.end for one in record.fragments]
    return max(ends, default=0)


class Clashes:
    """The ids in use, in a project and in what was read so far, each with its article's text."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._articles: dict[str, str] = {}
        self._annotations: dict[str, str] = {}

    def refusal(self, incoming: Incoming) -> UserError | None:
        """Return why an article can't come in beside the others, and otherwise remember it."""
        sha256 = fingerprint(incoming.article.text)
        article = incoming.article.id
        if self._of_article(article) not in (None, sha256):
            return _refused(f"Another article has the id {article}", incoming)
        if (person := self._run_of_a_person(incoming)) is not None:
            return person
        annotations = [one.id for one in incoming.records if isinstance(one, Annotation)]
        stored = self._state.get_all(Annotation, annotations) if annotations else {}
        homes = {one: self._of_article(one) for one in {one.article for one in stored.values()}}
        for one in annotations:
            there = stored.get(one)
            text = homes[there.article] if there else self._annotations.get(one)
            if text not in (None, sha256):
                return _refused(f"An annotation of another article has the id {one}", incoming)
        self._articles[article] = sha256
        self._annotations.update(dict.fromkeys(annotations, sha256))
        return None

    def _run_of_a_person(self, incoming: Incoming) -> UserError | None:
        """Return why a run can't come in under the handle of a coder who is there."""
        for one in incoming.records:
            if isinstance(one, Run) and self._state.get(Run, one.id) is None:
                coder = self._state.get(Coder, one.coder)
                if coder is not None:
                    message = f"There is a coder “{coder.handle}”, who is no run of a program."
                    remedy = "Give the run a name of its own."
                    return UserError(message, where=incoming.where, remedy=remedy)
        return None

    def forget_written(self) -> None:
        """Ask the state for the annotations that were read so far: what came in is there."""
        self._annotations.clear()

    def _of_article(self, article: str) -> str | None:
        found = self._state.get(Article, article)
        return found.text_sha256 if found else self._articles.get(article)


def _refused(why: str, incoming: Incoming) -> UserError:
    return UserError(f"{why}.", where=incoming.where, remedy="Give it another id, or none.")
