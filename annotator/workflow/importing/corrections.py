"""Articles that come in again with another text: their texts are corrected, if that is wished."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from annotator.domain.article import Article, fingerprint
from annotator.domain.edits.base import Together
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.errors import UserError
from annotator.domain.shells import address_mark
from annotator.domain.state import State
from annotator.domain.study import Settlement
from annotator.domain.wording import counted, quoted
from annotator.formats.incoming import Found, Incoming

S = TypeVar("S")


class TextCorrections:
    """What comes in again: articles by their id, or by their address if one alone has it.

    Only what brings nothing but a text is taken: what labels stand on is not corrected by a file
    that has labels of its own.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._texts: dict[str, str] = {}

    @property
    def count(self) -> int:
        """How many articles get another text."""
        return len(self._texts)

    def taken_from(self, found: Iterable[tuple[S, Found]]) -> Iterator[tuple[S, Found]]:
        """Yield what was read but for what corrects a text, which is kept."""
        for file, one in found:
            article = self._corrected(one) if isinstance(one, Incoming) else None
            if article is None or not isinstance(one, Incoming):
                yield file, one
            elif any(held.locked for held in self._state.find(Settlement, article=article)):
                message = f"{quoted(one.article.title)} is locked: its text stays."
                yield file, UserError(message, where=one.where, remedy="Unlock it first.")
            elif self._texts.setdefault(article, one.article.text) != one.article.text:
                message = f"{quoted(one.article.title)} comes in twice, with two texts."
                yield file, UserError(message, where=one.where, remedy="Leave one of them away.")

    def piece(self) -> Together:
        """Return the edit that corrects the texts."""
        return Together([CorrectText(*one) for one in self._texts.items()], self.in_words)

    @property
    def in_words(self) -> str:
        """Say how many texts are corrected: "2 texts corrected"."""
        return f"{counted(self.count, 'text')} corrected"

    def _corrected(self, incoming: Incoming) -> str | None:
        """Return the article (id) that an incoming one is, if it is here with another text."""
        if incoming.records or not incoming.article.text.strip():
            return None
        known = self._known(incoming)
        sha256 = fingerprint(incoming.article.text)
        return known.id if known is not None and known.text_sha256 != sha256 else None

    def _known(self, incoming: Incoming) -> Article | None:
        if incoming.has_id and (found := self._state.get(Article, incoming.article.id)):
            return found
        url = str(incoming.article.meta.get("url", "")).strip()
        if not url:
            return None
        mark = address_mark(url)
        same = self._state.known_by((mark,)).get(mark, [])
        return self._state.get(Article, same[0]) if len(same) == 1 else None
