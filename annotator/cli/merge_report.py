"""What `annotator merge` says of what came in."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.cli.output import plain, print_json, print_table, say
from annotator.cli.ways_back import for_commands
from annotator.domain.wording import counted
from annotator.store.merging.report import CodeMatch, FileReport, MergePreview, notes_in_words

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
        _print_lines(one.name, "refused", one.refused)
        _print_lines(one.name, "not yet", one.withheld)
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
        "codebook": one.codebook,
        "clock": one.clock,
        "notes": one.notes,
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
