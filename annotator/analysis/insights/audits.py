"""Audits: the share of each category, beside the share that is wanted of it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import structs

from annotator.analysis.insights.attributes import attribute, names_known
from annotator.analysis.insights.facts import Attribute, Category, Facts, Truths
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.saying import Estimated, estimated_shares, insight_of, number
from annotator.analysis.insights.table import ShownCounts, tabled
from annotator.analysis.insights.view import InsightView
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.wording import enumerated, percent

_CLOSE = 1e-6


def audit(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return the share of each row in all, and how far it is from what is wanted.

    What is wanted and is never there is a mark of zero. Raise a `UserError` for shares that are
    none, and for categories that there are none of.
    """
    rows = attribute(facts, question.rows or view.rows, sensitive=question.sensitive)
    columns = attribute(facts, question.columns or view.columns, sensitive=question.sensitive)
    wanted, rows = _wanted(facts, rows, question.wanted)
    table = tabled(facts, which, question, rows, columns, kept_rows=frozenset(wanted))
    found = estimated_shares(table, of_columns=True)
    notes = _notes(wanted) if wanted else ("No benchmark is given to compare with.",)
    return insight_of(
        view,
        table,
        _marks(table, wanted, found),
        (*notes, *(found.notes if found is not None else ())),
        value_title="Share less the share that is wanted" if wanted else "",
        of_columns=True,
    )


def _marks(
    table: ShownCounts, wanted: Mapping[str, float], found: Estimated | None
) -> Iterable[InsightMark]:
    counts, labels = table.found, table.in_cells()
    for n, behind in enumerate(labels):
        i, j = divmod(n, len(counts.columns))
        row, of = counts.rows[i].id, float(counts.columns_of[j])
        count = float(counts.cells[i, j])
        if not of or (not count and row not in wanted):
            continue
        low, high = found.ends(n) if found is not None else (None, None)
        weighted = number(found.of.ratios, n) if found is not None and found.weighted else None
        mark = InsightMark(
            row=row,
            column=counts.columns[j].id,
            count=count,
            of=of,
            low=low,
            high=high,
            labels=behind,
            weighted=weighted,
        )
        yield _compared(mark, wanted[row]) if row in wanted else mark


def _compared(mark: InsightMark, wanted: float) -> InsightMark:
    """Return a mark with how far its share is from the one wanted, and that one's interval."""
    return structs.replace(
        mark,
        wanted=wanted,
        value=(mark.share or 0.0) - wanted,
        low=None if mark.low is None else mark.low - wanted,
        high=None if mark.high is None else mark.high - wanted,
    )


def _wanted(
    facts: Facts, rows: Attribute, said: Mapping[str, float]
) -> tuple[dict[str, float], Attribute]:
    """Return what is wanted by categories' ids, and the attribute with all of these."""
    known = {**names_known(facts, rows.id)}
    there = known | {one.id: one.name for one in rows.names}
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for ident, name in there.items():
        by_name[folded(name)].append(ident)
    wanted: dict[str, float] = {}
    for key, share in said.items():
        ident = key if key in there else _one_called(key, by_name[folded(key)])
        if ident not in there and known:
            remedy = f"There are {enumerated(list(there.values()))}."
            raise UserError(f"There is no {key} in {rows.title}.", where="wanted", remedy=remedy)
        if not math.isfinite(share) or not 0 <= share <= 1:
            remedy = "Give shares from 0 to 1."
            raise UserError(f"{share} of {key} is no share.", where="wanted", remedy=remedy)
        there.setdefault(ident, key)
        wanted[ident] = wanted.get(ident, 0.0) + share
    if sum(wanted.values()) > 1 + _CLOSE:
        raise UserError("What is wanted is more than all.", where="wanted")
    return wanted, _with(rows, [Category(one, there[one]) for one in wanted], list(known))


def _one_called(name: str, ids: list[str]) -> str:
    """Return the category of a name, one of its own where there is none; refuse one of several."""
    if len(ids) > 1:
        remedy = f"Give an id: {enumerated(sorted(ids))}."
        raise UserError(f"Several are called {name}.", where="wanted", remedy=remedy)
    return ids[0] if ids else folded(name)


def _with(rows: Attribute, more: Iterable[Category], order: list[str]) -> Attribute:
    """Return an attribute that has these categories, too, where they belong."""
    ids = {one.id for one in rows.names}
    names = [*rows.names, *(one for one in more if one.id not in ids)]
    place = {one: n for n, one in enumerate(order)}
    at = sorted(range(len(names)), key=lambda n: place.get(names[n].id, len(place)))
    moved = np.empty(len(names), np.int64)
    moved[at] = np.arange(len(names))
    return structs.replace(
        rows, categories=moved[rows.categories], names=tuple(names[one] for one in at)
    )


def _notes(wanted: Mapping[str, float]) -> tuple[str, ...]:
    missing = 1 - sum(wanted.values())
    if missing <= _CLOSE:
        return ()
    return (f"What is wanted is {percent(1 - missing)} of all; nothing is said of the rest.",)
