"""The frozen program does what the program does, where there is no Python."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from frozen_program import can_be_read, unfrozen
from places import CHECKOUT
from PySide6.QtGui import QImage

from annotator import __version__
from annotator.cli.main import cli

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_both_programs_tell_the_version(run: Run) -> None:
    assert run("--version").stdout == f"annotator {__version__}\n"
    said = run("--version", program="media-annotator").stdout
    assert said == f"media-annotator {__version__}\n"


def test_a_sample_is_made_and_sound(run: Run, sample: Path) -> None:
    assert run("check", sample).stdout.endswith("is sound.\n")


def test_each_command_is_there(run: Run) -> None:
    commands = cli.list_commands(click.Context(cli))
    for command in commands:
        shown = run(command, "--help")
        assert shown.returncode == 0, shown.stderr


def test_articles_come_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.annotator"
    assert run("new", path).returncode == 0
    came = run("import", path, CHECKOUT / "seeds" / "articles", "--set", "outlet=AFP")
    assert came.returncode == 0, came.stderr
    assert run("check", path).returncode == 0


@pytest.mark.parametrize("name", ["quotes.csv", "quotes.jsonl", "quotes.xlsx"])
def test_exports_are_those_of_the_program(
    name: str, run: Run, sample: Path, tmp_path: Path
) -> None:
    frozen, plain = tmp_path / "frozen" / name, tmp_path / "plain" / name
    for path in (frozen, plain):
        path.parent.mkdir()
    written = run("export", sample, frozen)
    assert written.returncode == 0, written.stderr
    unfrozen("export", sample, plain)
    for path in sorted(plain.parent.iterdir()):
        assert (frozen.parent / path.name).read_bytes() == path.read_bytes(), path.name


def test_agreement_is_told_and_drawn(run: Run, sample: Path, tmp_path: Path) -> None:
    told = run("agreement", sample, "--resamples", "50", "--json")
    assert told.returncode == 0, told.stderr
    again = run("insights", sample, "voice", "--out", tmp_path / "voice.png")
    assert again.returncode == 0, again.stderr
    assert not QImage(str(tmp_path / "voice.png")).isNull()
    report = run("report", sample, tmp_path / "report.pdf")
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_suggestions_are_learned_in_a_child(run: Run, sample: Path) -> None:
    learned = run("train", sample)
    assert learned.returncode == 0, learned.stderr


def test_words_can_be_read_where_there_is_no_font(run: Run, sample: Path, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    drawn = run("open", sample, "--screenshot", picture)
    assert drawn.returncode == 0, drawn.stderr
    assert can_be_read(picture)


@pytest.mark.parametrize("missing", ["libEGL.so.1", "libwayland-cursor.so.0"])
def test_a_missing_library_is_named_in_one_sentence(
    missing: str, run: Run, sample: Path, tmp_path: Path
) -> None:
    """What is there instead is no library: the loader refuses it as it does what is missing."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / missing).write_bytes(b"no library")
    platform = "wayland" if "wayland" in missing else "offscreen"
    given = {"LD_LIBRARY_PATH": str(tmp_path / "broken"), "QT_QPA_PLATFORM": platform}
    refused = run("open", sample, "--screenshot", tmp_path / "no.png", env=given)
    assert refused.returncode == 2
    assert missing in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_it_is_small_enough_to_send(bundle: Path) -> None:
    inodes = {
        path.stat().st_ino: path.stat().st_size for path in bundle.rglob("*") if path.is_file()
    }
    assert sum(inodes.values()) <= 250_000_000
    for packed in bundle.parent.glob("media-annotator*.*"):
        if packed.suffix in {".gz", ".deb"}:
            assert packed.stat().st_size <= 100_000_000
    assert not (bundle / "annotator").is_symlink()


STUB = '#!/bin/sh\ncp -a "$1" "$TAKEN"\necho "$ARCH $2" >"$TAKEN/asked"\n'


def test_an_appimage_is_made_of_a_folder_that_starts_by_itself(
    bundle: Path, bare: dict[str, str], tmp_path: Path
) -> None:
    """What packs it is seldom there: what it would be given is looked at."""
    if bundle != CHECKOUT / "dist" / "media-annotator" or not sys.platform.startswith("linux"):
        pytest.skip("the frozen program is not where it is packed")
    tool, folder = tmp_path / "appimagetool", tmp_path / "taken"
    tool.write_text(STUB, encoding="utf-8")
    tool.chmod(0o755)
    given = os.environ | {"APPIMAGETOOL": str(tool), "TAKEN": str(folder)}
    subprocess.run([CHECKOUT / "tools" / "bundle" / "build.sh", "appimage"], env=given, check=True)
    machine = platform.machine()
    asked = (folder / "asked").read_text(encoding="utf-8")
    assert asked == f"{machine} dist/media-annotator-{__version__}-{machine}.AppImage\n"
    entry = (folder / "media-annotator.desktop").read_text(encoding="utf-8")
    icon = next(line for line in entry.splitlines() if line.startswith("Icon="))
    assert (folder / f"{icon.removeprefix('Icon=')}.svg").is_file()
    started = subprocess.run(
        [folder / "AppRun", "--version"], env=bare, capture_output=True, text=True, check=True
    )
    assert started.stdout.split()[1] == __version__
