"""What `annotator merge` says of what came in."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.cli.output import plain, print_json, print_table, say
from annotator.cli.ways_back import for_commands
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.wording import counted
from annotator.store.merging.report import (
    CodeMatch,
    CodeProposal,
    FileReport,
    MergePreview,
    Newcomer,
    notes_in_words,
)
from annotator.workflow.proposing import both_forms

_HEADING = ("file", "from", "articles", "new", "changed", "deleted", "conflicts", "refused")
_MOST = 20  # sentences of a kind that people get to see; programs see all


def print_merge(
    preview: MergePreview, paths: Sequence[Path], *, dry_run: bool, as_json: bool
) -> None:
    """Print what each file brought, or would: a table for people, a JSON object for programs."""
    files = list(zip(paths, preview.files, strict=True))
    if as_json:
        print_json({"dry_run": dry_run, "files": [_told(path, one) for path, one in files]})
        return
    print_table(_HEADING, [_row(one) for _, one in files])
    for _, one in files:
        _print_lines(one.name, "clock", [one.clock] if one.clock else [])
        _print_lines(one.name, "not applied", one.not_applied)
        _print_lines(one.name, "proposed", map(proposal_words, one.proposals))
        _print_lines(one.name, "coder", [_who(newcomer) for newcomer in one.newcomers])
        _print_lines(one.name, "team", one.of_team)
        _print_lines(one.name, "refused", one.refused)
        _print_lines(one.name, "not yet", one.withheld)
        _print_lines(one.name, "gold", one.of_gold)
        _print_lines(one.name, "note", [f"{n.coder} on {n.about}: {n.text}" for n in one.notes])
        _print_lines(one.name, "code", [_matched(match) for match in one.codebook])
    say(_summed(preview, dry_run=dry_run))


def _told(path: Path, one: FileReport) -> dict[str, Any]:
    return {
        "file": str(path),
        "coders": one.coders,
        "edits": one.edits,
        "articles": one.articles,
        "new_articles": one.new_articles,
        "new": one.new,
        "changed": one.changed,
        "deleted": one.deleted,
        "corrected": one.corrected,
        "conflicts": len(one.conflicts),
        "refused": len(one.refused),
        "withheld": one.waiting,
        "gold_twice": one.gold_twice,
        "in_locked": one.in_locked,
        "codebook": one.codebook,
        "proposals": one.proposals,
        "not_applied": one.not_applied,
        "clock": one.clock,
        "newcomers": one.newcomers,
        "notes": one.notes,
        "new_coders": one.new_coders,
        "assignments": one.assignments,
        "error": for_commands(one.error),
        "details": {
            "conflicts": one.conflicts,
            "refused": one.refused,
            "withheld": one.withheld,
        },
    }


def _row(one: FileReport) -> tuple[Any, ...]:
    return (
        one.name,
        ", ".join(one.coders),
        one.articles,
        one.new,
        one.changed,
        one.deleted,
        len(one.conflicts),
        len(one.refused),
    )


def _print_lines(name: str, kind: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    for line in lines[:_MOST]:
        say(plain(f"{name}, {kind}: {line}"))
    if len(lines) > _MOST:
        say(plain(f"{name}, {kind}: {len(lines) - _MOST:,} more; --json lists all."))


def proposal_words(one: CodeProposal) -> str:
    """Say in a line who would have what of a code."""
    told = [f"{what}: {ours or '–'} → {theirs or '–'}" for what, ours, theirs in both_forms(one)]
    whole = one.ours is not None and one.theirs is not None
    said = "; ".join(told) if told and whole else one.note
    return f"{one.name} by {one.coder or 'somebody'}: {said}"


def proposals_named(name: str, among: Sequence[CodeProposal]) -> list[CodeProposal]:
    """Return the proposals of a code, or those that HANDLE:CODE means; raise a `UserError`."""
    coder, colon, code = name.partition(":")
    wanted = [
        one
        for one in among
        if folded(name) in (folded(one.code), folded(one.name))
        or (
            colon
            and folded(coder) == folded(one.coder)
            and folded(code) in (folded(one.code), folded(one.name))
        )
    ]
    if not wanted:
        said = ", ".join(f"{one.coder}:{one.code}" for one in among) or "nothing"
        raise UserError(f"Nothing is proposed of {name}.", remedy=f"Proposed is: {said}.")
    return wanted


def _who(one: Newcomer) -> str:
    return f"{one.in_words()} --as {one.handle}=CODER says as whom they come in."


def _matched(match: CodeMatch) -> str:
    own = f"is the project's {match.ours}" if match.ours else "comes in as a new one"
    return f"{match.name} {own}{f' ({match.note})' if match.note else ''}"


def _summed(preview: MergePreview, *, dry_run: bool) -> str:
    if not preview.brings_something:
        return "Nothing new in these files."
    new, changed, deleted = (
        sum(getattr(one, name) for one in preview.files) for name in ("new", "changed", "deleted")
    )
    would = "would come" if dry_run else "came"
    told = f"{counted(new, 'new annotation')} {would} in; {changed:,} changed, {deleted:,} deleted."
    corrected = sum(one.corrected for one in preview.files)
    if corrected:
        told += f" {counted(corrected, 'article')} corrected."
    elif not (new or changed or deleted):
        told += " Other changes come with them."
    if notes := notes_in_words(note for one in preview.files for note in one.notes):
        told += f" {notes}."
    waiting = sum(one.waiting for one in preview.files)
    held = f" {counted(waiting, 'record waits', 'records wait')} for what no file has brought yet."
    return told + held if waiting else told
