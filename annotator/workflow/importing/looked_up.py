"""A state of which what is asked again and again while articles come in is looked up at once."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Status
from annotator.domain.kinds import R
from annotator.domain.record import Record
from annotator.domain.shells import Mark
from annotator.domain.state import State
from annotator.formats.incoming import Found, Incoming

_ARTICLES, _CHARACTERS = 20, 200_000
"""For how many articles, or for how much text, the state is asked at once."""
_ASKED = (Annotation, Status)
S = TypeVar("S")


class LookedUp:
    """Another state, asked once for each record until something is written."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[tuple[type[Record], str], Record | None] = {}

    def foreseeing(self, found: Iterable[tuple[S, Found]]) -> Iterator[tuple[S, Found]]:
        """Yield what was read, and look up at once what a few articles of a file will meet."""
        for few in _few_at_once(found):
            self._foresee(few)
            yield from few

    def _foresee(self, few: Iterable[tuple[object, Found]]) -> None:
        coming = [one for _, one in few if isinstance(one, Incoming)]
        self.get_all(Article, [one.article.id for one in coming])
        for kind in _ASKED:
            self.get_all(
                kind, [one.id for each in coming for one in each.records if type(one) is kind]
            )

    def forget_written(self) -> None:
        """Ask anew from now on: what came in so far is there."""
        self._known.clear()

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        return self.get_all(kind, (record,)).get(record)

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, of those that exist."""
        known = self._known
        unknown = [one for one in ids if (kind, one) not in known]
        stored = self._state.get_all(kind, unknown) if unknown else {}
        known.update({(kind, one): stored.get(one) for one in unknown})
        found = ((one, known[kind, one]) for one in ids)
        return {one: record for one, record in found if isinstance(record, kind)}

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        return self._state.find(kind, **equal)

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values; one look for all."""
        return self._state.find_among(kind, attribute, values)

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        """Return the ids of the articles that are known by each of these marks, oldest first."""
        return self._state.known_by(marks)

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return those of these records that the history has and that can't stand here, by ids."""
        return self._state.left_out(kind, ids)

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint; raise `KeyError` when there is none."""
        return self._state.text(sha256)


def _few_at_once(
    found: Iterable[tuple[S, Found]],
) -> Iterator[list[tuple[S, Found]]]:
    for _, of_file in groupby(found, key=itemgetter(0)):
        few: list[tuple[S, Found]] = []
        characters = 0
        for source, one in of_file:
            few.append((source, one))
            characters += len(one.article.text) if isinstance(one, Incoming) else 0
            if len(few) == _ARTICLES or characters > _CHARACTERS:
                yield few
                few, characters = [], 0
        yield few
