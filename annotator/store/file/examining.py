"""What the history in another file must fulfil: this program writes nothing else.

What needs the rest of a project (that a code takes an answer, say) is no matter here: histories
that are right apart can contradict one another together, and what can't stand is withheld.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from annotator.domain.bounds import LONGEST_TEXT, check_bounds, is_within_bounds
from annotator.domain.change import Change
from annotator.domain.errors import UserError
from annotator.domain.ids import is_unusable_id
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.names import folded
from annotator.domain.people import RESERVED_HANDLES
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.record import Fragment, Values
from annotator.domain.rules import check_fragments
from annotator.domain.rules_codebook import check_id
from annotator.store.file import tables

_INTEGERS = range(-(2**63), 2**63)
"""What SQLite takes for an integer."""
_ANCHOR = ("fragments", "texts", "contexts")


_WITH_TEXT = frozenset(("text_sha256", "length", "first_text"))
"""What of an article changes together, when it is given another text."""


class ForgedError(Exception):
    """Something that no version of this program writes; the message says what."""


def check_name(ident: str) -> None:
    """Raise `ForgedError` unless this can be an edit's or a record's id."""
    if is_unusable_id(ident):
        raise ForgedError(f"“{ident[:50]!a}” is no id")


def check_record(kind: str, record: str, values: Values) -> None:
    """Raise `ForgedError` unless these are the attributes of a record of this id."""
    try:
        from_values(KINDS[kind].type, values)
    except msgspec.ValidationError as error:
        raise ForgedError(f"{kind} {record}: {error}") from None
    if values["id"] != record:
        raise ForgedError(f"the {kind} {record} calls itself {values['id']}")


class Examination:
    """One look through a history's changes, in the order in which they were written."""

    def __init__(self) -> None:
        self._corrected: dict[str, str] = {}
        self._sizes: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._furthest: dict[str, int] = defaultdict(int)
        self._places: dict[str, set[str]] = defaultdict(set)

    def take(self, change: Change) -> None:
        """Raise `ForgedError` when the change is none that this program writes."""
        if change.kind not in KINDS:
            raise ForgedError(f"there is no kind of record “{change.kind}”")
        check_name(change.record)
        if change.kind == "project" and (change.record != PROJECT_ID or change.after is None):
            raise ForgedError("a project is one, and stays")
        before, after = change.before, change.after
        if not _is_object(before) or not _is_object(after) or (before is None and after is None):
            raise ForgedError(
                f"{change.kind} {change.record}: neither side of the change is a record"
            )
        check_lengths(f"{change.kind} {change.record}", after or {})
        if before is None:
            _check_known(change, after or {})  # the record is looked at as a whole
        else:
            _check_types(change, before, given=False)
            _check_types(change, after or {}, given=True)
        if after is None:
            _check_own_id(change, before or {})
        elif before is None:
            _check_creation(change, after)
        else:
            _check_unfixed(change, after)
            _check_correction(change, after)
        if after is not None:
            _check_rules(change, after)
            self._remember(change, after)

    def finish(self, texts: Mapping[str, str]) -> None:
        """Raise `ForgedError` when articles are not as long as their texts or as what is in them.

        `texts` are those that the file has, by SHA-256.
        """
        for sha256, article in self._corrected.items():
            if sha256 not in texts:
                raise ForgedError(f"article {article}: it was given a text that is not there")
        for article, sizes in self._sizes.items():
            for sha256, length in sizes:
                if sha256 in texts and length != len(texts[sha256]):
                    raise ForgedError(f"article {article}: its text has not {length} characters")
        for record, furthest in self._furthest.items():
            sizes = [n for one in self._places[record] for _, n in self._sizes.get(one, ())]
            if sizes and furthest > max(sizes):
                raise ForgedError(f"{record}: {furthest} is beyond the article's end")

    def _remember(self, change: Change, after: Values) -> None:
        if change.kind == "article":
            self._places[change.record].add(change.record)
            if "text_sha256" in after:
                self._sizes[change.record].add((after["text_sha256"], after["length"]))
            if "text_sha256" in after and change.before is not None:
                self._corrected[after["text_sha256"]] = change.record
        elif change.kind == "annotation" and "article" in after:
            self._places[change.record].add(after["article"])
        for _, end in after.get("fragments") or after.get("excluded") or ():
            self._furthest[change.record] = max(self._furthest[change.record], end)


def check_lengths(where: str, values: Values) -> None:
    """Raise `ForgedError` when something is longer or more than a project keeps.

    Of a change that is what it leaves: what was there before it is never taken over.
    """
    if is_within_bounds(values):
        return
    try:
        check_bounds(values, where)
    except UserError as error:
        raise ForgedError(f"{error.where}: {error.message}") from None


def _is_object(values: object) -> bool:
    return values is None or isinstance(values, dict)


@cache
def _types(kind: str) -> dict[str, Any]:
    return {field.encode_name: field.type for field in msgspec.structs.fields(KINDS[kind].type)}


@cache
def _integers(kind: str) -> frozenset[str]:
    return frozenset(c.name for c in tables.columns(kind) if c.sql_type == "INTEGER")


@cache
def _wanted(kind: str) -> frozenset[str]:
    return frozenset(_types(kind).keys() - set(KINDS[kind].may_lack))


def _check_types(change: Change, values: Values, *, given: bool) -> None:
    """Check attributes one by one; before (not `given`), None stands for what was not there."""
    _check_known(change, values)
    types = _types(change.kind)
    for name, value in values.items():
        if value is None and not given:
            continue
        try:
            msgspec.convert(value, types[name])
        except msgspec.ValidationError as error:
            raise ForgedError(f"{change.kind} {change.record}: {error}") from None


def _check_known(change: Change, values: Values) -> None:
    """Check that there are such attributes, and that numbers are none that SQLite lacks."""
    unknown = values.keys() - _types(change.kind).keys()
    if unknown:
        raise ForgedError(f"{change.kind} has no “{min(unknown)}”")
    for name in _integers(change.kind) & values.keys():
        value = values[name]
        if isinstance(value, int) and value not in _INTEGERS:
            raise ForgedError(f"{change.kind} {change.record}: {name} is too large a number")


def _check_own_id(change: Change, values: Values) -> None:
    if values.get("id", change.record) != change.record:
        raise ForgedError(f"the {change.kind} {change.record} calls itself {values['id']}")


def _check_creation(change: Change, after: Values) -> None:
    _check_own_id(change, after)
    missing = _wanted(change.kind) - after.keys()
    if missing:
        raise ForgedError(f"{change.kind} {change.record} lacks “{min(missing)}”")
    check_record(change.kind, change.record, after)


def _check_unfixed(change: Change, after: Values) -> None:
    fixed = after.keys() & KINDS[change.kind].never_change
    if fixed:
        raise ForgedError(f"{change.kind} {change.record}: its “{min(fixed)}” never changes")


def _check_correction(change: Change, after: Values) -> None:
    """Refuse another text that doesn't say how long it is, and which the article came in with."""
    given = _WITH_TEXT & after.keys()
    if change.kind == "article" and given and given != _WITH_TEXT:
        message = f"article {change.record}: its “{max(given)}” never changes by itself"
        raise ForgedError(message)


# Rules that need nothing but the record


def _check_rules(change: Change, after: Values) -> None:
    rule = _RULES.get(change.kind)
    if rule is None:
        return
    try:
        rule(change, after)
    except UserError as error:
        raise ForgedError(f"{change.kind} {change.record}: {error.message}") from None


def _check_annotation(_change: Change, after: Values) -> None:
    if len({len(after[name]) for name in _ANCHOR if name in after}) > 1:
        raise ForgedError("an annotation has not as many texts as fragments")
    _check_pieces(after.get("fragments", ()))


def _check_article(_change: Change, after: Values) -> None:
    if not 0 <= after.get("length", 0) <= LONGEST_TEXT:
        raise ForgedError(f"an article has {after['length']:,} characters")
    _check_pieces(after.get("excluded", ()))


def _check_pieces(pieces: Any) -> None:
    check_fragments(tuple(Fragment(*piece) for piece in pieces), _INTEGERS.stop - 1)


def _check_coder(_change: Change, after: Values) -> None:
    handle = after.get("handle", "x")
    if folded(handle) in RESERVED_HANDLES:
        raise ForgedError(f"a coder is called “{handle}”, which is a reserved word")
    if not folded(handle) or handle != handle.strip():
        raise ForgedError(f"a coder is called “{handle}”, which is no handle")


def _check_named(change: Change, after: Values) -> None:
    if not after.get("name", "x").strip():
        raise ForgedError(f"the {change.kind} {change.record} has no name")


def _check_code(change: Change, after: Values) -> None:
    check_id(change.record, "code")
    _check_named(change, after)


def _check_link(change: Change, after: Values) -> None:
    if change.before is None and (after["target_annotation"] is None) == (
        after["target_actor"] is None
    ):
        raise ForgedError(f"the link {change.record} does not end at one annotation or one actor")


_RULES: dict[str, Callable[[Change, Values], None]] = {
    "annotation": _check_annotation,
    "article": _check_article,
    "actor": _check_named,
    "code": _check_code,
    "coder": _check_coder,
    "link": _check_link,
}
