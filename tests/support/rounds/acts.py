"""What is being done when a program is killed or the power is cut, and how to see that it held.

Each act prepares a folder, works there, acknowledging what is done, and examines the folder after
that ended at any moment: what was acknowledged is there, and the rest wholly or not at all.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from sequences import BOOK

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.store.project import Project
from rounds import material
from rounds.forked import Acknowledge
from rounds.outcome import KEPT, LostError, Outcome, WrongError, expect_all

STEPS = 4


class Act(NamedTuple):
    """One thing that a user does, again and again."""

    prepare: Callable[[Path], object]
    work: Callable[[Path, int, Acknowledge], None]
    examine: Callable[[Path, list[str]], Outcome]


def study_in(folder: Path) -> Path:
    """Return where the project of an act lies."""
    return folder / "study.annotator"


# One edit after the other


def edit(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Make annotations and note something on each."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            project.apply(material.tag(f"new-{n}", n))
            project.apply(SetNote(f"new-{n}", "noted"))
            acknowledge(f"new-{n}")


def edit_and_close(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Open the project, make one annotation, and close it."""
    for n in range(STEPS):
        project = Project.open(study_in(folder), "ana")
        project.apply(Together([material.tag(f"new-{n}", n), SetNote(f"new-{n}", "noted")]))
        acknowledge(f"new-{n}")
        project.close()


def edits_are_there(folder: Path, said: list[str]) -> Outcome:
    """See that all annotations that were acknowledged are noted on."""
    with Project.open(study_in(folder), "ana") as project:
        material.expect_sound(project)
        noted = {one.id for one in project.find(Annotation) if one.note == "noted"}
        expect_all(set(said), noted, "the project")
    material.expect_nothing_left(folder, study_in(folder))
    return KEPT


# Undo and redo


def undo(folder: Path, seed: int, acknowledge: Acknowledge) -> None:
    """Undo, redo and edit by chance, and say which annotations there are."""
    rng = random.Random(seed)
    with Project.open(study_in(folder), "ana") as project:
        for n in range(2 * STEPS):
            act = rng.choice(("edit", "undo", "undo", "redo"))
            if act == "edit" or (act == "redo" and project.redo_label() is None):
                project.apply(material.tag(f"new-{n}", n))
            elif act == "undo":
                project.undo()
            else:
                project.redo()
            acknowledge(" ".join(sorted(one.id for one in project.find(Annotation))))


def one_of_the_states(folder: Path, said: list[str]) -> Outcome:
    """See that the state is the last one acknowledged, or differs by the one act after it."""
    with Project.open(study_in(folder), "ana") as project:
        material.expect_sound(project)
        found = {one.id for one in project.find(Annotation)}
        wanted = set(said[-1].split()) if said else {f"first-{n}" for n in range(10)}
        if len(found ^ wanted) > 1:
            raise LostError(f"differs by {sorted(found ^ wanted)} from what was acknowledged last")
        while project.undo():
            pass
        while project.redo():
            pass
        material.expect_sound(project)
    material.expect_nothing_left(folder, study_in(folder))
    return KEPT


# Many records in one edit


def bulk(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Note the same on all annotations, and say what."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            ids = [one.id for one in project.find(Annotation)]
            note = str(n) * 200
            project.apply(Together([SetNote(one, note) for one in ids], "Noted"))
            acknowledge(str(n))


def all_or_none(folder: Path, said: list[str]) -> Outcome:
    """See that all annotations have one note, the last one acknowledged or the one after it."""
    with Project.open(study_in(folder), "ana") as project:
        material.expect_sound(project)
        notes = {one.note[:1] for one in project.find(Annotation)}
    if len(notes) != 1:
        raise WrongError(f"half a bulk edit: {sorted(notes)}")
    (note,) = notes
    if said and int(note or -1) < int(said[-1]):
        raise LostError(f"noted is {note or 'nothing'}, acknowledged was {said[-1]}")
    return KEPT


# Merging


def prepare_merge(folder: Path) -> None:
    """Put the project and the files of colleagues into the folder."""
    material.study(folder)
    for n in range(STEPS):
        material.colleague(folder, n)


def merge(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Bring in one file after the other."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            _, preview = project.bring_in([folder / f"colleague-{n}.annotator"])
            if any(one.error for one in preview.files):
                raise WrongError(str(preview.files[0].error))
            acknowledge(str(n))


def merges_are_there(folder: Path, said: list[str]) -> Outcome:
    """See that each file came in wholly or not at all, and that none was written to."""
    found = material.annotations(study_in(folder))
    for n in range(STEPS):
        theirs = material.of_colleague(n)
        if str(n) in said:
            expect_all(theirs, found, "the project")
        elif theirs & found and theirs - found:
            raise WrongError(f"half of colleague-{n} came in")
        if not material.is_untouched(folder, n):
            raise WrongError(f"colleague-{n} was written to")
    others = [folder / f"colleague-{n}.annotator" for n in range(STEPS)]
    material.expect_nothing_left(folder, study_in(folder), *others)
    return KEPT


# An older project


OLD_NOTE = "as it was"


def prepare_migration(folder: Path) -> None:
    """Put a project of the first schema into the folder."""
    study_in(folder).write_bytes(material.KEPT_FIRST.read_bytes())


def migrate(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Open the project, which upgrades it, and make an edit."""
    with Project.open(study_in(folder), "ana") as project:
        acknowledge("opened")
        for n in range(STEPS):
            project.apply(SetNote("s", str(n)))
            acknowledge(str(n))


def is_upgraded_after_a_copy(folder: Path, said: list[str]) -> Outcome:
    """See that the project is whole, and so is the copy that was made before it was upgraded."""
    path = study_in(folder)
    copies = [one for one in material.projects_below(folder) if one != path]
    with Project.open(path, "ana") as project:
        material.expect_sound(project)
        (note,) = [one.note for one in project.find(Annotation) if one.id == "s"]
        if said[1:] and int(note or -1) < int(said[-1]):
            raise LostError(f"noted is “{note}”, acknowledged was {said[-1]}")
        wanted = len(project.find(Annotation))
    after = [one for one in material.projects_below(folder) if one not in (path, *copies)]
    if said and not copies:
        raise LostError("there is no copy of the project before it was upgraded")
    for one in (*copies, *after):
        if one.name.startswith(".") or one.suffix != material.SUFFIX:
            continue
        with Project.open(one) as project:
            material.expect_sound(project)
            if len(project.find(Annotation)) != wanted:
                raise WrongError(f"{one.name} holds something else")
    return KEPT


# Codebooks


def book(n: int) -> ReplaceCodebook:
    """Return the edit that gives the project its n-th codebook."""
    return ReplaceCodebook(replace(BOOK, description=f"version {n}"))


EDITING: dict[str, Act] = {
    "edit": Act(material.study, edit, edits_are_there),
    "undo": Act(material.study, undo, one_of_the_states),
    "bulk": Act(material.study, bulk, all_or_none),
    "merge": Act(prepare_merge, merge, merges_are_there),
    "migrate": Act(prepare_migration, migrate, is_upgraded_after_a_copy),
    "close": Act(material.study, edit_and_close, edits_are_there),
}
"""Acts within the project, by name."""
