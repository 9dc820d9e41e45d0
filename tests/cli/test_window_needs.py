"""Where no window can open, one sentence says why; Qt alone would abort."""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from program import Program

from annotator.cli import window_needs
from annotator.cli.open import window_alone

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have a display, and Qt's libraries"
)

Run = Callable[..., Result]

OPEN = ("from annotator.cli.main import main; main()", "open")
ALONE = ("from annotator.cli.open import main; main()",)
NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
PACKAGES = " ".join(window_needs.debian_packages())


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=lambda *_: 0))


def in_a_new_process(*words: str, **environment: str) -> str:
    """Run a program that can't load its window and return what it says."""
    done = subprocess.run(
        [sys.executable, "-c", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.parametrize("words", [("annotator", "open"), ("annotator",), ("media-annotator",)])
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "There is no display here to open a window on. "),
        ({"DISPLAY": ":99"}, "The display :99 does not answer. "),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":99"}, "The display :99 does not answer. "),
        ({"QT_QPA_PLATFORM": "nonsense"}, "QT_QPA_PLATFORM names no platform: nonsense. "),
    ],
)
def test_without_a_display_that_answers_there_is_one_sentence(
    program: Program, words: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    done = program.run(*words[1:], entry=words[0], environment=environment)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{words[0]}: {said}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [OPEN, ALONE])
def test_a_library_that_can_not_be_loaded_is_named_with_the_line_to_type(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "libEGL.so.1").touch()  # found first, and no library
    line = in_a_new_process(*words, QT_QPA_PLATFORM="offscreen", LD_LIBRARY_PATH=str(tmp_path))
    assert "The window needs libEGL.so.1, which this system lacks." in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("apt", "said"),
    [
        (
            "/usr/bin/apt-get",
            f"Type: sudo apt-get install {' '.join(window_needs.debian_packages())}\n",
        ),
        (None, "Install it with this system's package manager.\n"),
    ],
)
def test_a_library_that_the_platform_lacks_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, apt: str | None, said: str
) -> None:
    def missing(_path: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    monkeypatch.setattr(window_needs.shutil, "which", lambda _: apt)
    monkeypatch.setenv("DISPLAY", ":0")
    result = run("open")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"libxcb-cursor.so.0, which this system lacks. {said}")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("libGL.so.1: cannot open shared object file"), "needs libGL.so.1, which"),
        (ModuleNotFoundError("x", name="PySide6.QtGui"), "pip install PySide6-Essentials"),
    ],
)
def test_what_the_window_can_not_be_loaded_without_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: ImportError, said: str
) -> None:
    def fail(_name: str) -> None:
        raise error

    monkeypatch.setattr(window_needs, "importlib", SimpleNamespace(import_module=fail))
    result = run("open", "--screenshot", "w.png")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_mistake_in_the_program_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"annotator\.nonsense"):
        window_needs.load("annotator.nonsense")


def test_a_wayland_display_is_asked_at_its_socket(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: None)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "The display wayland-7 does not answer." in run("open").stderr
    with socket.socket(socket.AF_UNIX) as there:
        monkeypatch.chdir(tmp_path)
        there.bind("wayland-7")  # relative: a path of a socket must be short
        there.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
        assert run("open").exit_code == 0


def test_a_display_that_never_answers_is_not_waited_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(window_needs, "_ANSWER_WITHIN", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{port - 6000}")
        if port < 6000:
            pytest.skip("the port that was free is none that a display can have")
        assert "does not answer" in run("open").stderr


def test_the_second_way_to_a_display_is_good_enough(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;offscreen")
    assert run("open").exit_code == 0


def test_without_a_display_a_picture_can_be_drawn(run: Run) -> None:
    assert run("open", "--screenshot", "w.png").exit_code == 0
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_picture_is_drawn_without_the_display_that_is_dead(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    assert run("open").exit_code == 2
    assert run("open", "--screenshot", "w.png").exit_code == 0
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_platform_that_was_asked_for_is_not_replaced_for_a_picture(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    result = run("open", "--screenshot", "w.png")
    assert result.exit_code == 2
    assert "The display :99 does not answer." in result.stderr
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert run("open", "--screenshot", "w.png").exit_code == 0
    assert os.environ["QT_QPA_PLATFORM"] == "minimal"


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_the_window_alone_tells_what_it_is_where_no_window_can_open(option: str) -> None:
    result = CliRunner().invoke(window_alone, [option], prog_name="media-annotator")
    assert result.exit_code == 0
    assert "media-annotator" in result.output
