"""The command line as a whole."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import Result
from places import DOCS
from program import Ended, Program

from annotator import __version__
from annotator.cli.main import cli
from annotator.store.project import Project
from annotator.workflow.sample import make_sample

Run = Callable[..., Result]
Unread = Callable[..., Ended]
PAGE = DOCS / "cli.md"


def commands(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


ALL = dict(commands(cli, "annotator"))


@pytest.mark.parametrize("words", ALL)
def test_every_command_and_option_is_documented(words: str) -> None:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = [one for one in sections if one.startswith(f"{words}\n")]
    for parameter in ALL[words].params:
        names = parameter.opts if isinstance(parameter, click.Option) else [parameter.name or ""]
        called = (parameter.metavar or names[0].upper().removesuffix("S")).split()[0]
        shown = names[0] if names[0].startswith("-") else called.removesuffix("...")
        assert shown in section


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").output == f"annotator {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("info",),
        ("info", "--nonsense", "x"),
        ("info", "gone.annotator"),
        ("import", "gone.annotator", "x.txt"),
        ("export", "gone.annotator", "out.csv"),
        ("codebook", "nonsense"),
    ],
)
def test_a_users_error_is_one_line_on_standard_error(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.fullmatch(r"annotator: .+\n", result.stderr)


def test_a_file_that_is_no_project_is_refused_in_a_real_process(tmp_path: Path) -> None:
    path = tmp_path / "x.annotator"
    path.write_text("no project", encoding="utf-8")
    words = (sys.executable, "-c", "from annotator.cli.main import main; main()")
    done = subprocess.run([*words, "info", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        (
            "annotator: x.annotator is no Media Annotator project. Choose another file;"
            " if it was one, annotator rescue may save what is in it."
        )
    ]


@pytest.fixture
def unread(program: Program) -> Unread:
    """Run a command line whose output nobody reads, nor its errors if so said."""

    def run(*words: str, errors: bool = False) -> Ended:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            return program.run(*words, stdout=writing, stderr=writing if errors else None)
        finally:
            os.close(writing)

    return run


@pytest.fixture(scope="module")
def sample_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "s.annotator"
    make_sample(path)
    return path


@pytest.fixture
def sample(sample_kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the sample project into the folder in which command lines run."""
    monkeypatch.chdir(tmp_path)
    return shutil.copy(sample_kept, "s.annotator")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("info", "s.annotator"), 0),
        (("info", "s.annotator", "--json"), 0),
        (("check", "s.annotator"), 0),
        (("check", "unsound.annotator"), 1),
        (("check", "unsound.annotator", "--json"), 1),
        (("agreement", "s.annotator", "--resamples", "0"), 0),
        (("new", "new.annotator"), 0),
        (("sample", "sample.annotator"), 0),
        (("import", "s.annotator", "article.txt"), 0),
        (("export", "s.annotator", "out.csv"), 0),
        (("package", "s.annotator", "ben.annotator", "--coder", "ben"), 0),
        (("merge", "s.annotator", "copy.annotator"), 0),
        (("codebook", "export", "s.annotator", "codebook.json"), 0),
    ],
)
def test_a_reader_that_has_had_enough_is_no_error(
    unread: Unread, sample: str, words: tuple[str, ...], status: int
) -> None:
    for name in ("copy.annotator", "unsound.annotator"):
        shutil.copy(sample, name)
    with closing(sqlite3.connect("unsound.annotator")) as file, file:
        file.execute("UPDATE article SET title = 'Forged'")
    Path("article.txt").write_text("Title\n\nText.", encoding="utf-8")
    done = unread(*words)
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.status == status


def test_losses_that_nobody_reads_keep_no_file_from_being_written(
    run: Run, unread: Unread, sample: str
) -> None:
    assert run("export", sample, "read.csv").stderr
    assert unread("export", sample, "unread.csv", errors=True).status == 0
    assert Path("unread.csv").read_bytes() == Path("read.csv").read_bytes()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--help",), 0),
        (("-h",), 0),
        (("info", "--help"), 0),
        (("--version",), 0),
        (("codebook",), 2),
        (("info", "gone.annotator"), 2),
        (("nonsense",), 2),
    ],
)
def test_help_and_refusals_that_nobody_reads_end_as_they_would(
    unread: Unread, words: tuple[str, ...], status: int
) -> None:
    assert unread(*words, errors=True).status == status
    done = unread(*words)
    assert done.status == status
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_the_command_line_needs_no_qt() -> None:
    code = (
        "import sys; from annotator.cli.main import cli; import click\n"
        "[cli.get_command(click.Context(cli), n) for n in cli.list_commands(click.Context(cli))]\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ((), (None, None, None)),
        (("open",), (None, None, None)),
        (("open", "a.annotator"), (Path("a.annotator"), None, None)),
        (("a.annotator",), (Path("a.annotator"), None, None)),
        (("open", "a.annotator", "Title"), (Path("a.annotator"), "Title", None)),
        (
            ("open", "a.annotator", "--screenshot", "w.png"),
            (Path("a.annotator"), None, Path("w.png")),
        ),
    ],
)
def test_the_window_opens_on_what_is_named(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    opened: tuple[Path | None, str | None, Path | None],
) -> None:
    seen: list[object] = []

    def window(project: Project | None, *rest: object) -> int:
        seen.append((project.path if project else None, *rest))
        return 3

    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=window))
    assert run("new", "a.annotator").exit_code == 0
    Path("a.txt").write_text("Title\n\nText.", encoding="utf-8")
    assert run("import", "a.annotator", "a.txt").exit_code == 0
    assert run(*words).exit_code == 3
    assert seen == [opened]


def test_a_project_that_can_not_be_opened_opens_no_window(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace())
    result = run("open", "missing.annotator")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "missing.annotator" in result.stderr


@pytest.mark.parametrize("platform", ["xcb", "offscreen"])
def test_a_damaged_project_opens_the_window_where_somebody_sees_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    seen: list[object] = []

    def window(project: object, *rest: object) -> int:
        seen.append((project, *rest))
        return 0

    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=window))
    monkeypatch.setattr("annotator.cli.open.need_display", lambda **_: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    Path("a.annotator").write_bytes(b"no project at all")
    result = run("open", "a.annotator")
    assert result.stderr.count("\n") == 1
    assert "a.annotator" in result.stderr
    shown = platform == "xcb"
    assert seen == [(Path("a.annotator"), None, None)] * shown
    assert result.exit_code == (0 if shown else 2)
    assert run("open", "a.annotator", "--screenshot", "w.png").exit_code == 2


def test_an_article_that_is_not_there_opens_no_window(
    run: Run, monkeypatch: pytest.MonkeyPatch, study: str
) -> None:
    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=lambda *_: 0))
    assert run("open", study, "Budget passes").exit_code == 0
    result = run("open", study, "nosuch")
    assert result.exit_code == 2
    assert "There is no article “nosuch” in study.annotator." in result.stderr
