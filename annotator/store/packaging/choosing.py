"""Which records a package has: chosen from the history, so that it takes back what is gone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.change import Change, Key
from annotator.domain.kinds import KINDS, RecordKind, references
from annotator.domain.study import RoundKind
from annotator.store.file import tables
from annotator.store.file.database import Database

Past = Mapping[Key, Sequence[Change]]
"""What the visible history did to each record."""


class PackageOrder(msgspec.Struct, frozen=True):
    """What a package is cut for: a coder's id and handle, and articles by their ids.

    `giver` is the handle of who hands out; `reviewed` puts in what was decided on the coder's
    annotations, with the gold that came of it, and the threads on them. `were` are the ids of
    coders whose work is the coder's by now.
    """

    coder: str
    handle: str
    articles: frozenset[str]
    giver: str = ""
    reviewed: bool = False
    were: frozenset[str] = frozenset()

    @property
    def people(self) -> set[str]:
        """The coder, and who became them."""
        return {self.coder, *self.were}


def chosen(database: Database, past: Past, order: PackageOrder) -> set[Key]:
    """Return the records that the package has, without the coders.

    What is on something is there if that is and it is the coder's own or, in `reviewed` packages,
    on their annotations; links, decisions and gold have rules of their own. On practice articles
    gold is the key, and there.
    """
    found = {key for key in past if KINDS[key[0]].shared}
    found |= _keys("article", order.articles)
    here: dict[str, set[str]] = {"article": set(order.articles)}
    for kind in KINDS.values():
        if kind.owner is not None and kind.type not in (Link, Decision):
            here[kind.name] = _ids(past, kind.name, partial(_is_here, here, kind, order))
            found |= _keys(kind.name, here[kind.name])
    own = here["annotation"]
    gold = set[str]()
    if order.reviewed:
        words = _ids(past, "decision", lambda said: said("annotation") <= own)
        found |= _keys("decision", words)
        gold = _gold(database, past, own, words)
        found |= _keys("annotation", gold)
    key, gone = key_of(database, past, order), gone_key(database, past, order)
    found |= _keys("annotation", key | gone)
    for ends in (own, gold | key | gone):
        found |= _keys("link", _ids(past, "link", lambda said, ends=ends: _is_between(said, ends)))
    return found


def key_of(database: Database, past: Past, order: PackageOrder) -> set[str]:
    """Return the gold on the practice articles of a package, without which nobody learns from them.

    Only as it stands: what gave way says more than the key does.
    """
    return _key_ever(database, past, order) & _standing_gold(database)


def gone_key(database: Database, past: Past, order: PackageOrder) -> set[str]:
    """Return what was in the key of a practice article, and may be in the coder's file from then.

    It went after the article was assigned to them. That it is gone is told with the new key, which
    alone counts there then.
    """
    gone = _key_ever(database, past, order) - _standing_gold(database)
    since = _assigned_since(database, order)
    found: set[str] = set()
    for gold in gone:
        articles = _said(past["annotation", gold])("article")
        begun = min((since[one] for one in articles if one in since), default="")
        if begun and _last_touched(database, gold) > begun:
            found.add(gold)
    return found


def _key_ever(database: Database, past: Past, order: PackageOrder) -> set[str]:
    """Return the gold that there ever was on the practice articles of a package."""
    sql = (
        "SELECT DISTINCT i.article FROM inclusion i JOIN round r ON r.id = i.round WHERE r.kind = ?"
    )
    training = database.conn.execute(sql, [RoundKind.TRAINING])
    practice = {article for (article,) in training} & order.articles
    if not practice:
        return set()
    return _ids(
        past,
        "annotation",
        lambda said: said("layer") == {GOLD_LAYER} and said("article") <= practice,
    )


def _standing_gold(database: Database) -> set[str]:
    return {v["id"] for v in tables.select(database, "annotation", {"layer": GOLD_LAYER})}


def _assigned_since(database: Database, order: PackageOrder) -> dict[str, str]:
    """Return the clock at which each article (id) was first assigned to the coder."""
    sql = (
        "SELECT json_extract(c.after, '$.article'), min(e.clock) FROM change c "
        "JOIN edit e ON e.id = c.edit WHERE c.kind = 'assignment' AND c.before IS NULL "
        "AND json_extract(c.after, '$.coder') IN (SELECT value FROM json_each(?)) GROUP BY 1"
    )
    return dict(database.conn.execute(sql, [tables.among(order.people)]).fetchall())


def _last_touched(database: Database, record: str) -> str:
    """Return the clock of the last edit that changed a record, or took such a change back."""
    sql = (
        "SELECT max(max(e.clock), coalesce(max(u.clock), '')) FROM change c "
        "JOIN edit e ON e.id = c.edit LEFT JOIN edit u ON u.target = e.id "
        "WHERE c.kind = 'annotation' AND c.record = ?"
    )
    return database.conn.execute(sql, [record]).fetchone()[0] or ""


def people(changes: Iterable[Change]) -> set[str]:
    """Return the coders that these changes name."""
    return {
        ident
        for change in changes
        for reference, ident in references(change.kind, change.after or {})
        if reference.kind == "coder"
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


def _is_here(here: dict[str, set[str]], kind: RecordKind, order: PackageOrder, said: _Said) -> bool:
    """Tell whether something on a record that is here is the coder's, or they may know it.

    An import may have moved an annotation to another article: one of them is enough.
    """
    authors = said(kind.author) if kind.author else set[Any]()
    owner, own = kind.owner, not kind.author or (bool(authors) and authors <= order.people)
    if owner is None or (kind.type is Annotation and GOLD_LAYER in said("layer")):
        return False
    if owner.kind == "article":
        whole = owner.optional and said(owner.attribute) == {None}  # a note on the codebook
        return own and (whole or not said(owner.attribute).isdisjoint(here["article"]))
    about_theirs = owner.kind == "annotation" and order.reviewed
    return (own or about_theirs) and all(
        said(one.attribute) <= here[one.kind] for one in kind.references if one.kind in here
    )


def _is_between(said: _Said, ends: set[str]) -> bool:
    """Tell whether a link goes from these annotations to these or to an actor."""
    return said("annotation") <= ends and said("target_annotation") <= ends | {None}


def _gold(database: Database, past: Past, own: set[str], words: set[str]) -> set[str]:
    """Return the gold that decisions on the coder's annotations name, or named until it went.

    Gold that others' decisions alone name by now stays theirs.
    """
    standing = _standing_gold(database)
    decisions = tables.select(database, "decision", {})
    now = {word["gold"] for word in decisions if word["annotation"] in own}
    named = {gold for word in words for gold in _said(past["decision", word])("gold") if gold}
    golds = _ids(past, "annotation", lambda said: said("layer") == {GOLD_LAYER})
    return {one for one in named & golds if one in now or one not in standing}
