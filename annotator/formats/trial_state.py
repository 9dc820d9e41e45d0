"""A state in memory, in which foreign records are checked before any project sees them."""

from collections.abc import Collection, Iterable

from annotator.domain.article import Article
from annotator.domain.kinds import R
from annotator.domain.record import Record
from annotator.domain.rules import check_record
from annotator.domain.shells import Mark
from annotator.domain.state import find_each, get_each


class TrialState:
    """One text, what is known beforehand, and the records added so far; the rules' `State`."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._known: dict[tuple[type[Record], str], Record] = {}
        self._added: dict[tuple[type[Record], str], Record] = {}

    def know(self, records: Iterable[Record]) -> None:
        """Let records refer to these, which are not added."""
        self._known.update({(type(one), one.id): one for one in records})

    def add(self, record: Record, *, made_here: bool = False) -> None:
        """Check and keep a record, as `check_record` does; raise a `UserError` if it is wrong."""
        check_record(self, record, made_here=made_here)
        self._known[type(record), record.id] = record
        self._added[type(record), record.id] = record

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        found = self._known.get((kind, record))
        return found if isinstance(found, kind) else None

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, of those that exist."""
        return get_each(self, kind, ids)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        found = [record for record in self._known.values() if isinstance(record, kind)]
        return [one for one in found if all(getattr(one, k) == v for k, v in equal.items())]

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values."""
        return find_each(self, kind, attribute, values)

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:  # noqa: ARG002 - no project's article is here
        """Return nothing: articles that come in are known to those who bring them."""
        return {}

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:  # noqa: ARG002 - nothing waits here
        """Return nothing: what is tried stands, or is refused."""
        return {}

    def text(self, sha256: str) -> str:  # noqa: ARG002 - there is but one text
        """Return the article's text, whatever its fingerprint."""
        return self._text

    def has_added(self, kind: type[Record], record: str) -> bool:
        """Return whether a record of this kind with this id was added."""
        return (kind, record) in self._added

    def records(self) -> tuple[Record, ...]:
        """Return what was added but the article, in its order."""
        return tuple(one for one in self._added.values() if not isinstance(one, Article))
