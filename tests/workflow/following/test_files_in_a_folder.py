"""Single files in a shared folder: whole, torn, foreign, hostile, one's own, and taken back."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from once import folder_of
from shared_folder import DEVICES, Desk, Sync, made_desks

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.team import Unassign
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.teamwork import Assignment
from annotator.store.project import Project
from annotator.workflow.following import looking
from annotator.workflow.following.beginning import begin
from annotator.workflow.following.follower import Following
from annotator.workflow.following.found import PATIENCE, FileStanding, Passed
from annotator.workflow.following.kept import all_kept
from annotator.workflow.following.names import conflict_of, is_looked_at
from annotator.workflow.following.ties import FolderTie, drop_tie, keep_tie, tie_of, tied_to

BENS = f"Study-ben-{DEVICES['ben']}.annotator"
FOR_BEN = f"Study-for-ben-lea-{DEVICES['lea']}.annotator"


@pytest.fixture
def desks(tmp_path: Path) -> dict[str, Desk]:
    """Make desks of which ben has tagged a label, and lea has his file."""
    place = tmp_path / "desks"

    def make() -> None:
        made = made_desks(place)
        sync = Sync(made)
        for coder in ("lea", "ben"):
            sync.carry_all()
            made[coder].visit()
            sync.collect(coder)
        made["ben"].act("tag", 0)
        made["ben"].visit()
        sync.collect("ben")
        sync.carry_all()

    place.mkdir()
    folder_of("desks that share a folder", make, place)
    return {coder: Desk(place, coder) for coder in DEVICES}


class Seat:
    """A desk at which somebody sits, with the project open."""

    def __init__(self, desk: Desk, project: Project, following: Following) -> None:
        self.desk, self.project, self.following = desk, project, following

    def look(self, times: int = 2) -> dict[str, FileStanding]:
        for _ in range(times):
            found = self.following.look(self.project)
        return {one.name: one.standing for one in found}

    def passes(self, times: int = 2) -> Passed:
        for _ in range(times):
            passed = self.following.pass_once(self.project)
        return passed

    def labels(self) -> list[str]:
        return [one.coder for one in self.project.find(Annotation)]


@pytest.fixture
def lea(desks: dict[str, Desk]) -> Iterator[Seat]:
    """Sit at lea's desk."""
    desk = desks["lea"]
    with (
        desk.at_home(),
        Project.open(desk.path, "lea") as project,
        Following(desk.path, desk.folder, "lea") as following,
    ):
        yield Seat(desk, project, following)


def test_a_file_is_looked_into_when_it_has_rested(lea: Seat) -> None:
    assert lea.look(1)[BENS] is FileStanding.ARRIVING
    assert lea.look(1)[BENS] is FileStanding.NEWS
    (brought,) = lea.passes(1).brought
    assert (brought.found.name, brought.report.new) == (BENS, 1)
    assert lea.labels() == [coder_id("ben")]


def test_what_is_unchanged_is_not_opened_again(lea: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    lea.passes()
    for n in range(40):
        shutil.copy2(lea.desk.folder / BENS, lea.desk.folder / f"Study {n} (copy).annotator")
    lea.passes()
    opened: list[Path] = []
    monkeypatch.setattr(looking, "package_facts", opened.append)
    lea.passes(5)
    lea.following.keep()
    with Following(lea.desk.path, lea.desk.folder, "lea") as again:
        found = again.look(lea.project)
    assert opened == []
    assert len(found) > 40


def test_losing_what_was_kept_costs_a_look_only(lea: Seat) -> None:
    lea.passes()
    lea.following.keep()
    for path in all_kept("seen"):
        path.unlink()
    before = {one.name: one.read_bytes() for one in lea.desk.folder.iterdir()}
    with Following(lea.desk.path, lea.desk.folder, "lea") as again:
        lea.following = again
        passed = lea.passes()
    assert not passed.brought
    assert not any(one.written for one in passed.sent)
    assert {one.name: one.read_bytes() for one in lea.desk.folder.iterdir()} == before


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_a_torn_file_waits_and_is_told_of_in_the_end(lea: Seat, share: float) -> None:
    path = lea.desk.folder / BENS
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    passed = lea.passes()
    assert [one.standing for one in passed.found if one.name == BENS] == [FileStanding.TORN]
    assert not passed.calls
    assert [one.name for one in lea.passes(PATIENCE).calls] == [BENS]
    path.write_bytes(whole)
    assert len(lea.passes().brought) + len(lea.labels()) >= 1
    assert lea.labels() == [coder_id("ben")]


def test_half_of_an_old_and_half_of_a_new_state_are_torn(lea: Seat, desks: dict[str, Desk]) -> None:
    path = lea.desk.folder / BENS
    old = path.read_bytes()
    ben = desks["ben"]
    for n in range(8):
        ben.act("tag", n)
    ben.visit()
    new = (ben.folder / BENS).read_bytes()
    assert len(new) >= len(old)
    for at in range(4096, len(old), len(old) // 12):
        path.write_bytes(old[:at] + new[at:])
        standing = lea.look()[BENS]
        assert standing in (FileStanding.TORN, FileStanding.NEWS)
        if standing is FileStanding.NEWS:  # what differs lies on one side alone
            assert path.read_bytes() in (old, new)
    assert lea.project.check() == []


def test_a_journal_beside_it_says_that_it_is_being_written(lea: Seat) -> None:
    beside = lea.desk.folder / f"{BENS}-journal"
    beside.write_bytes(b"work")
    assert lea.look()[BENS] is FileStanding.ARRIVING
    beside.unlink()
    assert lea.look()[BENS] is FileStanding.NEWS


def test_what_was_taken_back_does_not_come_again_by_itself(
    lea: Seat, desks: dict[str, Desk]
) -> None:
    lea.passes()
    lea.project.undo()
    assert lea.labels() == []
    passed = lea.passes()
    (waiting,) = passed.calls
    assert "came in before" in waiting.asks[0]
    desks["ben"].act("tag", 1)
    desks["ben"].visit()
    shutil.copy(desks["ben"].folder / BENS, lea.desk.folder / BENS)
    with lea.desk.at_home():
        (waiting,) = lea.passes().calls
        assert lea.labels() == []
        brought = lea.following.bring_in(lea.project, waiting)
        assert brought is not None
        assert len(lea.labels()) == 2
        assert not lea.passes().calls


def test_what_is_left_out_waits_no_more_until_it_is_newer(lea: Seat) -> None:
    lea.passes()
    lea.project.undo()
    lea.following.leave(lea.passes().calls)
    assert not lea.passes().calls
    os.utime(lea.desk.folder / BENS, (1_900_000_000, 1_900_000_000))
    assert lea.passes().calls


def test_nothing_is_written_where_nothing_changed(lea: Seat) -> None:
    lea.passes()
    before = {one.name: one.stat().st_mtime_ns for one in lea.desk.folder.iterdir()}
    lea.passes(3)
    with Following(lea.desk.path, lea.desk.folder, "lea") as again:
        assert not again.has_to_send(lea.project)
        again.pass_once(lea.project)
    assert {one.name: one.stat().st_mtime_ns for one in lea.desk.folder.iterdir()} == before


@pytest.mark.parametrize(
    ("kind", "n", "made"),
    [
        ("tag", 0, {"lea", "ben"}),  # a0 is ben's
        ("tag", 3, {"lea", "cid"}),  # a3 is cid's
        ("finish", 1, {"lea", "ben", "cid"}),  # a1 is both's
        ("code", 0, {"lea", "ben", "cid"}),
    ],
)
def test_packages_are_made_for_those_only_whom_something_concerns(
    lea: Seat, monkeypatch: pytest.MonkeyPatch, kind: str, n: int, made: set[str]
) -> None:
    lea.passes()
    lea.desk.act("tag", 0)
    lea.desk.act("tag", 3)
    lea.passes()
    for_whom: list[str] = []
    write = Project.write_package

    def noted(self: Project, path: Path, **order: Any) -> None:
        for_whom.append(order["coder"])
        write(self, path, **order)

    monkeypatch.setattr(Project, "write_package", noted)
    lea.desk.act(kind, n)
    lea.passes()
    assert set(for_whom) >= made - {"lea"}
    assert set(for_whom) <= made


def test_what_is_assigned_no_longer_is_told(desks: dict[str, Desk]) -> None:
    lea, ben = desks["lea"], desks["ben"]
    lea.visit()
    shutil.copy(lea.folder / FOR_BEN, ben.folder / FOR_BEN)
    ben.visit()
    assert "a2" in ben.holds("ben")["articles"]
    with lea.at_home(), Project.open(lea.path, "lea") as project:
        given = project.find(Assignment, article="a2", coder=coder_id("ben"))
        project.apply(Unassign(tuple(one.id for one in given)))
    lea.visit()
    shutil.copy(lea.folder / FOR_BEN, ben.folder / FOR_BEN)
    ben.visit()
    assert "a2" not in ben.holds("ben")["articles"]


def test_what_a_coder_sent_does_not_come_back_to_them(lea: Seat) -> None:
    before = (lea.desk.folder / FOR_BEN).read_bytes()
    assert lea.passes().brought or lea.labels()
    assert (lea.desk.folder / FOR_BEN).read_bytes() == before


def test_colleagues_work_is_not_for_a_coder(desks: dict[str, Desk]) -> None:
    cid = desks["cid"]
    for name in (BENS, FOR_BEN):
        shutil.copy(desks["lea"].folder / name, cid.folder / name)
    shutil.copy(desks["lea"].folder / f"Study-for-cid-lea-{DEVICES['lea']}.annotator", cid.folder)
    cid.visit()
    standing = cid.visit()
    assert standing[BENS] == standing[FOR_BEN] == FileStanding.NOT_FOR_ME
    assert cid.holds()["labels"] == []


def test_work_done_in_ones_own_file_is_taken_before_it_is_replaced(
    lea: Seat, desks: dict[str, Desk]
) -> None:
    lea.passes()
    with (
        desks["ben"].at_home(),
        Project.open(lea.desk.folder / FOR_BEN, "ben") as there,
    ):
        article = there.article_ids()[0]
        there.apply(Tag(id="by-mistake", article=article, code="quote", fragments=((0, 3),)))
    with lea.desk.at_home():
        lea.project.apply(Tag(id="own", article="a3", code="quote", fragments=((0, 3),)))
        lea.passes(3)
        assert lea.project.get(Annotation, "by-mistake") is not None


def test_hostile_and_foreign_files_are_passed_over(lea: Seat, tmp_path: Path) -> None:
    folder = lea.desk.folder
    (folder / "text.annotator").write_text("nothing of ours" * 100, "utf-8")
    (folder / "empty.annotator").write_bytes(b"")
    (folder / "folder.annotator").mkdir()
    outside = tmp_path / "outside.annotator"
    shutil.copy(folder / BENS, outside)
    (folder / "link.annotator").symlink_to(outside)
    os.mkfifo(folder / "pipe.annotator")
    Project.create(tmp_path / "other.annotator", coder="eve").close()
    shutil.copy(tmp_path / "other.annotator", folder / "other.annotator")
    odd = os.fsdecode(b"study-\xff\xfe.annotator")
    shutil.copy(folder / BENS, folder / odd)
    passed = lea.passes()
    standing = {one.name: one.standing for one in passed.found}
    assert "folder.annotator" not in standing
    assert "link.annotator" not in standing
    assert "pipe.annotator" not in standing
    assert standing["text.annotator"] is standing["empty.annotator"] is FileStanding.TORN
    assert standing["other.annotator"] is FileStanding.OTHER_STUDY
    assert standing[odd] is FileStanding.NOTHING_NEW
    assert lea.labels() == [coder_id("ben")]
    lea.following.keep()
    with Following(lea.desk.path, folder, "lea") as again:
        assert {one.name for one in again.look(lea.project)} == standing.keys()


def test_a_folder_that_is_away_is_said_to_be_away_and_nothing_is_forgotten(lea: Seat) -> None:
    lea.passes()
    away = lea.desk.folder.rename(lea.desk.folder.with_name("away"))
    with pytest.raises(UserError, match="can’t be read"):
        lea.passes(1)
    away.rename(lea.desk.folder)
    assert not lea.passes(1).brought


def test_a_disk_that_is_full_is_said_and_leaves_nothing(
    lea: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    before = {one.name: one.read_bytes() for one in lea.desk.folder.iterdir()}
    lea.project.apply(Tag(id="own", article="a3", code="quote", fragments=((0, 3),)))
    with monkeypatch.context() as patched:
        patched.setattr("annotator.store.file.passing.os.fsync", full)
        with pytest.raises(UserError, match="No space left"):
            lea.passes()
    assert {one.name: one.read_bytes() for one in lea.desk.folder.iterdir()} == before
    assert any(one.written for one in lea.passes(1).sent)


def test_a_program_that_is_killed_leaves_what_nobody_looks_at(lea: Seat) -> None:
    lea.passes()
    target = lea.desk.folder / "x.annotator"
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from annotator.store.file import passing\n"
        "passing.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "passing.pass_on(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])\n"
    )
    source = str(lea.desk.folder / BENS)
    words = [sys.executable, "-c", code, source, str(target), DEVICES["lea"]]
    assert subprocess.run(words, check=False).returncode == -9
    left = [one.name for one in lea.desk.folder.iterdir() if not is_looked_at(one.name)]
    assert len(left) == 1
    assert not target.exists()
    assert left[0] not in lea.look()
    lea.project.apply(Tag(id="own", article="a3", code="quote", fragments=((0, 3),)))
    lea.passes()
    assert not (lea.desk.folder / left[0]).exists()


def test_a_link_in_place_of_ones_own_file_is_not_written_to(lea: Seat, tmp_path: Path) -> None:
    mine = lea.desk.folder / FOR_BEN
    outside = tmp_path / "outside"
    outside.write_text("another's", "utf-8")
    mine.unlink()
    mine.symlink_to(outside)
    sent = {one.path.name: one for one in lea.passes().sent}
    assert sent[FOR_BEN].waits
    assert outside.read_text("utf-8") == "another's"


def test_a_project_in_the_folder_does_not_follow_it(lea: Seat) -> None:
    inside = lea.desk.folder / "mine.annotator"
    shutil.copy(lea.desk.path, inside)
    with pytest.raises(UserError, match="lies in the folder"):
        Following(inside, lea.desk.folder, "lea")


def test_beginning_takes_what_waits_for_oneself(lea: Seat, tmp_path: Path) -> None:
    begin(lea.desk.folder, tmp_path / "cid.annotator", "CID")
    with Project.open(tmp_path / "cid.annotator") as project:
        assert project.article_ids() == ["a1", "a2", "a3"]
    with pytest.raises(UserError, match="no package for dora"):
        begin(lea.desk.folder, tmp_path / "dora.annotator", "dora")


def test_which_folder_is_followed_is_kept(lea: Seat) -> None:
    folder, path = lea.desk.folder, lea.desk.path
    keep_tie(FolderTie(project=path, folder=folder, coder="lea"))
    assert [one.project for one in tied_to(folder)] == [path.resolve()]
    assert (tie_of(path) or pytest.fail("no tie")).coder == "lea"
    drop_tie(path)
    assert tie_of(path) is None
    assert tied_to(folder) == []


@pytest.mark.parametrize(
    "copy",
    [
        "x (ben's conflicted copy 2026-11-30).annotator",
        "x (conflicted copy 2026-11-30 120000).annotator",
        "x (Konfliktkopie von Ben 2026-11-30).annotator",
        "x (copie en conflit de Ben 2026-11-30).annotator",
        "x (copia en conflicto de Ben 2026-11-30).annotator",
        "x.sync-conflict-20261130-120000-ABCDEFG.annotator",
        "x_conflict-20261130-120000.annotator",
        "x (1).annotator",
        "x 2.annotator",
        "x-DESKTOP-A1B2C3.annotator",
        "x.Conflict.annotator",
    ],
)
def test_conflict_copies_are_known_by_their_names(copy: str) -> None:
    assert conflict_of(copy)[0] == "x.annotator"
    assert is_looked_at(copy)


@pytest.mark.parametrize(
    "name",
    [
        "~annotator-1ea1ea1e-0011.tmp",
        ".x.annotator",
        ".~lock.x.annotator#",
        "~$x.annotator",
        "~syncthing~x.annotator.tmp",
        ".syncthing.x.annotator.tmp",
        "x.annotator.part",
        "x.annotator.crdownload",
        "x.annotator-journal",
        "x.annotator-wal",
    ],
)
def test_what_is_not_finished_is_not_looked_at(name: str) -> None:
    assert not is_looked_at(name)


def test_a_plain_name_is_no_conflict_copy() -> None:
    assert conflict_of(BENS) == ("", "")
