"""The frozen program on a system of its own that has next to nothing: a chroot.

Where none can be made, `test_bundle.py` tries the same in an empty environment.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bare_system import BareSystem, make, why_not
from frozen_program import can_be_read, unfrozen
from places import CHECKOUT

from annotator import __version__

UNPACKED = "/opt/media-annotator/annotator"
KINDS_OF_FILES = """
import sys
from PySide6.QtCore import QMimeDatabase
for path in sys.argv[1:]:
    print(QMimeDatabase().mimeTypeForFile(path, QMimeDatabase.MatchMode.MatchDefault).name())
    print(QMimeDatabase().mimeTypeForFile(path, QMimeDatabase.MatchMode.MatchContent).name())
"""


@pytest.fixture(scope="module")
def bare(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareSystem]:
    """Return a system with the archive unpacked in it, and nothing installed."""
    root = tmp_path_factory.mktemp("system") / "root"
    archive = next(bundle.parent.glob("media-annotator-*.tar.gz"), None)
    made = CHECKOUT / "build" / "bare-system"
    why = why_not() or ("no archive is built" if archive is None else make(made))
    if why or archive is None:
        pytest.skip(why)
    system = BareSystem(made).copy(root)
    subprocess.run(["tar", "-C", str(root / "opt"), "-xzf", str(archive)], check=True)
    shutil.copytree(CHECKOUT / "seeds" / "articles", root / "srv" / "articles")
    system.did(UNPACKED, "sample", "study.annotator")
    yield system
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def installed(
    bundle: Path, bare: BareSystem, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BareSystem]:
    """Return a system with the package installed, and what it asks for."""
    package = next(bundle.parent.glob("media-annotator_*.deb"), None)
    if package is None:
        pytest.skip("no package for dpkg is built")
    root = tmp_path_factory.mktemp("installed") / "root"
    system = bare.copy(root)
    shutil.rmtree(root / "opt" / "media-annotator")
    shutil.copy(package, root / "srv" / "media-annotator.deb")
    system.did("apt-get", "-qq", "update")
    assert system.run("dpkg", "-i", "media-annotator.deb").returncode == 1  # something is missing
    system.did("apt-get", "-qq", "-y", "-f", "install")
    system.did("apt-get", "-qq", "-y", "install", "desktop-file-utils", "shared-mime-info")
    yield system
    shutil.rmtree(root)


def test_there_is_neither_python_nor_a_font(bare: BareSystem) -> None:
    assert bare.run("python3", "--version").returncode != 0
    assert not bare.path("/usr/share/fonts").exists()


def test_the_command_line_needs_nothing_of_the_system(bare: BareSystem, tmp_path: Path) -> None:
    assert bare.did(UNPACKED, "check", "study.annotator").endswith("is sound.\n")
    bare.did(UNPACKED, "new", "own.annotator")
    bare.did(UNPACKED, "import", "own.annotator", "articles", "--set", "outlet=AFP")
    assert bare.did(UNPACKED, "check", "own.annotator").endswith("is sound.\n")
    bare.did(UNPACKED, "agreement", "study.annotator", "--resamples", "50", "--json")
    for name in ("quotes.csv", "quotes.jsonl"):
        bare.did(UNPACKED, "export", "study.annotator", name)
        unfrozen("export", bare.path("/srv/study.annotator"), tmp_path / name)
    for path in tmp_path.iterdir():
        assert bare.path(f"/srv/{path.name}").read_bytes() == path.read_bytes(), path.name


def test_what_the_window_lacks_is_named_with_the_line_to_type(bare: BareSystem) -> None:
    refused = bare.run(UNPACKED, "open", "study.annotator", "--screenshot", "no.png")
    assert refused.returncode == 2
    (line,) = refused.stderr.strip().splitlines()
    assert "which this system lacks" in line
    assert {"libegl1", "libgl1", "libwayland-cursor0"} <= set(line.split())


def test_both_programs_are_on_the_path(installed: BareSystem) -> None:
    assert installed.did("annotator", "--version") == f"annotator {__version__}\n"
    assert installed.did("media-annotator", "--version") == f"media-annotator {__version__}\n"


def test_the_window_of_the_package_can_be_read(installed: BareSystem) -> None:
    assert not installed.path("/usr/share/fonts").exists()
    installed.did("annotator", "open", "study.annotator", "--screenshot", "window.png")
    assert can_be_read(installed.path("/srv/window.png"))


def test_plots_and_reports_are_drawn(installed: BareSystem) -> None:
    installed.did("annotator", "agreement", "study.annotator", "--resamples", "50")
    installed.did("annotator", "insights", "study.annotator", "voice", "--out", "voice.png")
    assert installed.path("/srv/voice.png").read_bytes().startswith(b"\x89PNG")
    installed.did("annotator", "report", "study.annotator", "report.pdf")
    assert installed.path("/srv/report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("library", "package", "platform"),
    [
        ("libEGL.so.1", "libegl1", "offscreen"),
        ("libGL.so.1", "libgl1", "offscreen"),
        ("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    ],
)
def test_a_library_that_is_taken_away_is_named(
    library: str, package: str, platform: str, installed: BareSystem
) -> None:
    (path,) = installed.path("/usr/lib").glob(f"*-linux-*/{library}")
    away = path.with_suffix(".away")
    path.rename(away)
    try:
        words = ("annotator", "open", "study.annotator", "--screenshot", "no.png")
        refused = installed.run(*words, QT_QPA_PLATFORM=platform)
    finally:
        away.rename(path)
    assert refused.returncode == 2
    (line,) = refused.stderr.strip().splitlines()
    assert f"needs {library}, which this system lacks" in line
    assert package in line.split()


def test_a_desktop_opens_projects_with_it(installed: BareSystem) -> None:
    installed.did("desktop-file-validate", "/usr/share/applications/media-annotator.desktop")
    assert installed.path("/usr/share/icons/hicolor/scalable/apps/media-annotator.svg").is_file()
    cache = installed.path("/usr/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
    assert "application/x-media-annotator=media-annotator.desktop;" in cache
    study = installed.path("/srv/study.annotator")
    unnamed = study.with_name("unnamed")
    shutil.copy(study, unnamed)
    asked = [sys.executable, "-c", KINDS_OF_FILES, str(study), str(unnamed)]
    places = {"XDG_DATA_DIRS": str(installed.path("/usr/share")), "XDG_DATA_HOME": "/nothing"}
    told = subprocess.run(
        asked, env=os.environ | places, capture_output=True, text=True, check=True
    )
    assert set(told.stdout.split()) == {"application/x-media-annotator"}


def test_manual_and_completions_are_where_they_are_looked_for(installed: BareSystem) -> None:
    for name in ("annotator", "media-annotator"):
        assert installed.path(f"/usr/share/man/man1/{name}.1.gz").is_file()
    there = "/usr/share/bash-completion/completions/annotator"
    shown = installed.did("bash", "-c", f"source {there} && complete -p annotator")
    assert shown.endswith(" annotator\n")
    words = {
        "COMP_WORDS": "annotator ch",
        "COMP_CWORD": "1",
        "_ANNOTATOR_COMPLETE": "bash_complete",
    }
    assert "plain,check\n" in installed.did("annotator", **words)


def test_nothing_is_left_when_it_is_removed(installed: BareSystem) -> None:
    """This is the last test: after it there is nothing to try."""
    installed.did("dpkg", "-P", "media-annotator")
    assert installed.named("annotator") == []
    cache = installed.path("/usr/share/applications/mimeinfo.cache")
    assert "annotator" not in (cache.read_text(encoding="utf-8") if cache.exists() else "")
    assert "annotator" not in installed.path("/usr/share/mime/globs2").read_text(encoding="utf-8")
