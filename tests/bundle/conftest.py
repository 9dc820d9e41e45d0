"""The frozen program, where it was built: `make test-bundle` names its folder in BUNDLE."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NO_FONTS = '<?xml version="1.0"?><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'


@pytest.fixture(scope="session")
def bundle() -> Path:
    """Return the folder of the frozen program."""
    named = os.environ.get("BUNDLE")
    if not named:
        pytest.skip("BUNDLE names no frozen program")
    return Path(named).resolve()


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine without Python, fonts and a screen."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(NO_FONTS.format(tmp_path / "nothing", tmp_path / "cache"), encoding="utf-8")
    return {
        "HOME": str(tmp_path),
        "PATH": str(tmp_path / "nothing"),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(fonts),
    }


@pytest.fixture
def run(bundle: Path, bare: dict[str, str], tmp_path: Path) -> Run:
    """Return what runs one of the two programs where there is nothing else."""

    def start(
        *words: str | Path, program: str = "annotator", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [str(bundle / program), *map(str, words)]
        given = bare | (env or {})
        return subprocess.run(
            command, cwd=tmp_path, env=given, capture_output=True, text=True, check=False
        )

    return start


@pytest.fixture
def sample(run: Run, tmp_path: Path) -> Path:
    """Make the sample project with the frozen program."""
    path = tmp_path / "study.annotator"
    made = run("sample", path)
    assert made.returncode == 0, made.stderr
    return path
