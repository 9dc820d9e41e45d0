"""What the tests of the command line share."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from once import folder_of
from program import Program

from annotator.cli.main import cli

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(cli, words, prog_name="annotator", catch_exceptions=False)

    return invoke


@pytest.fixture
def told(run: Run) -> Callable[..., Any]:
    """Run a command line with --json that succeeds, and return what it prints."""

    def invoke(*words: str) -> Any:
        result = run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return invoke


@pytest.fixture
def study(run: Run, tmp_path: Path) -> str:
    """Make a project with the two articles of a folder `articles`, and return its name."""

    def make() -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        (folder / "a.txt").write_text("Budget passes\n\nThree libraries close.", encoding="utf-8")
        (folder / "b.txt").write_bytes("Café öffnet\r\n\r\nIn der Straße.".encode("cp1252"))
        assert run("new", "study.annotator").exit_code == 0
        assert run("import", "study.annotator", "articles", "--coder", "ana").exit_code == 0

    folder_of("study of the command line", make, tmp_path)
    return "study.annotator"


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """Run the program in processes of their own, where that is what is tested."""
    with Program() as runs:
        yield runs
