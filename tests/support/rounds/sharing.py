"""Two programs on one file, and a disk that is full."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.base import Together
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.exporting import export
from rounds import material, written
from rounds.copying import crashed
from rounds.elsewhere import locked
from rounds.forked import Acknowledge, empty, judged, run, start
from rounds.outcome import KEPT, Outcome, expect_all, refused

T = TypeVar("T")
_EDITS = 6


def two_programs(seed: int, folder: Path) -> Outcome:
    """Let two programs edit at the same time, and a third one hold the lock for a while."""
    rng = material.random_of("two", seed)
    place = empty(folder / "work")
    path = material.study(place)
    lasts = seed % 20 == 19

    def work(name: str, acknowledge: Acknowledge) -> None:
        project = insisting(lambda: Project.open(path, name), acknowledge)
        if project is None:
            return
        for n in range(_EDITS):
            one = f"{name}-{n}"
            edit = Together([material.tag(one, rng.randrange(60)), SetNote(one, "noted")])
            if lasts and n == 1:
                with locked(path):
                    refuses = insisting(
                        lambda edit=edit: project.apply(edit), acknowledge, once=True
                    )
                if refuses is not None:
                    raise AssertionError("an edit was done while another program held the lock")
            if insisting(lambda edit=edit: project.apply(edit), acknowledge):
                acknowledge(one)
        project.close()

    names = ("ana", "ben") if not lasts else ("ana",)
    with locked(path) as let_go:
        running = [start(lambda acknowledge, name=name: work(name, acknowledge)) for name in names]
        let_go()
        ended = [one.finish() for one in running]

    def examine() -> Outcome:
        said = [one for each in ended for one in each.said]
        expect_all(
            {one for one in said if one[0] != "-"}, material.annotations(path), "the project"
        )
        refusals = [one for one in said if one[0] == "-"]
        return refused(refusals[0]) if refusals else KEPT

    return next(filter(None, map(crashed, ended)), None) or judged(examine)


def insisting(act: Callable[[], T], acknowledge: Acknowledge, *, once: bool = False) -> T | None:
    """Do something, again and again where the machine refuses, or once."""
    while True:
        try:
            return act()
        except UserError as error:
            acknowledge(f"- {error}")
            if once:
                return None


# A full disk


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Generator[bool]:
    """Make the folder a small disk of its own, where that can be; tell whether it is one."""
    line = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    may = os.getuid() == 0
    mounted = may and subprocess.run(line, check=False, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def full_disk(seed: int, folder: Path) -> Outcome:
    """Work until the disk is full, go on trying, and look at what is there, still on that disk."""
    rng = material.random_of("full", seed)
    place = empty(folder / "disk")
    size = material.study(folder).stat().st_size // 1024
    room = rng.randrange(8, 700)
    with small_disk(place, size + room) as mounted:
        path = material.study(place)

        def work(acknowledge: Acknowledge) -> None:
            if not mounted:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                limit = path.stat().st_size + room * 1024
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            fill(path, rng.randrange(200, 20_000), acknowledge)

        ended = run(work)

        def examine() -> Outcome:
            done = {one for one in ended.said if one[0] != "-"}
            expect_all(done, material.annotations(path), "the project on the full disk")
            expect_whole_or_absent(place)
            refusals = [one for one in ended.said if one[0] == "-"]
            return refused(refusals[0]) if refusals else KEPT

        return crashed(ended) or judged(examine)


def expect_whole_or_absent(place: Path) -> None:
    """Raise `WrongError` when half a file lies there, or one that nobody asked for."""
    targets = [place / name for name in ("copy.annotator", "ana.annotator")]
    for target in targets:
        if target.exists():
            material.annotations(target)
    data = place / "out.jsonl"
    if data.exists():
        written.exported(data)
    others = place / "study.annotator", data, place / "out.codebook.json"
    material.expect_nothing_left(place, *targets, *others)


def fill(path: Path, length: int, acknowledge: Acknowledge) -> None:
    """Edit with long notes until nothing more goes in, and then try all else that writes."""
    refusals = 0
    opened = insisting(lambda: Project.open(path, "ana"), acknowledge, once=True)
    if opened is None:
        return
    with opened as project:
        for n in range(200):
            note = SetNote(f"new-{n}", "x" * length)
            edit = Together([material.tag(f"new-{n}", n), note])
            if insisting(lambda edit=edit: project.apply(edit), acknowledge, once=True):
                acknowledge(f"new-{n}")
            else:
                refusals += 1
            if refusals == 3:
                break
        attempts: tuple[Callable[[], object], ...] = (
            lambda: export(project, path.with_name("out.jsonl")),
            lambda: project.copy_to(path.with_name("copy.annotator")),
            lambda: project.write_package(
                path.with_name("ana.annotator"), coder="ana", articles=["a0"]
            ),
        )
        for attempt in attempts:
            insisting(attempt, acknowledge, once=True)
