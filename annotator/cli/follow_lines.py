"""What `annotator follow` says of a folder."""

import shlex
from pathlib import Path
from typing import Any

from annotator.cli.output import plain, print_table, say
from annotator.domain.wording import counted, noun
from annotator.store.merging.report import FileReport
from annotator.workflow.following.found import FileStanding, FoundFile, Passed

_HEADING = ("file", "standing", "new", "changed", "deleted")
_SHOWN = frozenset((FileStanding.NEWS, FileStanding.WAITS, FileStanding.REFUSED, FileStanding.TORN))
_TORN = "It is not whole: a part has not come yet, or its sender has to send it again."


def print_pass(passed: Passed, project: Path) -> None:
    """Print what came in, what was sent, and what waits for a person."""
    for one in passed.brought:
        new, changed, deleted = one.report.new, one.report.changed, one.report.deleted
        counts = f"{counted(new, 'new annotation')}, {changed:,} changed, {deleted:,} deleted"
        say(plain(f"Brought in {one.found.name}: {counts}."))
    for sent in passed.sent:
        if sent.written:
            say(plain(f"Wrote {sent.path.name} ({sent.coder})."))
        elif sent.waits:
            say(plain(f"{sent.path.name} was not written: {sent.waits}"))
    shown = [one for one in passed.found if one.standing in _SHOWN]
    if shown:
        print_table(_HEADING, [_row(one) for one in shown])
    for one in passed.found:
        _print_why(one, project)
    say(_summed(passed))


def told_pass(passed: Passed) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "files": [_told(one) for one in passed.found],
        "brought": [
            {"file": one.found.name, "edit": one.changes.edit, **_counts(one.report)}
            for one in passed.brought
        ],
        "sent": [
            {
                "file": one.path.name,
                "coder": one.coder,
                "written": one.written,
                "waits": one.waits,
            }
            for one in passed.sent
        ],
    }


def _told(one: FoundFile) -> dict[str, Any]:
    return {
        "file": one.name,
        "standing": one.standing.value,
        "coder": one.for_coder,
        "conflict_of": one.conflict_of,
        "asks": one.asks,
        **(_counts(one.report) if one.report is not None else {}),
    }


def _counts(report: FileReport) -> dict[str, int]:
    return {"new": report.new, "changed": report.changed, "deleted": report.deleted}


def _row(one: FoundFile) -> tuple[Any, ...]:
    if one.report is None:
        return one.name, one.standing.value, "", "", ""
    return one.name, one.standing.value, one.report.new, one.report.changed, one.report.deleted


def _print_why(one: FoundFile, project: Path) -> None:
    if one.arrives_torn:
        say(plain(f"{one.name}: {_TORN}"))
    if one.standing not in (FileStanding.WAITS, FileStanding.REFUSED):
        return
    for why in one.asks:
        say(plain(f"{one.name}: {why}"))
    if one.standing is FileStanding.WAITS:
        files = " ".join(shlex.quote(str(path)) for path in (project, one.path))
        say(plain(f"{one.name}: annotator merge {files} brings it in."))


def _summed(passed: Passed) -> str:
    waiting = sum(one.calls for one in passed.found)
    if waiting:
        return f"{counted(waiting, 'file waits', 'files wait')} for a person."
    news = sum(one.standing is FileStanding.NEWS for one in passed.found)
    if news:
        return f"{counted(news, 'file')} would come in by {noun(news, 'itself', 'themselves')}."
    return "All is brought in." if passed.brought else "Nothing new in the folder."
