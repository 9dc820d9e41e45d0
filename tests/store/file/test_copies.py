"""Copying while another program holds the file: it can be given up, and waits as long as before."""

from contextlib import closing
from pathlib import Path

import pytest
from rounds.elsewhere import locked
from sequences import BOOK

from annotator.domain.errors import BusyError, CancelledError
from annotator.store.file import connection
from annotator.store.file.copies import copy_for_now
from annotator.store.project import Project


def patience_of(database: connection.Database) -> int:
    (found,) = database.conn.execute("PRAGMA busy_timeout").fetchone()
    return found


def test_a_copy_that_waits_for_a_lock_asks_often_whether_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with (
        Project.create(path, codebook=BOOK),
        closing(connection.open_again(path, read_only=True)) as database,
        locked(path, "EXCLUSIVE"),
    ):
        before, meanwhile = patience_of(database), list[int]()

        def progress(_done: int, _total: int) -> None:
            meanwhile.append(patience_of(database))
            if len(meanwhile) == 2:
                raise CancelledError

        with pytest.raises(CancelledError):
            copy_for_now(database, tmp_path / "copy", progress)
        assert max(meanwhile) <= 50
        assert patience_of(database) == before


def test_a_copy_waits_no_longer_than_its_connection_does(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with (
        Project.create(path, codebook=BOOK),
        closing(connection.connect(path, "ro", patience=1)) as database,
        locked(path, "EXCLUSIVE"),
        pytest.raises(BusyError),
    ):
        copy_for_now(database, tmp_path / "copy")
