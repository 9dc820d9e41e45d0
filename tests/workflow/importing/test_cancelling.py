"""Reading a long file can be given up before its first article is there."""

from collections.abc import Callable
from pathlib import Path

import lexis_files
import pytest

from annotator.domain.errors import CancelledError
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.importing.reading import collect

LINES = ["Words and more words."] * 9_000
MAKERS: dict[str, Callable[[], bytes]] = {
    "a.rtf": lambda: lexis_files.rtf(LINES),
    "a.docx": lambda: lexis_files.docx(LINES),
    "a.conll": lambda: b"-DOCSTART- O\n\n" + b"Ida B-Source\nsaid O\n. O\n\n" * 3_000,
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_long_file_is_given_up_before_its_first_article(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(MAKERS[name]())
    calls = 0

    def progress(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        assert (done, total) == (0, 1)
        if calls == 3:
            raise CancelledError

    with (
        Project.create(tmp_path / "p.annotator") as project,
        pytest.raises(CancelledError),
    ):
        collect([tmp_path / name], ReadOptions(), project, progress)
    assert calls == 3
