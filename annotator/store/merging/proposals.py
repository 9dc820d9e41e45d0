"""What came in by people who are no reviewers: what is not applied, and what they propose."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import structs

from annotator.domain import code_matching
from annotator.domain.change import Change, difference, fold
from annotator.domain.codebook import Code, CodeState
from annotator.domain.kinds import KINDS, from_values, references, to_values
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.record import Values
from annotator.domain.reserved import reserved_in_words
from annotator.domain.settings import project_settings
from annotator.domain.wording import noun
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits
from annotator.store.history.entitlement import ReservedChanges
from annotator.store.history.folding import to_fold
from annotator.store.history.whose_edits import handles_in_name, no_reviewer
from annotator.store.merging.report import CodeProposal

_TOLD_OTHERWISE = ("code", "link")
"""Kinds that are told of otherwise: as proposals, and with the gold that they are on."""


def proposals(
    database: Database, counting: CountedEdits, among: Collection[str] | None = None
) -> list[CodeProposal]:
    """Return what those who are no reviewers would have of the codebook, and it is not.

    By all unentitled edits, or by some of them; without those that a reviewer has left.
    """
    wanted = counting.unentitled if among is None else counting.unentitled & frozenset(among)
    (info,) = tables.select(database, "project", {})
    left = set(project_settings(info["settings"]).left_proposals)
    found: dict[tuple[str, str], list[str]] = {}
    names = handles_in_name(database, counting.in_name)
    for edit, coder, code in _of_codes(database, wanted - left):
        found.setdefault((names.get(edit, coder), code), []).append(edit)
    made = (_proposal(database, counting, *key, edits) for key, edits in sorted(found.items()))
    differing = [one for one in made if one.ours != one.theirs]
    return sorted(differing, key=lambda one: (one.name.casefold(), one.code, one.coder))


def _of_codes(database: Database, edits: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield edits with their coders' handles and the codes that they changed."""
    sql = (
        "SELECT DISTINCT e.id, e.coder, c.record FROM edit e JOIN change c ON c.edit = e.id "
        "WHERE c.kind = 'code' AND e.id IN (SELECT value FROM json_each(?)) ORDER BY e.clock, e.id"
    )
    yield from database.conn.execute(sql, [msgspec.json.encode(sorted(edits)).decode()])


def _proposal(
    database: Database, counting: CountedEdits, coder: str, code: str, edits: Sequence[str]
) -> CodeProposal:
    with_theirs = structs.replace(counting, unentitled=counting.unentitled - set(edits))
    values = fold(to_fold(database, with_theirs, [code])).get(("code", code))
    here = next(tables.select(database, "code", {"id": code}), None)
    ours = None if here is None else from_values(Code, here)
    theirs = None if values is None else from_values(Code, values)
    return CodeProposal(
        coder=coder,
        code=code,
        name=(theirs or ours or Code(id=code, name=code)).name,
        ours=ours,
        theirs=theirs,
        note=_note(ours, theirs),
        edits=tuple(edits),
    )


def _note(ours: Code | None, theirs: Code | None) -> str:
    if theirs is None:
        return "deleted"
    if ours is None:
        return "new code"
    if theirs == structs.replace(ours, state=theirs.state):
        return "retired" if theirs.state is CodeState.RETIRED else "taken up again"
    return code_matching.difference_in_words(ours, theirs)


def taking(
    database: Database, found: Iterable[CodeProposal], take: Collection[tuple[str, str]]
) -> list[Change]:
    """Return the changes of the codebook by which these proposals are taken; its version rises."""
    wanted = [one for one in found if one.key in take]
    changes = [
        change
        for one in wanted
        if (change := difference("code", one.code, _values(one.ours), _values(one.theirs)))
    ]
    if changes:
        (info,) = tables.select(database, "project", {})
        version = info["codebook_version"]
        was, now = {"codebook_version": version}, {"codebook_version": version + 1}
        changes.append(Change("project", PROJECT_ID, was, now))
    return changes


def not_applied(
    database: Database,
    rows: Mapping[str, log.EditRow],
    changes: Mapping[str, Sequence[Change]],
    in_name: Mapping[str, str],
) -> list[str]:
    """Say by name and number what of these unentitled edits' changes does not count.

    `in_name` says whose (ids) those are that came in somebody else's name.
    """
    reserved = ReservedChanges(database, frozenset(changes), in_name=in_name)
    by_coder: dict[str, set[tuple[str, str]]] = {}
    names = handles_in_name(database, in_name)
    for edit, of_edit in changes.items():
        wrote_as = rows[edit].coder
        who = (names.get(edit, ""), wrote_as) if edit in in_name else (wrote_as,)
        said = no_reviewer(*who) if wrote_as else no_reviewer("").capitalize()
        told = by_coder.setdefault(said, set())
        gone = {change.record for change in of_edit if change.after is None}
        for change in of_edit:
            is_gold = change.kind == "annotation" and reserved.was_gold(change.record)
            if _goes_along(change, gone):
                continue
            renames = change.kind == "coder" and not reserved.counts(edit, change)
            plainly = change.kind not in _TOLD_OTHERWISE and _is_reserved(change)
            if is_gold or renames or plainly:
                told.add(("gold" if is_gold else change.kind, change.record))
            elif change.kind == "article" and change.after is None:
                told.add(("removal", change.record))
    return [_sentence(said, told) for said, told in sorted(by_coder.items()) if told]


def _goes_along(change: Change, gone: Collection[str]) -> bool:
    """Tell whether something went with what it was on, as a decision does with its label."""
    on = references(change.kind, change.before or {}) if change.after is None else ()
    return any(ident in gone for _, ident in on)


def _is_reserved(change: Change) -> bool:
    """Tell whether a change is of what is reserved, and more than the codebook's version."""
    only_version = change.kind == "project" and set(change.after or {}) == {"codebook_version"}
    return KINDS[change.kind].reserved and not only_version


def _values(code: Code | None) -> Values | None:
    return None if code is None else to_values(code)


def _sentence(said: str, told: Iterable[tuple[str, str]]) -> str:
    counts = Counter(kind for kind, _ in told)
    is_not = noun(counts.total(), "is", "are")
    return f"{said}: {reserved_in_words(counts)} {is_not} not applied."
