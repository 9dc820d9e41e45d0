"""The coders and the assignments that a file brings, or takes away."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.domain.change import Change
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.merging.report import NewAssignments


def new_coders(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the handles of the coders who join."""
    found = [c.after for c in changes if c.kind == "coder" and c.before is None and c.after]
    return tuple(sorted(values["handle"] for values in found))


def new_assignments(database: Database, changes: Sequence[Change]) -> tuple[NewAssignments, ...]:
    """Return by coder how many articles are assigned that were not, and how many no longer."""
    made: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for change in changes:
        if change.kind == "assignment" and (change.before is None or change.after is None):
            values: Values = change.after or change.before or {}
            (made if change.before is None else gone)[values["coder"]] += 1
    ids = made.keys() | gone.keys()
    names = {v["id"]: v["handle"] for v in tables.select_among(database, "coder", ids)}
    told = (NewAssignments(coder=names.get(one, ""), made=made[one], gone=gone[one]) for one in ids)
    return tuple(sorted(told, key=lambda one: one.coder))
