"""Which records a package has: chosen from the history, so that it takes back what is gone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlite_utils import Database

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change, Key
from annotator.store.file import tables

Past = Mapping[Key, Sequence[Change]]
"""What the visible history did to each record."""
_SHARED = ("project", "actor", "code")
"""Kinds of which every package has all records."""


class Order(msgspec.Struct, frozen=True):
    """What a package is cut for: a coder's id and handle, and articles by their ids.

    `giver` is the handle of who hands out; `reviewed` puts in what was decided on the coder's
    annotations, with the gold that came of it, and the threads on them.
    """

    coder: str
    handle: str
    articles: frozenset[str]
    giver: str = ""
    reviewed: bool = False


def chosen(database: Database, past: Past, order: Order) -> set[Key]:
    """Return the records that the package has, without the coders."""
    found = {key for key in past if key[0] in _SHARED}
    found |= {("article", article) for article in order.articles}
    own = _ids(past, "annotation", lambda said: _is_own(said, order))
    found |= _keys("annotation", own)
    for kind in ("status", "assignment"):
        found |= _keys(kind, _ids(past, kind, lambda said: _is_own(said, order)))
    mine = {order.coder}

    def is_comment(said: "_Said") -> bool:
        return said("annotation") <= own and (order.reviewed or said("coder") <= mine)

    found |= _keys("comment", _ids(past, "comment", is_comment))
    gold = set[str]()
    if order.reviewed:
        words = _ids(past, "decision", lambda said: said("annotation") <= own)
        found |= _keys("decision", words)
        gold = _gold(database, past, own, words)
        found |= _keys("annotation", gold)
    for ends in (own, gold):
        found |= _keys("link", _ids(past, "link", lambda said, ends=ends: _is_between(said, ends)))
    return found


def people(changes: Iterable[Change]) -> set[str]:
    """Return the coders that these changes name."""
    return {
        str((change.after or {})[name])
        for change in changes
        for name in ("coder", "reviewer")
        if name in (change.after or {})
    }


_Said = Callable[[str], set[Any]]
"""Returns everything that the history ever said of an attribute of one record."""


def _ids(past: Past, kind: str, fits: Callable[[_Said], bool]) -> set[str]:
    """Return the records of a kind that fit by all that was ever said of them."""
    return {key[1] for key, changes in past.items() if key[0] == kind and fits(_said(changes))}


def _keys(kind: str, ids: Iterable[str]) -> set[Key]:
    return {(kind, one) for one in ids}


def _said(changes: Sequence[Change]) -> _Said:
    def of(name: str) -> set[Any]:
        sides = (change.before if change.after is None else change.after for change in changes)
        return {side[name] for side in sides if side and name in side}

    return of


def _is_own(said: _Said, order: Order) -> bool:
    """Tell whether something on an article is the coder's; an import may have moved it."""
    here = not said("article").isdisjoint(order.articles)
    return here and said("coder") == {order.coder} and GOLD_LAYER not in said("layer")


def _is_between(said: _Said, ends: set[str]) -> bool:
    """Tell whether a link goes from these annotations to these or to an actor."""
    return said("annotation") <= ends and said("target_annotation") <= ends | {None}


def _gold(database: Database, past: Past, own: set[str], words: set[str]) -> set[str]:
    """Return the gold that decisions on the coder's annotations name, or named until it went.

    Gold that others' decisions alone name by now stays theirs.
    """
    standing = {v["id"] for v in tables.select(database, "annotation", {"layer": GOLD_LAYER})}
    decisions = tables.select(database, "decision", {})
    now = {word["gold"] for word in decisions if word["annotation"] in own}
    named = {gold for word in words for gold in _said(past["decision", word])("gold") if gold}
    golds = _ids(past, "annotation", lambda said: said("layer") == {GOLD_LAYER})
    return {one for one in named & golds if one in now or one not in standing}
