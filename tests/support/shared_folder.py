"""Three desks with a folder each, and a sync service that carries files late, twice and torn.

`python -m shared_folder` is a desk in a process of its own, which takes orders line by line.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import structs

from annotator.domain.annotation import CODER_LAYER, Annotation, Decision
from annotator.domain.article import WorkStatus
from annotator.domain.clock import use_device
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import Assign, Unassign
from annotator.domain.people import coder_id
from annotator.domain.teamwork import Assignment
from annotator.domain.undo import MERGE
from annotator.store.project import Project
from annotator.workflow.device import own_device, use_own_device
from annotator.workflow.following.beginning import begin
from annotator.workflow.following.follower import Following

TEXT = "one two three four five six"
ARTICLES = tuple(f"a{n}" for n in range(4))
BOOK = Codebook(codes=(Code(id="quote", name="Quote"),))
GIVEN = {"ben": ARTICLES[:3], "cid": ARTICLES[1:]}
DEVICES = {"lea": "1ea1ea1e", "ben": "be0be0be", "cid": "c1dc1dc1"}
_NAMES = {
    "conflicted": "{} (ben's conflicted copy 2026-11-30).annotator",
    "syncthing": "{}.sync-conflict-20261130-120000-ABCDEFG.annotator",
    "numbered": "{} 2.annotator",
}


class Desk:
    """Where somebody sits: their project, their view of the shared folder, and their own data."""

    def __init__(self, place: Path, coder: str) -> None:
        self.coder = coder
        self.place = place / coder
        self.folder = self.place / "shared"
        self.path = self.place / "study.annotator"

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Be on this desk's machine."""
        before = os.environ.get("ANNOTATOR_HOME")
        os.environ["ANNOTATOR_HOME"] = str(self.place / "home")
        own_device.cache_clear()
        use_device(None)
        use_own_device()
        try:
            yield
        finally:
            if before is None:
                del os.environ["ANNOTATOR_HOME"]
            else:
                os.environ["ANNOTATOR_HOME"] = before
            own_device.cache_clear()
            use_device(None)

    def set_up(self) -> None:
        """Make the desk; lea's has the study."""
        self.folder.mkdir(parents=True)
        (self.place / "home").mkdir()
        (self.place / "home" / "device").write_text(DEVICES[self.coder], "ascii")
        if self.coder != "lea":
            return
        with (
            self.at_home(),
            Project.create(self.path, title="Study", codebook=BOOK, coder="lea") as p,
        ):
            p.apply(
                ImportRecords(
                    articles=tuple(NewArticle(id=a, title=a, text=TEXT) for a in ARTICLES)
                )
            )
            p.apply(Assign(tuple((a, coder) for coder, own in GIVEN.items() for a in own)))

    def visit(self) -> dict[str, str]:
        """Follow the folder with two looks, as the program does; return how it stands there."""
        with self.at_home():
            if not self.path.exists():
                begin(self.folder, self.path, self.coder)
            with (
                Project.open(self.path, self.coder) as project,
                Following(self.path, self.folder, self.coder) as following,
            ):
                for _ in range(2):
                    passed = following.pass_once(project)
                return {one.name: one.standing.value for one in passed.found}

    def act(self, kind: str, n: int) -> None:
        """Do something in the project, where it can be done."""
        if self.path.exists():
            with self.at_home(), Project.open(self.path, self.coder) as project:
                _ACTS[kind](project, self.coder, n)

    def holds(self, coder: str = "") -> dict[str, Any]:
        """Return what the project holds of a coder, or of all; it is sound."""
        with Project.open(self.path) as project:
            assert project.check() == []
            return _holds(project, coder)


def _holds(project: Project, coder: str) -> dict[str, Any]:
    own = coder_id(coder) if coder else ""
    labels = project.find(Annotation, layer=CODER_LAYER)
    labels = [one for one in labels if not own or one.coder == own]
    ids = {one.id for one in labels}
    gold = {one.id: one for one in project.find(Annotation, layer="gold")}
    decisions = [one for one in project.find(Decision) if one.annotation in ids]
    mine = [row for row in project.articles() if not coder or coder in row.assigned]
    return {
        "labels": sorted((one.id, one.coder, one.fragments, one.note) for one in labels),
        "decisions": sorted((one.annotation, one.gold in gold) for one in decisions),
        "articles": sorted(row.id for row in mine),
        "codes": sorted((one.id, one.name) for one in project.codebook().codes),
    }


def _tag(project: Project, coder: str, n: int) -> None:
    articles = project.article_ids()
    made = {edit.id for edit in project.latest_edits(10_000)}
    place = (n % 5, n % 5 + 3)
    ident = f"{coder}-{len(made)}-{n}"
    project.apply(
        Tag(id=ident, article=articles[n % len(articles)], code="quote", fragments=(place,))
    )


def _delete(project: Project, coder: str, n: int) -> None:
    own = project.find(Annotation, layer=CODER_LAYER, coder=coder_id(coder))
    if own:
        project.apply(Delete((own[n % len(own)].id,)))


def _note(project: Project, coder: str, n: int) -> None:
    own = project.find(Annotation, layer=CODER_LAYER, coder=coder_id(coder))
    if own:
        project.apply(SetNote(own[n % len(own)].id, f"note {n}"))


def _finish(project: Project, coder: str, n: int) -> None:
    articles = project.article_ids()
    project.apply(SetStatus(articles[n % len(articles)], WorkStatus.DONE))


def _undo(project: Project, _coder: str, _n: int) -> None:
    """Take the last step back, unless it brought something in or made coders."""
    last = project.next_undo()
    if last is not None and last.kind not in (MERGE, "Assign"):
        project.undo()


def _assign(project: Project, coder: str, n: int) -> None:
    if coder == "lea":
        project.apply(Assign(((ARTICLES[n % len(ARTICLES)], ("ben", "cid")[n // 7 % 2]),)))


def _unassign(project: Project, coder: str, n: int) -> None:
    given = project.find(Assignment) if coder == "lea" else []
    if given:
        project.apply(Unassign((given[n % len(given)].id,)))


def _decide(project: Project, coder: str, n: int) -> None:
    decided = {one.annotation for one in project.find(Decision)}
    open_ones = [o for o in project.find(Annotation, layer=CODER_LAYER) if o.id not in decided]
    if coder == "lea" and open_ones:
        project.apply(Settle(take=(open_ones[n % len(open_ones)].id,)))


def _code(project: Project, coder: str, n: int) -> None:
    if coder == "lea":
        code = next(one for one in project.codebook().codes if one.id == "quote")
        project.apply(PutCode(structs.replace(code, name=f"Quote {n}")))


_ACTS = {
    "tag": _tag,
    "delete": _delete,
    "note": _note,
    "finish": _finish,
    "undo": _undo,
    "decide": _decide,
    "code": _code,
    "assign": _assign,
    "unassign": _unassign,
}
ACTS = tuple(_ACTS)


class Sync:
    """Carries what desks write into their folders to the others, in whatever order it is told.

    It keeps all versions of each file, and who wrote it: nobody else may.
    """

    def __init__(self, desks: dict[str, Desk]) -> None:
        self.desks = desks
        self.versions: dict[str, list[bytes]] = {}
        self.writers: dict[str, str] = {}
        self._there: dict[str, dict[str, bytes]] = {coder: {} for coder in desks}
        self._time = 1_800_000_000
        for coder, desk in desks.items():
            for one in desk.folder.iterdir():
                self._there[coder][one.name] = one.read_bytes()
                if DEVICES[coder] in one.name:
                    self.writers[one.name] = coder
                    self.versions[one.name] = [one.read_bytes()]

    def collect(self, coder: str) -> None:
        """Take up what a desk has written; what it did not write is as it was delivered."""
        there = self._there[coder]
        folder = self.desks[coder].folder
        found = {one.name: one.read_bytes() for one in folder.iterdir()}
        assert found.keys() >= there.keys()
        for name, content in found.items():
            if there.get(name) != content:
                assert DEVICES[coder] in name, f"{coder} has written {name}"
                assert self.writers.setdefault(name, coder) == coder
                self.versions.setdefault(name, []).append(content)
        self._there[coder] = found

    def others(self, coder: str) -> list[str]:
        """Return the files that may be carried to a desk."""
        return sorted(name for name, writer in self.writers.items() if writer != coder)

    def carry(self, coder: str, name: str, version: int, manner: str, cut: int = 0) -> None:
        """Bring one version of a file to a desk, whole, torn, in place, or as a conflict copy."""
        versions = self.versions[name]
        content = versions[version % len(versions)]
        stem = name.removesuffix(".annotator")
        if manner in _NAMES:
            name = _NAMES[manner].format(stem)
        elif manner == "torn":
            content = content[: cut % len(content)]
        elif manner == "mixed":
            at = cut % len(content)
            content = content[:at] + versions[(version - 1) % len(versions)][at:]
        path = self.desks[coder].folder / name
        self._time += 1
        if manner == "in place":
            path.write_bytes(content)
        else:
            part = path.with_name(f".~{name}.tmp")
            part.write_bytes(content)
            part.replace(path)
        os.utime(path, (self._time, self._time))
        self._there[coder][name] = content

    def carry_all(self) -> bool:
        """Bring the newest of everything to everybody; tell whether anything was not there yet."""
        new = False
        for coder, there in self._there.items():
            for name in self.others(coder):
                if there.get(name) != self.versions[name][-1]:
                    self.carry(coder, name, -1, "whole")
                    new = True
        return new


MANNERS = ("whole", "in place", "torn", "mixed", *_NAMES)


def made_desks(place: Path) -> dict[str, Desk]:
    """Make three desks."""
    desks = {coder: Desk(place, coder) for coder in DEVICES}
    for one in desks.values():
        one.set_up()
    return desks


def copied_desks(source: Path, place: Path) -> dict[str, Desk]:
    """Return the same desks as they were once made."""
    shutil.copytree(source, place, dirs_exist_ok=True)
    return {coder: Desk(place, coder) for coder in DEVICES}


def main() -> None:
    """Do what comes in lines: a place, a coder, what to do, and with what."""
    for line in sys.stdin:
        place, coder, what, *words = json.loads(line)
        desk = Desk(Path(place), coder)
        done = desk.visit() if what == "visit" else desk.act(*words)
        sys.stdout.write(f"{json.dumps(done)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
