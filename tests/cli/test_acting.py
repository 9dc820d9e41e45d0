"""Who acts: `--me`, the same for every command that changes a project."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from once import folder_of

from annotator.cli.main import cli
from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.project import Project

Run = Callable[..., Result]

ACTS: dict[str, tuple[str, ...]] = {
    "import": ("import", "study.annotator", "more.txt"),
    "package": ("package", "study.annotator", "ben.annotator", "--coder", "ben", "--sample", "1"),
    "merge": ("merge", "study.annotator", "other.annotator"),
    "follow": ("follow", "study.annotator", "shared", "--once", "--rest", "0"),
    "actors import": ("actors", "import", "study.annotator", "actors.csv"),
    "actors merge": ("actors", "merge", "study.annotator", "Zelensky", "Selenskyj"),
    "copies carry": ("copies", "carry", "study.annotator", "Budget passes"),
    "correct": ("correct", "study.annotator", "Budget passes", "budget.txt"),
    "coders": ("coders", "study.annotator", "--rename", "cid=dora"),
    "freeze": ("freeze", "study.annotator", "Main"),
    "runs sample": (
        *("runs", "sample", "study.annotator", "--run", "First", "--code", "quote"),
        *("--coder", "ben", "--size", "1"),
    ),
    "suggest": ("suggest", "study.annotator", "--run", "Suggested"),
    "codebook add": ("codebook", "add", "study.annotator", "hero-villain-victim"),
    "codebook import": ("codebook", "import", "study.annotator", "book.json"),
    "codebook proposals": ("codebook", "proposals", "study.annotator", "--leave", "x"),
}
"""The commands that change a project that is there."""
RESERVED = ("package", "correct", "coders", "freeze")
"""Those that only reviewers may do."""


def _commands(group: click.Group, above: str = "") -> dict[str, click.Command]:
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= _commands(command, f"{above}{name} ")
        else:
            found[above + name] = command
    return found


@pytest.fixture
def led(run: Run, tmp_path: Path) -> str:
    """Make lea's study with ana in it, and what the commands take."""

    def make() -> None:
        (tmp_path / "a.txt").write_text("Budget passes\n\nThree libraries close.", encoding="utf-8")
        (tmp_path / "more.txt").write_text("Ferry strike\n\nIt ends.", encoding="utf-8")
        (tmp_path / "budget.txt").write_text("Four libraries close.", encoding="utf-8")
        (tmp_path / "actors.csv").write_text("name\nZelensky\nSelenskyj\n", encoding="utf-8")
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared" / "read me.txt").write_text("Ours.", encoding="utf-8")
        run("new", "study.annotator", "--me", "lea")
        run("import", "study.annotator", "a.txt", "--me", "lea")
        run("package", "study.annotator", "ana.annotator", "--coder", "ana", "--me", "lea")
        with Project.open(tmp_path / "study.annotator", "cid") as project:
            project.apply(PutCoder(Coder(id=coder_id("cid"), handle="cid")))
        run("actors", "import", "study.annotator", "actors.csv", "--me", "lea")
        run("new", "other.annotator")
        run("import", "other.annotator", "more.txt", "--me", "cid")
        run("codebook", "export", "study.annotator", "book.json")

    folder_of("led by lea", make, tmp_path)
    return "study.annotator"


def test_every_command_that_writes_asks_who_does_it_in_the_same_words() -> None:
    asking = {
        name
        for name, command in _commands(cli).items()
        if any("--me" in one.opts for one in command.params)
    }
    assert asking == {*ACTS, "new", "corpus sample"}


@pytest.mark.parametrize("command", ACTS)
def test_what_is_no_handle_is_refused(run: Run, led: str, command: str, tmp_path: Path) -> None:
    before = (tmp_path / led).read_bytes()
    result = run(*ACTS[command], "--me", "gold")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "gold" in result.stderr
    assert (tmp_path / led).read_bytes() == before


@pytest.mark.parametrize("command", RESERVED)
def test_who_is_no_reviewer_is_refused_in_words(run: Run, led: str, command: str) -> None:
    result = run(*ACTS[command], "--me", "ana")
    assert result.exit_code == 2
    assert "for reviewers: lea." in result.stderr
    assert "Ask" in result.stderr
    assert run(*ACTS[command], "--me", "LEA").exit_code == 0
    with Project.open(Path(led)) as project:
        (edit,) = project.latest_edits(1)
    assert edit.coder == "lea"  # as the project spells it
