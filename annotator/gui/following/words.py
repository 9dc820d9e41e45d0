"""How it stands with the files of a followed folder, in words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDateTime, QLocale

from annotator.domain.wording import counted, enumerated, noun, shortened
from annotator.gui.commands.table import key_of
from annotator.gui.team.bringing import counts_in_words, remark
from annotator.workflow.following.found import BRINGS, Brought, FileStanding, FoundFile
from annotator.workflow.following.roles import Role
from annotator.workflow.following.ties import FolderTie

_STATES = {
    FileStanding.ARRIVING: "arriving",
    FileStanding.TORN: "torn: a part has not come",
    FileStanding.NEWS: "ready to come in",
    FileStanding.NOTHING_NEW: "nothing new",
    FileStanding.LEFT: "left out until it is newer",
    FileStanding.OWN: "yours",
    FileStanding.NOT_FOR_ME: "for somebody else",
    FileStanding.OTHER_STUDY: "of another study",
    FileStanding.REFUSED: "can't be read",
}
_TORN = (
    "A part of it has not come, or it is damaged. It is looked at again and again; whoever sent it "
    "can send it once more."
)
_MOST_NAMES, _LONG = 3, 28


def state_of(found: FoundFile, came: Mapping[str, str], sent: Mapping[str, str]) -> str:
    """Say how it stands with a file; `came` and `sent` are the hours, by names of files."""
    name, standing = found.name, found.standing
    if standing is FileStanding.WAITS:
        return f"waits for you: {_why(found)}"
    if standing is FileStanding.NOTHING_NEW and name in came:
        return f"came in {came[name]}"
    if standing is FileStanding.OWN and name in sent:
        return f"yours, sent {sent[name]}"
    return _STATES[standing]


def _why(found: FoundFile) -> str:
    report = found.report
    if report is not None and report.conflicts:
        return counted(len(report.conflicts), "conflict")
    return (remark(report) if report is not None else "") or "a question"


def brings(found: FoundFile) -> str:
    """Say what a file brings: "120 new, 3 changed"; nothing where it brings nothing."""
    return counts_in_words([found.report]) if found.report and found.standing in BRINGS else ""


def whose(found: FoundFile) -> str:
    """Name whose work a file holds, as far as that is known."""
    coders = found.report.coders if found.report is not None else ()
    return ", ".join(coders) or found.for_coder


def detail_of(found: FoundFile) -> str:
    """Say what else there is to say of a file."""
    parts = list(found.asks)
    if found.standing is FileStanding.TORN:
        parts.append(_TORN)
    if found.conflict_of:
        parts.append(f"A sync client made it beside {found.conflict_of}: both are looked at.")
    return " ".join(parts)


def news_of(found: Sequence[FoundFile]) -> str:
    """Say who brings what: "ana and ben bring 120 new"; nothing where nobody does."""
    bring = [one for one in found if one.standing in BRINGS]
    if not bring:
        return ""
    handles = [one for file in bring for one in whose(file).split(", ") if one]
    names = [shortened(one, _LONG) for one in dict.fromkeys(handles)] or [bring[0].name]
    more = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], f"{more:,} more"] if more > 0 else names
    counts = counts_in_words([one.report for one in bring if one.report is not None])
    return f"{enumerated(shown)} {noun(len(names), 'brings', 'bring')} {counts}"


def trouble_of(found: Sequence[FoundFile]) -> str:
    """Say of which files a person should hear that can't come in; nothing where there is none."""
    bad = [one for one in found if one.calls and one.standing not in BRINGS]
    if not bad:
        return ""
    if len(bad) == 1:
        torn = "is torn" if bad[0].standing is FileStanding.TORN else "can't be read"
        return f"{shortened(bad[0].name, _LONG)} {torn}"
    return f"{counted(len(bad), 'file')} can't be read"


def role_in_words(role: Role, handle: str) -> str:
    """Say what following does for somebody."""
    if not handle:
        return "Say first who is coding: Project ▸ Who is coding?"
    if role.leads:
        out = "what you assign and decide goes out"
        return f"As {handle}, who reviews: coders' work comes in, and {out}."
    if role.takes_all:
        return f"As {handle}: everybody's work comes in, and yours goes out."
    return f"As {handle}: your work goes out, and what is assigned to you and decided comes in."


def notice_of(tie: FolderTie, found: Sequence[FoundFile], *, is_away: bool) -> str:
    """Say what a person should know of a folder; nothing where there is nothing."""
    if tie.by_itself:  # what comes in by itself is told when it is there
        found = [one for one in found if one.standing is not FileStanding.NEWS]
    away = f"The folder {tie.folder.name} can't be used now" if is_away else ""
    return news_of(found) or away or trouble_of(found)


def told_of(brought: Sequence[Brought], *, alone: bool) -> str:
    """Say what came in, by a key or `alone`, and how it is taken back."""
    handles = [coder for one in brought for coder in one.report.coders]
    names = list(dict.fromkeys(handles)) or [one.found.name for one in brought]
    counts = counts_in_words([one.report for one in brought])
    undoes = noun(len(brought), "undoes", "takes them back one by one")
    back = "History takes it back" if alone else f"{key_of('undo')} {undoes}"
    return f"Came in from {enumerated(names)}: {counts} — {back}"


def hour_now() -> str:
    """Return the hour and the minute, as the system's locale writes them."""
    return QLocale().toString(QDateTime.currentDateTime().time(), QLocale.FormatType.ShortFormat)
