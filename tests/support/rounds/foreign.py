"""Another program writes a longer history over the file while edits go on.

It does so bit by bit between the edits, so that some are made on a file that is half another one,
or in the midst of them.
"""

import os
import random
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.store.project import Project
from rounds import material
from rounds.copying import crashed
from rounds.forked import Acknowledge, empty, judged, run
from rounds.outcome import KEPT, Outcome, expect_all, refused
from rounds.under import in_all_projects

_EDITS = 12
_AFTER = 3
"""Edits for which the other program does nothing any more, at least."""
Wait = Callable[[], object]
"""Waits until one more edit was done or refused."""
Way = Callable[[Path, Path, random.Random, Wait], object]
"""Puts a file over another one, waiting in between."""


def copy_over(path: Path, other: Path, rng: random.Random, wait: Wait) -> None:
    """Write the other file into the open one, in some stretches, as `cp` does."""
    content = other.read_bytes()
    stretches = rng.randrange(1, 7)
    ends = sorted(rng.randrange(len(content)) for _ in range(stretches - 1))
    with path.open("r+b", buffering=0) as file:
        if rng.random() < 0.5:
            file.truncate(0)  # or it writes over what is there, and cuts the rest in the end
        for start, end in zip([0, *ends], [*ends, len(content)], strict=True):
            file.seek(start)
            file.write(content[start:end])
            if end < len(content):
                wait()
        file.truncate(len(content))


def move_over(path: Path, other: Path, rng: random.Random, wait: Wait) -> None:
    """Write the other file beside the open one and put it in its place, as sync clients do."""
    shutil.copy(other, path.with_name(".synced"))
    for _ in range(rng.randrange(4)):
        wait()
    path.with_name(".synced").replace(path)


WAYS: dict[str, Way] = {"overwritten": copy_over, "replaced": move_over}


def by_a_longer_history(way: Way, seed: int, folder: Path) -> Outcome:
    """Edit while the other file comes over the open one; no edit that was done is missing."""
    rng = material.random_of("foreign", seed)
    place = empty(folder / "team" / "work")
    path, other = material.study(place), material.longer(folder, same_study=bool(seed % 2))
    begins, closes = rng.randrange(4), rng.random() < 0.7
    freely = rng.random() < 0.5

    def work(acknowledge: Acknowledge) -> None:
        project = Project.open(path, "ana")

        def edit(n: int) -> None:
            try:
                project.apply(material.tag(f"own-{n}", n + seed))
                acknowledge(f"own-{n}")
            except UserError as error:
                acknowledge(f"- {error}")

        for n in range(begins):
            edit(n)
        with _meanwhile(lambda wait: way(path, other, rng, wait), freely=freely) as go_on:
            for n in range(begins, _EDITS - _AFTER):
                go_on()
                edit(n)
        for n in range(_EDITS - _AFTER, _EDITS):
            edit(n)
        if closes:
            project.close()

    ended = run(work)

    def examine() -> Outcome:
        done = {one for one in ended.said if not one.startswith("-")}
        expect_all(done, in_all_projects(folder), "all files that lie there")
        refusals = [one for one in ended.said if one.startswith("-")]
        return refused(refusals[0]) if refusals else KEPT

    return crashed(ended) or judged(examine)


@contextmanager
def _meanwhile(act: Callable[[Wait], object], *, freely: bool) -> Generator[Callable[[], None]]:
    """Do something in another process; yields what lets it go on until it waits or has ended.

    One that goes on `freely` is not waited for.
    """
    (waiting, telling), (hearing, answering) = os.pipe(), os.pipe()
    process = os.fork()
    if process == 0:
        status = 1

        def wait() -> None:
            os.write(answering, b"x")
            os.read(waiting, 1)  # nothing, once there is nobody to wait for

        try:
            os.close(telling)
            os.read(waiting, 1)
            act(wait)
            status = 0
        finally:
            os._exit(status)
    os.close(waiting)
    os.close(answering)

    def go_on() -> None:
        with suppress(BrokenPipeError):  # it is done already
            os.write(telling, b"x")
            if not freely:
                os.read(hearing, 1)

    try:
        yield go_on
    finally:
        os.close(telling)
        _, status = os.waitpid(process, 0)
        os.close(hearing)
    if status:
        raise RuntimeError("what was to be done meanwhile failed")
