"""The docs keep up with the program, and no committed file is tied to one machine."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from places import CHECKOUT

FOLDERS = (".ci", "annotator", "bench", "docs", "resources", "seeds", "tests", "tools")
WORDS = {
    *("project", "article", "metadata", "furniture", "codebook", "code", "field", "choice"),
    *("annotation", "fragment", "anchor", "link", "actor", "coder", "identity", "lead", "layer"),
    *("gold", "decision", "suggestion", "record", "edit", "change", "history", "undo", "redo"),
    *("clock", "package", "tint", "lane", "session", "view"),
}


def committed_files() -> Iterator[Path]:
    """Yield the text files that belong to the project."""
    yield from (path for path in CHECKOUT.iterdir() if path.is_file() and path.name != ".git")
    for folder in FOLDERS:
        for path in (CHECKOUT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


PAGES = sorted((path for path in committed_files() if path.suffix == ".md"), key=name)


@cache
def anchors(page: Path) -> set[str]:
    """Return the anchors that the page's headings get, as the common hosts make them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in bare}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = page.parent / target if target else page
        assert path.exists(), link
        assert not anchor or anchor in anchors(path), link


def test_every_picture_is_shown_on_a_page() -> None:
    folder = CHECKOUT / "docs" / "screenshots"
    shown = {
        path.name
        for page in PAGES
        for link in re.findall(r"!\[[^\]]+\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if (path := (page.parent / link).resolve()).parent == folder
    }
    assert shown == {path.name for path in folder.iterdir()}


def test_the_glossary_has_a_row_for_every_word_in_use() -> None:
    text = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE))
    assert WORDS - rows == set()


def command_lines(group: click.Group, prefix: str) -> Iterator[str]:
    context = click.Context(group)
    for title in group.list_commands(context):
        command = group.get_command(context, title)
        if isinstance(command, click.Group):
            yield from command_lines(command, f"{prefix} {title}")
        elif command and not command.hidden:
            yield f"{prefix} {title}"


def test_every_command_is_described() -> None:
    module = importlib.import_module("annotator.cli.main")
    groups = [value for value in vars(module).values() if isinstance(value, click.Group)]
    commands = max((list(command_lines(group, "annotator")) for group in groups), key=len)
    docs = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert commands
    assert [line for line in commands if not re.search(rf"{line}\b", docs)] == []


# Written so that this file holds none of them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.~*])/(?:home|root|work|Users)/\w")


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found: list[str] = []
    for path in committed_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE_PATH.search(line) or any(host in line for host in REGISTRIES):
                found.append(f"{name(path)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_each_word_of_the_glossary_says_what_not_to_say_instead() -> None:
    page = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    words = [row for row in rows if row[0] not in {"word", "---"}]
    assert words
    assert [row for row in words if len(row) != 3 or not all(cell.strip() for cell in row)] == []


PROSE = [page for page in PAGES if page.name != "CHANGELOG.md"]
MADE_FOR_A_WHEEL = {"annotator/_data"}
MADE_BY_MAKE = {"build", "dist", "sample"}
TOP_FOLDERS = {
    path.name
    for parent in (CHECKOUT, CHECKOUT / "annotator")
    for path in parent.iterdir()
    if path.is_dir() and path.name not in MADE_BY_MAKE
}


def places(path: str) -> Iterator[Path]:
    """Yield where a path that a page names can be: in the checkout, or below the package."""
    yield CHECKOUT / path
    yield CHECKOUT / "annotator" / path
    yield (CHECKOUT / "annotator" / path.rpartition(".")[0]).with_suffix(".py")  # with a name in it


def is_there(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or something in one."""
    parts = dotted.split(".")
    module = importlib.import_module(parts[0])
    for n, part in enumerate(parts[1:], 2):
        if not hasattr(module, part):
            try:
                module = importlib.import_module(".".join(parts[:n]))
            except ModuleNotFoundError:
                return False
        else:
            module = getattr(module, part)
    return True


@pytest.mark.parametrize("page", PROSE, ids=name)
def test_every_file_and_module_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`([\w-]+/[A-Za-z_][\w./-]*)`", text)
    paths = {path for path in named if path.split("/")[0] in TOP_FOLDERS}
    dotted = set(re.findall(r"(?<![\w./-])annotator(?:\.[a-z_]\w*)+(?:\.[A-Z]\w*)?", text))
    gone = {path for path in paths if not any(place.exists() for place in places(path))}
    assert gone - MADE_FOR_A_WHEEL == set()
    assert {one for one in dotted if not is_there(one)} == set()


def test_a_name_that_is_gone_is_found() -> None:
    assert is_there("annotator.domain.record.Record")
    assert not is_there("annotator.domain.nothing_of_that_name")
    assert not is_there("annotator.domain.record.Nothing")
