"""Copies of the one file, taken while it is open and put back after a program was killed."""

import os
import shutil
import signal
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.store.project import Project
from rounds import material
from rounds.elsewhere import copy_elsewhere
from rounds.forked import Acknowledge, Ended, Kill, empty, judged, run
from rounds.outcome import KEPT, LostError, Outcome, Verdict, WrongError, expect_all

_EDITS = 8
_KILLED = Path(__file__).parents[2] / "formats" / "killed"
"""A project of an earlier version whose program was killed: three notes lie in its WAL alone."""
_KILLED_NOTE = "killed 2"


def crashed(ended: Ended) -> Outcome | None:
    """Return what it means when a process ended by itself and not well."""
    if ended.killed or not (ended.error or ended.signal):
        return None
    return Outcome(Verdict.CRASHED, ended.error or f"ended by signal {ended.signal}")


def copied_while_open(seed: int, folder: Path) -> Outcome:
    """Copy the file's bytes between edits, at moments of chance; each copy holds all of them."""
    rng = material.random_of("copy", seed)
    place, copies = empty(folder / "work"), empty(folder / "copies")
    path = material.study(place)
    moments = {n for n in range(_EDITS) if rng.random() < 0.4} or {_EDITS - 1}
    with_sibling = rng.random() < 0.5

    def work(acknowledge: Acknowledge) -> None:
        with Project.open(path, "ana") as project:
            other = project.sibling() if with_sibling else None
            for n in range(_EDITS):
                (other if other and n % 2 else project).apply(material.tag(f"new-{n}", n))
                if n in moments:
                    copy_elsewhere(path, copies / f"copy-{n}.annotator")
                acknowledge(f"new-{n}")
            if other:
                other.close()

    def examine() -> Outcome:
        for n in moments:
            copy = copies / f"copy-{n}.annotator"
            expect_all({f"new-{k}" for k in range(n + 1)}, material.annotations(copy), copy.name)
        expect_all({f"new-{n}" for n in range(_EDITS)}, material.annotations(path), "the project")
        return KEPT

    return crashed(run(work)) or judged(examine)


# A backup is put in the place of a project whose program was killed


def killed_while_idle(place: Path, path: Path, seed: int) -> None:
    """Kill the program as it waits for its user."""
    _edited_and_killed(place, path, seed, Kill(3 + seed % 3, 1 << 40))


def killed_in_a_commit(place: Path, path: Path, seed: int) -> None:
    """Kill the program at one of its writes."""
    rng = material.random_of("in a commit", seed)
    _edited_and_killed(place, path, seed, Kill(2, rng.randrange(10, 100), torn=rng.random() < 0.3))


def wal_of_an_earlier_version(place: Path, path: Path, seed: int) -> None:
    """Leave a WAL with commits of an earlier version."""
    shutil.copy(_KILLED / "teamwork.annotator-wal", path.with_name(f"{path.name}-wal"))


def journal_of_another_project(place: Path, path: Path, seed: int) -> None:
    """Leave the journal of another project whose program was killed in a commit."""
    other = empty(place.parent / "other")
    theirs = material.colleague(other, 0)
    ended = seed
    while not any(f"{theirs.name}-" in one.name for one in other.iterdir()) and ended < seed + 400:
        killed_in_a_commit(other, theirs, ended)
        ended += 40
    for one in other.iterdir():
        if one.name.startswith(f"{theirs.name}-"):
            shutil.copy(one, path.with_name(one.name.replace(theirs.name, path.name)))


def nonsense(place: Path, path: Path, seed: int) -> None:
    """Leave files that are named as a journal and a WAL, and hold anything."""
    rng = material.random_of("nonsense", seed)
    for ending in rng.sample(("-journal", "-wal", "-shm"), 2):
        content = rng.randbytes(rng.choice((0, 7, 512, 5000)))
        path.with_name(path.name + ending).write_bytes(content)


def _edited_and_killed(place: Path, path: Path, seed: int, kill: Kill) -> None:
    def work(acknowledge: Acknowledge) -> None:
        project = Project.open(path, "ana")
        for n in range(40):
            project.apply(material.tag(f"late-{seed}-{n}", n))
            acknowledge(str(n))
            if kill.after == n and kill.write > 1 << 30:
                os.kill(os.getpid(), signal.SIGKILL)

    run(work, kill, watched=place)


_LEFT_BY = (
    killed_while_idle,
    killed_in_a_commit,
    wal_of_an_earlier_version,
    journal_of_another_project,
    nonsense,
)


def backup_over_killed(seed: int, folder: Path) -> Outcome:
    """Copy a backup over a project beside which something lies; the backup opens, all is kept."""
    place = empty(folder / "work")
    path, backup = material.study(place), material.colleague(folder, 1)
    _LEFT_BY[seed % len(_LEFT_BY)](place, path, seed)
    beside = {one.name: one.read_bytes() for one in place.iterdir() if one != path}
    if seed % 2:
        shutil.copyfile(backup, path)
    else:
        shutil.copy(backup, place / "synced")
        (place / "synced").replace(path)
    wanted = material.annotations(material.study(folder, "plain")) | material.of_colleague(1)

    def examine() -> Outcome:
        for _ in range(2):
            found = material.annotations(path)
            if found != wanted:
                raise WrongError(f"not the backup opens: {len(found)} for {len(wanted)}")
        kept = {one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        for name, content in beside.items():
            if _says_something(name, content) and content not in kept:
                raise LostError(f"{name}, which lay beside it, was not kept")
        if not material.is_untouched(folder, 1):
            raise WrongError("the backup itself was written to")
        return KEPT

    outcome = judged(examine)
    words = f" ({_LEFT_BY[seed % len(_LEFT_BY)].__name__}, beside: {', '.join(sorted(beside))})"
    return outcome._replace(detail=outcome.detail and outcome.detail + words)


def _says_something(name: str, content: bytes) -> bool:
    """Tell whether what lay there could be of use: not an index, and no journal without a page."""
    without_page = name.endswith("-journal") and not content[8:12].strip(b"\0")
    return bool(content.strip(b"\0")) and not name.endswith("-shm") and not without_page


def killed_earlier_version(seed: int, folder: Path) -> Outcome:
    """Open a project whose program, of an earlier version, was killed, with work in its WAL.

    The WAL may as well belong to what lay there before: then its work is beside, to be brought in.
    """
    place = empty(folder / "work")
    for one in _KILLED.iterdir():
        shutil.copy(one, place)

    def examine() -> Outcome:
        with Project.open(place / "teamwork.annotator", "ana") as project:
            material.expect_sound(project)
            if project.newer is not None:
                project.bring_in([project.newer])
            quote = project.get(Annotation, "q")
            if quote is None or quote.note != _KILLED_NOTE:
                raise LostError("what its WAL held is missing")
            project.apply(SetNote("q", str(seed)))
        return KEPT

    return judged(examine)
