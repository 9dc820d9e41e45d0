"""Kills writing at each of its steps on the disk, one after the other, and looks at what is left.

python kill_points.py FOLDER      prints for each piece of work how many steps were tried

A process of its own, as a forked child may do little where there are threads, and tests have some.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from annotator.domain.edits.codebook import SetProjectTitle
from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.formats.files.codebook import default_codebook
from annotator.store.file.placing import placed, placed_together
from annotator.store.file.workshop import sweep
from annotator.store.project import Project
from annotator.workflow.exporting import export

STEPS = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "sqlite3.connect",
}
"""Events of Python's own audit that touch the disk; `fsync`, which has none, is counted, too."""
OLD, NEW = "old", "new"


def die_at(step: int) -> None:
    """End this process, with nothing tidied up, before it takes this step."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os._exit(9)

    def fsync(file: int, real: Callable[[int], None] = os.fsync) -> None:
        count("open", ())
        real(file)

    os.fsync = fsync
    sys.addaudithook(count)


class Replacing:
    """A file takes the place of an older one."""

    def prepare(self, folder: Path) -> None:
        (folder / "a.csv").write_text(OLD)

    def work(self, folder: Path) -> None:
        with placed(folder / "a.csv", replace=True) as part:
            part.write_text(NEW)

    def look(self, folder: Path) -> None:
        assert (folder / "a.csv").read_text() in {OLD, NEW}


class Making:
    """A file comes where there was none."""

    def prepare(self, folder: Path) -> None:
        """Leave it empty."""

    def work(self, folder: Path) -> None:
        with placed(folder / "a.csv", replace=False) as part:
            part.write_text(NEW)

    def look(self, folder: Path) -> None:
        assert not (folder / "a.csv").exists() or (folder / "a.csv").read_text() == NEW


class Pair:
    """Data and its description take the places of older ones."""

    def prepare(self, folder: Path) -> None:
        for name in ("data", "words"):
            (folder / name).write_text(OLD)

    def work(self, folder: Path) -> None:
        with placed_together(folder / "data", folder / "words", replace=True) as parts:
            for part in parts:
                part.write_text(NEW)

    def look(self, folder: Path) -> None:
        words = folder / "words"
        assert not words.exists() or words.read_text() == (folder / "data").read_text()


class Founding:
    """A project is made and filled."""

    def prepare(self, folder: Path) -> None:
        """Leave it empty."""

    def work(self, folder: Path) -> None:
        title = SetProjectTitle("Filled")
        Project.create(
            folder / "p.annotator",
            codebook=default_codebook(),
            fill=lambda made: made.apply(title) and None,
        ).close()

    def look(self, folder: Path) -> None:
        path = folder / "p.annotator"
        if not path.exists():
            return
        with Project.open(path) as project:
            assert project.info().title == "Filled"
            assert project.codebook().codes
            assert project.check() == []


class _OfProject:
    def prepare(self, folder: Path) -> None:
        with Project.create(folder / "p.annotator", codebook=default_codebook()) as project:
            project.apply(PutCoder(Coder(id=coder_id("ana"), handle="ana")))

    def work(self, folder: Path) -> None:
        with Project.open(folder / "p.annotator", "ana") as project:
            self.write(project, folder)

    def write(self, project: Project, folder: Path) -> None:
        raise NotImplementedError


class Copying(_OfProject):
    """A project is copied."""

    def write(self, project: Project, folder: Path) -> None:
        project.copy_to(folder / "copy.annotator")

    def look(self, folder: Path) -> None:
        path = folder / "copy.annotator"
        if path.exists():
            with Project.open(path) as project:
                assert project.codebook().codes
                assert project.check() == []


class Packaging(Copying):
    """A package is cut."""

    def write(self, project: Project, folder: Path) -> None:
        project.write_package(folder / "copy.annotator", coder="ana", articles=[])


class Exporting(_OfProject):
    """A dataset is exported over another."""

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        with Project.open(folder / "p.annotator") as project:
            export(project, folder / "data.jsonl")
        (folder / "data.jsonl").write_text(OLD)
        self.described = (folder / "data.codebook.json").read_bytes()

    def write(self, project: Project, folder: Path) -> None:
        export(project, folder / "data.jsonl")

    def look(self, folder: Path) -> None:
        words = folder / "data.codebook.json"
        assert (folder / "data.jsonl").read_text() in {OLD, ""}
        assert not words.exists() or words.read_bytes() == self.described


WORKS = {
    one.__name__: one for one in (Replacing, Making, Pair, Founding, Copying, Packaging, Exporting)
}


def killed_everywhere(name: str, folder: Path) -> int:
    """Kill a piece of work at each step, until it ends by itself; return how many there were."""
    work, prepared = WORKS[name](), folder / "prepared"
    prepared.mkdir(parents=True)
    work.prepare(prepared)
    before = {one.name for one in prepared.iterdir()}
    work.work(Path(shutil.copytree(prepared, folder / "first")))  # what is imported late comes now
    for step in range(1, 1000):
        own = folder / str(step)
        shutil.copytree(prepared, own)
        child = os.fork()
        if child == 0:
            die_at(step)
            work.work(own)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in {0, 9}
        work.look(own)
        sweep(own)
        came = {one.name for one in own.iterdir()} - before
        assert not any(one.endswith(".part") for one in came), came
        if status == 0:
            return step - 1
    raise AssertionError("the work never ended")


if __name__ == "__main__":
    for name in WORKS:
        print(name, killed_everywhere(name, Path(sys.argv[1]) / name))  # noqa: T201 - what the caller reads
