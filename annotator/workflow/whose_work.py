"""Whose work is whose: renaming, merging, replacing and parting coders, and who comes in a file."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import structs

from annotator.domain.change import Key
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.people import GiveWork, HandOver, KeepRules
from annotator.domain.edits.records import PutCoder
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Values
from annotator.domain.state import find_coder
from annotator.domain.whose_work import WorkRule, work_rules
from annotator.domain.wording import counted
from annotator.store.merging.report import MergePreview, Newcomer
from annotator.store.project import Project
from annotator.workflow.coders import handle_problem


def coder_called(project: Project, handle: str) -> Coder:
    """Return the coder of this handle; raise a `UserError` when there is none."""
    found = find_coder(project, handle)
    if found is None:
        names = ", ".join(one.handle for one in project.find(Coder)) or "nobody"
        message = f"There is no coder {handle} in this project."
        raise UserError(message, remedy=f"It has {names}.")
    return found


def free_handle(handle: str, taken: Iterable[str]) -> str:
    """Return a handle for somebody who is called like another, beside these: "ana (2)"."""
    known = {folded(one) for one in taken}
    n = 2
    while folded(f"{handle} ({n})") in known:
        n += 1
    return f"{handle} ({n})"


# Renaming, merging, replacing


def renaming(project: Project, coder: Coder, handle: str) -> Edit:
    """Return the edit that gives a coder another handle; raise a `UserError` when it is none."""
    _refuse(handle)
    other = find_coder(project, handle)
    if other is not None and other.id != coder.id:
        message = f"{other.handle} is another coder’s handle."
        raise UserError(message, remedy="Merge the two if they are one person.")
    return PutCoder(structs.replace(coder, handle=handle.strip()))


def merging(project: Project, coder: Coder, into: Coder) -> Edit:
    """Return the edit that makes all of one coder's work another's: they are one person.

    Of two statuses on an article the further one stays, and of two labels on the same thing both:
    which of them is right only that person can say. What comes later under the old handle is given
    to the other as it is brought in. Reading for it takes as long as the work is large.
    """
    if coder.id == into.id:
        raise UserError(f"{coder.handle} is {into.handle} already.")
    rule = WorkRule(coder=coder.id, target=into.id)
    label = f"{coder.handle} merged into {into.handle}"
    gone = structs.replace(coder, archived=True)
    back = [one for one in _rules(project) if one.coder == into.id and not one.device]
    kept = KeepRules((rule,), tuple(back), (gone,))
    return _giving(project.given(rule), kept, label)


def merged_from(project: Project) -> dict[str, str]:
    """Return the coders (ids) who were merged into others, with whom they were merged into."""
    return {rule.coder: rule.target for rule in _rules(project) if not rule.device}


def parting(project: Project, coder: Coder) -> Edit:
    """Return the edit that parts a coder who was merged: what they did themselves is theirs again.

    Raise a `UserError` when they were not merged.
    """
    rule = next((r for r in _rules(project) if r.coder == coder.id and not r.device), None)
    into = project.get(Coder, rule.target) if rule is not None else None
    if rule is None or into is None:
        raise UserError(f"{coder.handle} was not merged into anybody.")
    back = WorkRule(coder=into.id, target=coder.id)
    here = KeepRules((), (rule,), (structs.replace(coder, archived=False),))
    label = f"{coder.handle} parted from {into.handle}"
    return _giving(project.given(back, coder.id), here, label)


def parting_machines(project: Project, coder: Coder, devices: Iterable[str], handle: str) -> Edit:
    """Return the edit that gives what a coder did on some devices to somebody of another handle."""
    devices = list(devices)
    target, joined = _target(project, handle)
    if target.id == coder.id:
        raise UserError(f"{coder.handle} can't be parted from themself.")
    rules = [WorkRule(coder=coder.id, target=target.id, device=one) for one in devices]
    moved: dict[Key, Values | None] = {}
    for rule in rules:
        moved |= project.given(rule)
    kept = KeepRules(tuple(rules), (), joined)
    label = f"{counted(len(devices), 'machine')} of {coder.handle} parted as {target.handle}"
    return _giving(moved, kept, label)


def replacing(project: Project, coder: Coder, by: Coder) -> Edit:
    """Return the edit that hands what a coder has not finished to another.

    Raise a `UserError` when there is nothing.
    """
    articles = project.progress.unfinished(coder.id)
    if not articles:
        raise UserError(f"Nothing is assigned to {coder.handle} that is not done.")
    return HandOver(coder.id, by.id, tuple(articles))


# Who comes in a file


def as_whom(project: Project, newcomer: Newcomer, handle: str) -> Edit | None:
    """Return the edit that lets somebody in a file come in as the coder of a handle.

    None where that is who they come in as anyway. Raise a `UserError` when it can't be a handle.
    """
    target, joined = _target(project, handle)
    if target.id == newcomer.coder:
        return None
    devices = newcomer.devices if newcomer.known else ("",)
    rules = [WorkRule(coder=newcomer.coder, target=target.id, device=one) for one in devices]
    label = f"{newcomer.handle} of a file comes in as {target.handle}"
    return KeepRules(tuple(rules), (), joined, label)


def all_as_whom(project: Project, preview: MergePreview, wanted: Mapping[str, str]) -> Edit | None:
    """Return the edit that lets handles in files come in as others; `wanted` has both.

    Raise a `UserError` for a handle of which nothing was noticed, and one that can't be one.
    """
    noticed = {folded(n.handle): n for one in preview.files for n in one.newcomers}
    edits: list[Edit] = []
    for theirs, ours in wanted.items():
        if folded(theirs) not in noticed:
            names = ", ".join(sorted(one.handle for one in noticed.values())) or "nobody"
            message = f"Nobody called {theirs} is new in these files."
            raise UserError(message, remedy=f"New in them, or on another machine: {names}.")
        every = [
            n for one in preview.files for n in one.newcomers if folded(n.handle) == folded(theirs)
        ]
        for newcomer in every:
            edit = as_whom(project, newcomer, ours)
            if edit is not None:
                edits.append(edit)
    return Together(edits) if edits else None


def preview_as(
    project: Project,
    paths: Sequence[Path],
    people: Mapping[str, str],
    mapping: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> MergePreview:
    """Tell what files bring if handles in them come in as others; who was noticed stays told.

    What `people` says of a handle that was not noticed is left aside.
    """
    told = project.preview(paths, mapping, progress)
    noticed = {folded(n.handle) for one in told.files for n in one.newcomers}
    wanted = {theirs: ours for theirs, ours in people.items() if folded(theirs) in noticed}
    edit = all_as_whom(project, told, wanted)
    if edit is None:
        return told
    then = project.preview(paths, mapping, progress, first=edit)
    both = zip(then.files, told.files, strict=True)
    return MergePreview(tuple(structs.replace(n, newcomers=one.newcomers) for n, one in both))


def _target(project: Project, handle: str) -> tuple[Coder, tuple[Coder, ...]]:
    """Return the coder of a handle, and who is to join for that."""
    known = find_coder(project, handle)
    if known is not None:
        return known, ()
    _refuse(handle)
    made = Coder(id=coder_id(handle), handle=handle.strip())
    return made, (made,)


def _refuse(handle: str) -> None:
    problem = handle_problem(handle.strip())
    if problem:
        raise UserError(problem)


def _rules(project: Project) -> list[WorkRule]:
    return work_rules(project.info().settings)


def _giving(moved: Mapping[Key, Values | None], kept: KeepRules, label: str) -> GiveWork:
    records = tuple(
        from_values(KINDS[kind].type, values)
        for (kind, _), values in moved.items()
        if values is not None
    )
    gone = tuple((KINDS[kind].type, ident) for (kind, ident), v in moved.items() if v is None)
    return GiveWork(records, gone, kept, label)
