"""What is known of a project without reading it: all that is on one article, codes and coders."""

from collections.abc import Iterable

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.change import Changes, Key
from annotator.domain.expected import after
from annotator.domain.kinds import R, kind_name
from annotator.domain.record import Record
from annotator.domain.study import SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment

_ON_ARTICLE = (Annotation, Status, Assignment, Settlement, SentBack)
_ON_ANNOTATION = (Link, Decision, Comment)


class Remembered:
    """Records that were read; of what else there may be, nothing is claimed.

    `whole` are the kinds of which every record is given; of `article`, all that is on it is, but
    not all of the kinds that are `partly` known.
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        whole: Iterable[type[Record]] = (),
        partly: Iterable[type[Record]] = (),
        article: Article | None = None,
        text: str = "",
    ) -> None:
        self._records: dict[Key, Record] = {_key(one): one for one in records}
        self._whole = frozenset(whole)
        self._partly = frozenset(partly)
        self._article = article
        self._text = text

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it is known."""
        found = self._records.get((kind_name(kind), record))
        return found if isinstance(found, kind) else None

    def find(self, kind: type[R], **equal: str | None) -> list[R] | None:
        """Return the records whose attributes equal the given ones; None if that isn't known."""
        if not self._knows(kind, equal):
            return None
        found = [one for one in self._records.values() if isinstance(one, kind)]
        return [one for one in found if all(getattr(one, n) == v for n, v in equal.items())]

    def on_annotations_of(self, kind: type[R], article: str) -> list[R] | None:
        """Return the records of a kind on an article's annotations; None if that isn't known."""
        if not self._is_here(article) or kind not in _ON_ANNOTATION:
            return None
        return [one for one in self._records.values() if isinstance(one, kind)]

    def text(self, sha256: str) -> str | None:
        """Return the text with this fingerprint, if it is known."""
        known = self._article is not None and self._article.text_sha256 == sha256
        return self._text if known else None

    def follow(self, changes: Changes) -> None:
        """Know what an edit changed, too."""
        for change in changes:
            old = self._records.pop(change.key, None)
            if old is None and change.before is not None:
                continue  # of what was not known before, not all is known now
            new = after(change, old)
            if new is not None:
                self._records[change.key] = new

    def _knows(self, kind: type[Record], equal: dict[str, str | None]) -> bool:
        if kind in self._whole:
            return True
        if kind in _ON_ARTICLE:
            return kind not in self._partly and self._is_here(equal.get("article"))
        ends = (equal.get("annotation"), equal.get("target_annotation"))
        known = any(one == "" or self.get(Annotation, one or "") for one in ends)
        return kind in _ON_ANNOTATION and known

    def _is_here(self, article: str | None) -> bool:
        return self._article is not None and self._article.id == article


def _key(record: Record) -> Key:
    return kind_name(type(record)), record.id
