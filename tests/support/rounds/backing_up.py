"""Making backups and restoring them, again and again."""

from pathlib import Path

from annotator.store.backups.making import back_up, back_up_to
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.backups.restoring import restore
from annotator.store.project import Project
from rounds import material
from rounds.acts import STEPS, Act, study_in
from rounds.forked import Acknowledge
from rounds.outcome import KEPT, Outcome, WrongError, expect_all


def back_up_often(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Make a backup after each annotation, in the project's folder of backups and elsewhere."""
    with Project.open(study_in(folder), "ana") as project:
        for n in range(STEPS):
            project.apply(material.tag(f"new-{n}", n))
            made = back_up(project.path, Reason.ASKED, BackupPlan())
            if made is not None:
                acknowledge(f"{n} {made.path.relative_to(folder)}")
            back_up_to(project.path, folder / f"out-{n}.annotator")
            acknowledge(f"{n} out-{n}.annotator")


def backups_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that each backup acknowledged holds what was there then, and none is half."""
    Project.open(study_in(folder), "ana").close()
    for line in said:
        n, _, name = line.partition(" ")
        material.expect_there(folder / name)
        expect_all(
            {f"new-{k}" for k in range(int(n) + 1)}, material.annotations(folder / name), name
        )
    for backup in folder.rglob(f"*{material.SUFFIX}"):
        material.annotations(backup)
    outs = [folder / f"out-{n}.annotator" for n in range(STEPS)]
    material.expect_nothing_left(folder, study_in(folder), *outs)
    return KEPT


def restore_often(folder: Path, _seed: int, acknowledge: Acknowledge) -> None:
    """Restore a backup into a new file, again and again."""
    for n in range(STEPS):
        restore(folder / "colleague-0.annotator", folder / f"restored-{n}.annotator")
        acknowledge(str(n))


def restored_are_whole(folder: Path, said: list[str]) -> Outcome:
    """See that each file that was restored is the backup."""
    backup = folder / "colleague-0.annotator"
    wanted = material.annotations(backup)
    restored = [folder / f"restored-{n}.annotator" for n in range(STEPS)]
    for n, path in enumerate(restored):
        if str(n) in said:
            material.expect_there(path)
        if path.exists() and material.annotations(path) != wanted:
            raise WrongError(f"{path.name} is not the backup")
    material.expect_nothing_left(folder, backup, *restored)
    return KEPT


BACKING_UP = {
    "backup": Act(material.study, back_up_often, backups_are_whole),
    "restore": Act(lambda folder: material.colleague(folder, 0), restore_often, restored_are_whole),
}
"""Acts that make backups or restore them, by name."""
