"""Opening a file that is damaged."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import DamageError
from annotator.store.file import connection
from annotator.store.file.database import Database
from annotator.store.project import Project

PAGE = 4096


def test_damage_is_told_also_of_a_file_that_goes_while_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path):
        pass
    content = path.read_bytes()
    path.write_bytes(content[:PAGE] + bytes(len(content) - PAGE))
    look, connect = connection.open_damaged, connection.connect

    def going(there: Path, *args: Any, **named: Any) -> Database:
        found = connect(there, *args, **named)
        path.unlink(missing_ok=True)
        return found

    def gone(damaged: Path) -> Database:
        monkeypatch.setattr(connection, "connect", going)
        return look(damaged)

    monkeypatch.setattr(connection, "open_damaged", gone)
    with pytest.raises(DamageError, match="damaged"):
        Project.open(path, read_only=True)
    assert not path.exists()
