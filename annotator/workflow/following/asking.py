"""What has to be asked before a file comes in: whether a person has to look at it first."""

from collections.abc import Iterator

from annotator.domain.wording import counted
from annotator.store.merging.report import CodeMatch, CodeProposal, FileReport
from annotator.store.project import Project


def asked_of(project: Project, report: FileReport) -> tuple[str, ...]:
    """Return in sentences why a file does not come in by itself; nothing where it may."""
    return tuple(_asked(project, report))


def _asked(project: Project, report: FileReport) -> Iterator[str]:
    if report.taken_back:
        yield f"{counted(report.taken_back, 'edit')} in it came in before, and was taken back."
    if report.conflicts:
        what = counted(len(report.conflicts), "conflict")
        yield f"{what}: two people gave the same thing two values."
    yield from (one.in_words() for one in report.newcomers)
    if report.clock:
        yield report.clock
    yield from report.not_applied
    yield from report.refused
    yield from report.of_gold
    mapped = [one for one in report.codebook if _is_matched(one)]
    if mapped:
        names = ", ".join(one.name for one in mapped)
        yield f"Codes that are not known here by their ids: {names}."
    proposed = [one for one in report.proposals if _is_new(project, one)]
    if proposed:
        names = ", ".join(one.name for one in proposed)
        yield f"Proposals of the codebook: {names}."


def _is_matched(one: CodeMatch) -> bool:
    """Tell whether it had to be found out which of the project's codes it is."""
    return one.theirs != one.ours


def _is_new(project: Project, one: CodeProposal) -> bool:
    """Tell whether a proposal is one that nobody has seen here."""
    return not all(project.has_edit(edit) for edit in one.edits)
