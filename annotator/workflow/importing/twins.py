"""Tells which incoming articles are the same as others: those of a project, or earlier ones."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from annotator.domain.article import Article
from annotator.domain.state import State
from annotator.formats.incoming import Incoming


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
        engaged = self._engaged[source]
        met = met or next((one for one in known if one.id not in engaged), None)
        if met is not None:
            self._met[source, own] = met
            engaged.add(met.id)
        return met

    def add(self, sha256: str, twin: Twin) -> None:
        """Let later articles meet one that comes in."""
        self._with_text(sha256).append(twin)

    def _with_text(self, sha256: str) -> list[Twin]:
        if sha256 not in self._known:
            found = self._state.find(Article, text_sha256=sha256)
            self._known[sha256] = [Twin(one.id, one.title) for one in found]
        return self._known[sha256]
