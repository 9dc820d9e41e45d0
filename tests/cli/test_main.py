"""The command line as a whole."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import Result
from places import DOCS

from annotator import __version__
from annotator.cli.main import cli
from annotator.store.project import Project

Run = Callable[..., Result]
PAGE = DOCS / "cli.md"
PROGRAM = (sys.executable, "-c", "from annotator.cli.main import main; main()")


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
        shown = names[0] if names[0].startswith("-") else names[0].upper().removesuffix("S")
        assert shown in section


@pytest.mark.parametrize("words", ALL)
def test_every_command_has_help(run: Run, words: str) -> None:
    result = run(*words.split()[1:], "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: {words}")


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
    done = subprocess.run(
        [*PROGRAM, "info", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "annotator: x.annotator is no Media Annotator project. Choose another file."
    ]


def test_a_reader_that_has_had_enough_causes_no_complaint(tmp_path: Path) -> None:
    project = str(tmp_path / "s.annotator")
    subprocess.run([*PROGRAM, "new", project], check=True, capture_output=True)
    with subprocess.Popen(
        [*PROGRAM, "info", project], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
def test_without_a_display_the_window_is_refused_and_a_picture_is_not(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=lambda *_: 0))
    result = run("open")
    assert result.exit_code == 2
    assert "no display" in result.stderr
    assert run("open", "--screenshot", "w.png").exit_code == 0
