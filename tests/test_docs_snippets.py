"""What README and docs show is typed as a reader would type it: page by page, block by block."""

import importlib.util
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from places import CHECKOUT

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.edits.base import Together
from annotator.domain.edits.review import Settle
from annotator.domain.edits.sampling import KeepSample
from annotator.store.project import Project

STUDY = Path("study.annotator")
RUN_BY = {"console": "annotator", "python": "Python", "r": "Rscript"}
OF_THE_MACHINE = ("make", "pipx", "sudo")
"""Programs that change the machine, or install: no test types these lines."""
EVERY = sorted(
    [CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md")], key=lambda path: path.name
)


@dataclass
class Block:
    """Lines between two fences, and what they are written in."""

    language: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [
        Block(one[1], one[2], text.count("\n", 0, one.start()) + 1)
        for one in found
        if one[1] in RUN_BY
    ]


PAGES = [page for page in EVERY if blocks(page)]


def typed(line: str) -> str:
    """Type a command line of the program and return what it prints."""
    program, *words = shlex.split(line, comments=True)
    assert program == "annotator"
    paths = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words]
    result = CliRunner().invoke(cli, [one for some in paths for one in some])
    assert result.exit_code == 0, f"{line}\n{result.output}"
    return result.stdout


# What the reader has before a page begins, and what happens between two of its blocks.


def sample() -> None:
    typed("annotator sample study.annotator")
    with Project.open(STUDY, "lea") as project:
        settle(project)


def settle(project: Project) -> None:
    """Take a label into gold on each article, as somebody would in the window."""
    first = {one.article: one for one in project.find(Annotation)}
    project.apply(Together([Settle(take=(one.id,)) for one in first.values()], "Settled"))


def articles_alone() -> None:
    typed("annotator new study.annotator")
    typed("annotator import study.annotator seeds/articles")


def colleagues_code() -> None:
    Path("back").mkdir()
    for coder in ("ana", "ben"):
        name = f"study-{coder}.annotator"
        typed(f"annotator import {name} seeds/annotations/{coder}.jsonl --me {coder}")
        shutil.move(name, "back")


def lead_settles() -> None:
    with Project.open(STUDY, "lea") as project:
        settle(project)


def articles_were_drawn() -> None:
    with Project.open(STUDY, "lea") as project:
        project.apply(KeepSample(dict.fromkeys(project.article_ids(), 0.5), 1))
    typed("annotator export study.annotator drawn.jsonl")


BEFORE: dict[str, Callable[[], object]] = {
    "README.md": lambda: None,
    "team.md": articles_alone,
}
MEANWHILE: dict[tuple[str, int], Callable[[], object]] = {
    ("corpus.md", 0): articles_were_drawn,
    ("team.md", 1): colleagues_code,
    ("team.md", 2): lead_settles,
}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to an empty folder with the seeds, as in a clone."""
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_blocks_of_a_page_work_one_after_the_other(reader: None, page: Path) -> None:
    BEFORE.get(page.name, sample)()
    names: dict[str, Any] = {}
    left_out: list[str] = []
    for n, block in enumerate(blocks(page)):
        MEANWHILE.get((page.name, n), lambda: None)()
        place = f"{page.name}:{block.line}"
        if block.language == "console":
            left_out += [f"{place}: {line}" for line in console(block)]
        elif block.language == "python" and (missing := lacking(block)):
            left_out.append(f"{place}: {missing} is not installed")
        elif block.language == "python":
            exec(compile(block.text, place, "exec"), names)  # noqa: S102 - our own docs
        else:
            left_out += [f"{place}: {why}" for why in in_r(block)]
    if left_out:
        pytest.skip("all but these worked: " + "; ".join(left_out))


def console(block: Block) -> Iterator[str]:
    """Type the lines with a `$`, compare what is shown below them, and yield those left out."""
    joined = block.text.replace("\\\n", " ")
    for shown in re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]:
        line, _, output = shown.partition("\n")
        if line.split()[0] in OF_THE_MACHINE or line.split()[:2] == ["annotator", "#"]:
            yield " ".join(line.split()[:3])
            continue
        if "# opens the window" in line:
            yield "annotator"
            continue
        printed = typed(line)
        expected = output.strip().splitlines()
        if "…" in expected:
            assert expected[-1] == printed.splitlines()[-1]
        elif expected:
            assert printed.splitlines() == expected


def lacking(block: Block) -> str:
    """Return a package that the block imports and that nobody must have, or nothing."""
    modules = re.findall(r"^(?:import|from) (\w+)", block.text, re.MULTILINE)
    return next((name for name in modules if importlib.util.find_spec(name) is None), "")


def in_r(block: Block) -> Iterator[str]:
    """Run the block in R, or yield why not."""
    r = shutil.which("Rscript")
    asks = [r or "", "-e", "stopifnot(requireNamespace('jsonlite'))"]
    if r is None or subprocess.run(asks, capture_output=True, check=False).returncode:
        yield "R with jsonlite is not installed"
        return
    done = subprocess.run([r, "-e", block.text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_the_packages_that_the_program_asks_for() -> None:
    names = (CHECKOUT / "resources/debian-packages.txt").read_text(encoding="utf-8").split()
    lines = [
        block.text.replace("\\\n", " ")
        for block in blocks(CHECKOUT / "README.md")
        if "libegl1" in block.text
    ]
    shown = [line.split() for text in lines for line in text.splitlines() if "libegl1" in line]
    assert shown == [["$", "sudo", "apt-get", "install", *names]]
    script = (CHECKOUT / "tools/setup.sh").read_text(encoding="utf-8")
    assert "resources/debian-packages.txt" in script
    assert "libxcb" not in script.partition("qt_folder()")[0]
