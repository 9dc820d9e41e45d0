"""Files are made apart and put into their places whole, over nothing that must stay."""

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.store.file import placing
from annotator.store.file.placing import placed, placed_together, sync_folder

LINKS = pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def put(target: Path, *, replace: bool = True) -> None:
    with placed(target, replace=replace) as part:
        part.write_text("new")


def refused(target: Path, *, replace: bool = True) -> str:
    with pytest.raises(UserError) as refusal:
        put(target, replace=replace)
    return str(refusal.value)


@pytest.mark.parametrize("name", ["a.csv", "📰 \u0301 مقال.csv", "n" * 255])
def test_a_file_comes_whole_and_nothing_else_stays(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    for replace in (False, True):
        put(target, replace=replace)
        assert target.read_text() == "new"
        assert names(tmp_path) == [name]
        assert target.stat().st_nlink == 1


def test_the_target_is_the_old_one_while_the_new_one_is_made(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with placed(target, replace=True) as part:
        part.write_text("ne")
        assert target.read_text() == "old"
        assert part.parent.parent == tmp_path
    assert target.read_text() == "ne"


def test_what_raises_leaves_everything_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(KeyError), placed(target, replace=True) as part:
        _fail_half_way(part)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def _fail_half_way(part: Path) -> None:
    part.write_text("half")
    raise KeyError


def test_names_of_unfinished_files_differ_and_tell_nothing(tmp_path: Path) -> None:
    with (
        placed(tmp_path / "a.csv", replace=True) as one,
        placed(tmp_path / "a.csv", replace=True) as other,
    ):
        assert one.parent != other.parent
        assert "a.csv" not in str(one.relative_to(tmp_path))


@LINKS
def test_nobody_else_sees_what_is_being_made(tmp_path: Path) -> None:
    with placed(tmp_path / "a.csv", replace=True) as part:
        assert part.parent.stat().st_mode & 0o777 == 0o700


@LINKS
def test_a_new_file_has_an_ordinary_mode_and_a_replaced_one_its_own(tmp_path: Path) -> None:
    ordinary, secret = tmp_path / "ordinary", tmp_path / "secret"
    ordinary.touch()
    secret.touch(0o600)
    usual = ordinary.stat().st_mode
    put(tmp_path / "new")
    put(secret)
    assert (tmp_path / "new").stat().st_mode == usual
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_taken_name_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    assert refused(target, replace=False) == "a.csv is already there. Choose another name."
    assert target.read_text() == "old"


@pytest.mark.parametrize("second_names", [True, False])
def test_what_came_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second_names: bool
) -> None:
    target = tmp_path / "a.csv"
    if not second_names:
        monkeypatch.setattr(os, "link", _no_links)
    checks = iter([_lets_all, lambda *_, **__: target.write_text("theirs")])
    monkeypatch.setattr(placing, "refuse_target", lambda *_, **__: next(checks)())
    assert "already there" in refused(target, replace=False)
    assert target.read_text() == "theirs"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_comes_where_files_have_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    put(tmp_path / "a.csv", replace=False)
    assert names(tmp_path) == ["a.csv"]


def _no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _lets_all(*_: object, **__: object) -> None:
    pass


@LINKS
@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_a_planted_link_leads_nowhere(tmp_path: Path, replace: bool, there: bool) -> None:
    victim, target = tmp_path / "thesis.txt", tmp_path / "a.csv"
    if there:
        victim.write_text("years of work")
    target.symlink_to(victim)
    words = refused(target, replace=replace)
    assert ("is a link to" if replace else "already there") in words
    assert victim.exists() == there
    assert not there or victim.read_text() == "years of work"
    assert target.is_symlink()


@LINKS
def test_a_link_planted_while_a_file_is_made_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, target = tmp_path / "thesis.txt", tmp_path / "a.csv"
    victim.write_text("years of work")
    with placed(target, replace=True) as part:
        part.write_text("new")
        target.symlink_to(victim)
        monkeypatch.setattr(placing, "refuse_target", _lets_all)
    assert victim.read_text() == "years of work"
    assert not target.is_symlink()


def test_a_folder_a_pipe_and_a_device_stay(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "Is a directory" in refused(folder)
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
        assert "no ordinary file" in refused(tmp_path / "pipe")
        assert "no ordinary file" in refused(Path(os.devnull))


def test_a_name_beside_which_a_lost_database_left_its_work_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.annotator-journal").write_text("hot")
    words = refused(tmp_path / "a.annotator", replace=False)
    assert words == (
        "a.annotator-journal is there, and belongs to a project called a.annotator. "
        "Choose another name, or move that file away."
    )
    (tmp_path / "a.annotator-journal").write_text("")
    put(tmp_path / "a.annotator", replace=False)


def test_what_the_machine_refuses_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "a.csv"
    assert refused(target) == (
        f"{target} can't be written: there is no folder {target.parent}. "
        "Choose a folder that is there."
    )
    assert "File name too long" in refused(tmp_path / ("n" * 256))


@LINKS
def test_a_folder_that_can_only_be_read_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "mkdir", no)
    monkeypatch.setattr(Path, "mkdir", no)
    assert "Read-only file system" in refused(tmp_path / "a.csv")


def test_a_database_is_written_where_sqlite_keeps_its_journal_apart(tmp_path: Path) -> None:
    target = tmp_path / "a.annotator"
    with placed(target, replace=False) as part:
        with closing(sqlite3.connect(part)) as database:
            database.execute("CREATE TABLE t (n)")
            database.commit()
        assert names(tmp_path) == [part.parent.name]
    assert names(tmp_path) == ["a.annotator"]


def test_a_database_that_is_still_open_is_not_placed(tmp_path: Path) -> None:
    with ExitStack() as stack, pytest.raises(RuntimeError, match="before it was closed"):
        _leave_open(tmp_path / "a.annotator", stack)
    assert names(tmp_path) == []


def _leave_open(target: Path, stack: ExitStack) -> None:
    with placed(target, replace=False) as part:
        database = stack.enter_context(closing(sqlite3.connect(part)))
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (n)")


def put_both(data: Path, words: Path) -> None:
    with placed_together(data, words, replace=True) as parts:
        for part in parts:
            part.write_text("new")


def test_of_files_that_belong_together_none_comes_when_one_can_not(tmp_path: Path) -> None:
    data, words = tmp_path / "data", tmp_path / "words"
    words.write_text("old")
    data.mkdir()
    with pytest.raises(UserError, match="Is a directory"):
        put_both(data, words)
    assert words.read_text() == "old"
    assert names(tmp_path) == ["data", "words"]


def test_an_old_description_comes_back_when_the_data_can_not_be_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, words = tmp_path / "data", tmp_path / "words"
    for one in (data, words):
        one.write_text("old")

    def no(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", no)
    with pytest.raises(UserError, match="Permission denied"):
        put_both(data, words)
    assert [data.read_text(), words.read_text()] == ["old", "old"]
    assert names(tmp_path) == ["data", "words"]


@pytest.mark.parametrize("error", [errno.EINVAL, errno.EACCES])
def test_a_folder_that_can_not_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    synced: list[int] = []
    real: Callable[[int], None] = os.fsync

    def fsync(file: int) -> None:
        synced.append(file)
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(error, os.strerror(error))
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    put(tmp_path / "a.csv")
    sync_folder(tmp_path)
    assert len(synced) >= 2 or os.name == "nt"
