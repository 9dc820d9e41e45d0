"""Two programs on one file, and a disk that is full."""

import os
import resource
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.base import Together
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.exporting import export
from rounds import material
from rounds.copying import crashed
from rounds.elsewhere import locked
from rounds.forked import Acknowledge, empty, judged, run, start
from rounds.outcome import KEPT, Outcome, WrongError, expect_all, refused

_EDITS = 6


def two_programs(seed: int, folder: Path) -> Outcome:
    """Let two programs edit at the same time, and a third one hold the lock for a while."""
    rng = material.random_of("two", seed)
    place = empty(folder / "work")
    path = material.study(place)
    lasting = seed % 20 == 19

    def editing(name: str) -> "list[str]":
        return [f"{name}-{n}" for n in range(_EDITS)]

    def work(name: str, acknowledge: Acknowledge) -> None:
        with Project.open(path, name) as project:
            for one in editing(name):
                edit = Together([material.tag(one, rng.randrange(60)), SetNote(one, "noted")])
                while True:
                    try:
                        project.apply(edit)
                        break
                    except UserError as error:
                        acknowledge(f"- {error}")
                        if lasting:
                            return
                acknowledge(one)

    if lasting:
        with locked(path):
            running = [start(lambda acknowledge: work("ana", acknowledge))]
            ended = [one.finish() for one in running]
    else:
        names = ("ana", "ben")
        running = [start(lambda acknowledge, name=name: work(name, acknowledge)) for name in names]
        with locked(path) as let_go:
            let_go()
        ended = [one.finish() for one in running]

    def examine() -> Outcome:
        said = [one for each in ended for one in each.said]
        expect_all({one for one in said if one[0] != "-"}, material.annotations(path), "the project")
        refusals = [one for one in said if one[0] == "-"]
        return refused(refusals[0]) if refusals else KEPT

    return next(filter(None, map(crashed, ended)), None) or judged(examine)


# A full disk


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Generator[bool]:
    """Make the folder a small disk of its own, where that can be; tell whether it is one."""
    line = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    mounted = os.getuid() == 0 and subprocess.run(line, capture_output=True).returncode == 0
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
            half = [one.name for one in place.iterdir() if one.suffix == ".part"]
            if half:
                raise WrongError(f"left lying: {half[0]}")
            refusals = [one for one in ended.said if one[0] == "-"]
            return refused(refusals[0]) if refusals else KEPT

        return crashed(ended) or judged(examine)


def fill(path: Path, length: int, acknowledge: Acknowledge) -> None:
    """Edit with long notes until nothing more goes in, and then try all else that writes."""
    refusals = 0
    with Project.open(path, "ana") as project:
        for n in range(200):
            try:
                project.apply(Together([material.tag(f"new-{n}", n), SetNote(f"new-{n}", "x" * length)]))
                acknowledge(f"new-{n}")
            except UserError as error:
                acknowledge(f"- {error}")
                refusals += 1
            if refusals == 3:
                break
        attempts = (
            lambda: export(project, path.with_name("out.jsonl")),
            lambda: project.copy_to(path.with_name("copy.annotator")),
            lambda: project.write_package(
                path.with_name("ana.annotator"), coder="ana", articles=["a0"]
            ),
        )
        for attempt in attempts:
            try:
                attempt()
            except UserError as error:
                acknowledge(f"- {error}")
