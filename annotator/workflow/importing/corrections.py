"""Articles that come in again with another text: their texts are corrected, if that is wished."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Together
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.errors import UserError
from annotator.domain.rules_locked import UNLOCK
from annotator.domain.shells import address_mark
from annotator.domain.state import State
from annotator.domain.study import Settlement
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, quoted
from annotator.formats.incoming import Found, Incoming
from annotator.store.project import Project
from annotator.workflow.correcting import Correction, foreseen
from annotator.workflow.importing.batch import Again, ImportItem
from annotator.workflow.importing.reserved import OnlyTheirs

S = TypeVar("S")

Outcomes = Mapping[tuple[str, str], Correction]
"""What correcting comes to, by the article (id) and the fingerprint of the text that it gets."""


class KnownAgain:
    """Knows articles that come in again: by their id, or by their address if one alone has it.

    Only what brings nothing but a text is taken: what labels stand on is not corrected by a file
    that has labels of its own.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, incoming: Incoming) -> Again | None:
        """Return the article that an incoming one is, if it is here with another text."""
        if incoming.records or not incoming.article.text.strip():
            return None
        by_id = self._state.get(Article, incoming.article.id) if incoming.has_id else None
        known = by_id or self._by_address(incoming)
        if known is None or known.text_sha256 == fingerprint(incoming.article.text):
            return None
        return Again(known.id, known.title, by_id=by_id is not None)

    def _by_address(self, incoming: Incoming) -> Article | None:
        url = str(incoming.article.meta.get("url", "")).strip()
        if not url:
            return None
        mark = address_mark(url)
        same = self._state.known_by((mark,)).get(mark, [])
        return self._state.get(Article, same[0]) if len(same) == 1 else None


class Correctable:
    """Knows which articles that come in again may get another text from the one who imports."""

    def __init__(self, state: State, only: OnlyTheirs) -> None:
        self._state = state
        self._only = only
        self._known = KnownAgain(state)

    def of(self, incoming: Incoming) -> Again | UserError | None:
        """Return the article that may be corrected, or why one that can only be that must not."""
        again = self._known.of(incoming)
        refused = self._refusal(again, incoming.where) if again is not None else None
        if again is None or refused is None:
            return again
        return refused if again.by_id else None

    def _refusal(self, again: Again, where: str) -> UserError | None:
        locked = _locked(self._state, again, where)
        if locked is not None or self._only.reviews:
            return locked
        message = "It is here with another text, and only reviewers correct texts."
        return UserError(message, where=where, remedy="Ask a reviewer, or give it another id.")


def _locked(state: State, again: Again, where: str) -> UserError | None:
    """Return why an article keeps its text, if it is locked."""
    if not any(one.locked for one in state.find(Settlement, article=again.article)):
        return None
    message = f"{quoted(again.title)} is locked: its text stays."
    return UserError(message, where=where, remedy=UNLOCK)


class TextCorrections:
    """Keeps what corrects a text apart from what comes in."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known = KnownAgain(state)
        self._texts: dict[str, str] = {}

    @property
    def count(self) -> int:
        """How many articles get another text."""
        return len(self._texts)

    def taken_from(self, found: Iterable[tuple[S, Found]]) -> Iterator[tuple[S, Found]]:
        """Yield what was read but for what corrects a text, which is kept."""
        for file, one in found:
            again = self._known.of(one) if isinstance(one, Incoming) else None
            if again is None or not isinstance(one, Incoming):
                yield file, one
            elif refused := _locked(self._state, again, one.where) or self.take(again, one):
                yield file, refused

    def take(self, again: Again, incoming: Incoming) -> UserError | None:
        """Let an article get the text that comes in; return why not, if it gets another already."""
        text = incoming.article.text
        if self._texts.setdefault(again.article, text) == text:
            return None
        message = f"{quoted(again.title)} comes in twice, with two texts."
        return UserError(message, where=incoming.where, remedy="Leave one of them away.")

    def piece(self) -> Together:
        """Return the edit that corrects the texts."""
        return Together([CorrectText(*one) for one in self._texts.items()], self.in_words)

    @property
    def in_words(self) -> str:
        """Say how many texts are corrected: "2 texts corrected"."""
        return f"{counted(self.count, 'text')} corrected"


def outcomes(
    items: Iterable[ImportItem],
    project: Project,
    visibility: Visibility,
    known: Outcomes,
    progress: Progress = no_progress,
) -> dict[tuple[str, str], Correction]:
    """Return what becomes of the labels on what comes in again, where there are labels.

    What is `known` is not looked at anew.
    """
    found: dict[tuple[str, str], Correction] = {}
    again = [(one.again.article, one) for one in items if one.again is not None]
    for done, (article, item) in enumerate(again):
        progress(done, len(again))
        key = article, item.sha256
        if key in known:
            found[key] = known[key]
        elif project.find(Annotation, article=article):
            found[key] = foreseen(project, article, item.article.text, visibility)
    return found
