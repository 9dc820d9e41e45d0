"""Every format is read damaged: what comes is articles, remarks and refusals, and no more."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from fuzzing import damaged_copy, read_soundly
from one_of_each_format import MADE, WRITTEN, files_of_format

from annotator.cli.main import cli
from annotator.domain.article import Article
from annotator.formats.format import Format
from annotator.formats.table import import_format_for, import_formats
from annotator.gui.history.filters import HistoryFilter
from annotator.store.project import Project

ROUNDS = 12
UNKNOWN_BY_CONTENT = {"by-profile"}
"""What is known by nothing in its files, but by what the program was taught."""
ROWS = import_formats()


def test_every_format_has_a_small_sound_file() -> None:
    assert {*MADE, *WRITTEN} == {row.id for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_sound_files_are_known_and_damaged_ones_read_or_refused(
    row: Format, tmp_path: Path
) -> None:
    for path in files_of_format(row.id, tmp_path):
        if row.id not in UNKNOWN_BY_CONTENT:
            known = import_format_for(path)
            assert known is not None
            assert known.id == row.id
        chance = random.Random(f"{row.id} {path.name}")
        for n in range(ROUNDS):
            made = damaged_copy(path, chance)
            read_soundly(row, made, extend=bool(n % 2))
            made.unlink()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_import_of_damaged_files_is_whole_or_leaves_the_project_as_it_was(
    row: Format, tmp_path: Path
) -> None:
    project = tmp_path / "p.annotator"
    Project.create(project).close()
    (tmp_path / "in").mkdir()
    (path, *_) = files_of_format(row.id, tmp_path / "in")
    chance = random.Random(row.id)
    damaged = [str(damaged_copy(path, chance)) for _ in range(2)]
    before = _state(project)
    words = [
        "import",
        str(project),
        *dict.fromkeys(damaged),
        "--format",
        row.id,
        "--extend-codebook",
    ]
    done = CliRunner().invoke(cli, words)
    assert isinstance(done.exception, SystemExit | None), done.output
    if done.exit_code:
        assert _state(project) == before
    with Project.open(project) as opened:
        assert opened.check() == []


def _state(path: Path) -> tuple[int, int]:
    """Return how many edits and articles there are."""
    with Project.open(path) as project:
        return len(project.history_page(HistoryFilter()).edits), len(project.find(Article))
