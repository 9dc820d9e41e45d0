"""On which articles changes have touched gold or decisions, and which are locked."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.file.database import Database

_KINDS = ("annotation", "decision", "link")


def locked_articles(database: Database) -> frozenset[str]:
    """Return the articles (ids) that are locked."""
    found = database.conn.execute("SELECT article FROM settlement WHERE locked")
    return frozenset(article for (article,) in found)


def touched_gold(database: Database, changes: Iterable[Change]) -> set[str]:
    """Return the articles (ids) whose gold or decisions these changes have touched."""
    changes = list(changes)
    return {article for _, article in of_gold(database, changes)}


def of_gold(database: Database, changes: Sequence[Change]) -> Iterator[tuple[Change, str]]:
    """Yield the changes of gold and decisions, which are done, with the articles (ids) they are on.

    What goes with a label is on the label's article, too.
    """
    on = {change.key: _annotation_of(change) for change in changes if change.kind in _KINDS}
    for kind in ("decision", "link"):
        unknown = [record for (of, record), label in on.items() if of == kind and not label]
        found = tables.select_among(database, kind, unknown) if unknown else ()
        on |= {(kind, values["id"]): values["annotation"] for values in found}
    labels = {c.record: _whole(c) for c in changes if c.kind == "annotation" and _is_whole(c)}
    unknown = [label for label in set(on.values()) if label and label not in labels]
    found = tables.select_among(database, "annotation", unknown) if unknown else ()
    labels |= {values["id"]: values for values in found}
    for change in changes:
        label = labels.get(on.get(change.key, ""))
        was_gold = change.kind == "annotation" and _whole(change).get("layer") == GOLD_LAYER
        if label and (change.kind == "decision" or was_gold or label["layer"] == GOLD_LAYER):
            yield change, label["article"]


def _annotation_of(change: Change) -> str:
    """Return the annotation (id) that a change is about; none where the change doesn't say."""
    return change.record if change.kind == "annotation" else _whole(change).get("annotation", "")


def _whole(change: Change) -> Values:
    return (change.before or {}) | (change.after or {})


def _is_whole(change: Change) -> bool:
    """Tell whether a change has all of a record: it made it, or took it away."""
    return change.before is None or change.after is None
