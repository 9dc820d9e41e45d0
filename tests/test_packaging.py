"""The wheel holds all that the program needs: installed elsewhere, it opens its window."""

import os
import re
import struct
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from places import CHECKOUT

# One worker builds for all tests of this file.
pytestmark = pytest.mark.xdist_group("packaging")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command to its end and return what it printed; fail with its errors."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the build tool at hand, so without a network."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(*build, cwd=CHECKOUT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh venv and return the folder of its commands.

    The packages that it depends on are borrowed from this interpreter. A path file adds them after
    the venv's own packages and follows no path files found there, so the checkout stays out.
    """
    folder = tmp_path_factory.mktemp("venv")
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(folder)
    context = builder.ensure_directories(folder)
    pip = [sys.executable, "-m", "pip", "--python", context.env_exe, "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    own = run(
        context.env_exe, "-c", "import sysconfig as s; print(s.get_path('purelib'))", cwd=folder
    )
    borrowed = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    Path(own, "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return Path(context.bin_path)


def test_the_wheel_holds_every_data_file_and_no_tests(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    data = [path for top in ("resources", "seeds") for path in (CHECKOUT / top).rglob("*")]
    wanted = {
        f"annotator/_data/{path.relative_to(CHECKOUT).as_posix()}"
        for path in data
        if path.is_file() and not path.name.startswith(".")
    }
    assert wanted <= held
    assert "annotator/py.typed" in held
    assert {name.split("/")[0].split("-")[0] for name in held} == {"annotator", "media_annotator"}


def test_the_installed_program_uses_the_data_inside_it(installed: Path, tmp_path: Path) -> None:
    script = (
        "from annotator import resources; print(resources.resource(), resources.seeds(), sep='\\n')"
    )
    places = run(installed / "python", "-c", script, cwd=tmp_path).splitlines()
    for place in map(Path, places):
        assert place.is_relative_to(installed.parent)
        assert place.parent.name == "_data"


def test_the_installed_program_opens_its_window_on_the_sample(
    installed: Path, tmp_path: Path
) -> None:
    run(installed / "annotator", "sample", "study.annotator", cwd=tmp_path)
    run(installed / "annotator", "open", "study.annotator", "--screenshot", "out.png", cwd=tmp_path)
    picture = (tmp_path / "out.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert width >= 1024
    assert height >= 700


def test_every_requirement_is_pinned_to_a_version_in_its_range() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pins = {key(name): version for name, version in (line.split("==") for line in lines)}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[key(requirement.name)]), str(requirement)


def key(distribution: str) -> str:
    """Return the name under which a distribution is known, whichever way it is written."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def requirements() -> set[str]:
    """Return all that the program needs, and what that needs, without extras."""
    found: set[str] = set()
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line).name for line in project["dependencies"]]
    while waiting:
        one = key(waiting.pop())
        if one not in found:
            found.add(one)
            needed = map(Requirement, metadata.requires(one) or ())
            waiting += [each.name for each in needed if in_use(each)]
    return found


def in_use(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt differs in size elsewhere")
def test_the_program_with_all_that_it_needs_takes_at_most_400_mb() -> None:
    needed = requirements() - {"pip"}  # which an environment has before anything is installed
    assert {"pyside6-essentials", "numpy", "shiboken6"} <= needed
    installed = [Path(file.locate()) for name in needed for file in metadata.files(name) or ()]
    own = [
        path for top in ("annotator", "resources", "seeds") for path in (CHECKOUT / top).rglob("*")
    ]
    blocks = sum(path.stat().st_blocks for path in {*installed, *own} if path.is_file())
    assert blocks * 512 / 2**20 <= 400
