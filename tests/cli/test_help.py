"""Help pages: where they come, and what stands on each."""

import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner, Result
from once import folder_of, shipped_sample

from annotator.cli.main import cli
from annotator.cli.open import window_alone
from annotator.cli.options import SEVERAL
from annotator.domain.codebook import Scope
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import shipped
from annotator.store.project import Project

Run = Callable[..., Result]


def pages(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command and group with the words that one types for it."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from pages(below, f"{words} {name}")


ALL = {**dict(pages(cli, "annotator")), "media-annotator": window_alone}
OF_ANNOTATOR = [words for words in ALL if words != "media-annotator"]
EXAMPLES = [
    line.strip()
    for command in ALL.values()
    for line in (command.epilog or "").splitlines()
    if line.startswith("  ")
]


@pytest.mark.parametrize("words", OF_ANNOTATOR)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_there_under_both_names(run: Run, words: str, option: str) -> None:
    result = run(*words.split()[1:], option)
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: {words} [OPTIONS]")


@pytest.mark.parametrize("words", ALL)
def test_every_page_ends_with_an_example_of_its_command(words: str) -> None:
    epilog = ALL[words].epilog or ""
    heading, *lines = epilog.removeprefix("\b\n").splitlines()
    assert heading == "Example:"
    assert lines
    assert all(line.startswith(f"  {words} ") for line in lines)


@pytest.mark.parametrize("words", OF_ANNOTATOR)
def test_nothing_on_a_page_is_cut(run: Run, words: str) -> None:
    assert "..." not in run(*words.split()[1:], "-h").output.partition("Options:")[2]


@pytest.mark.parametrize("words", ALL)
def test_what_can_be_repeated_says_so_in_the_same_words(words: str) -> None:
    for parameter in ALL[words].params:
        if isinstance(parameter, click.Option):
            text = parameter.help or ""
            assert text.endswith(SEVERAL) == parameter.multiple
            assert not re.search("several times|repeat", text.removesuffix(SEVERAL))


MAKING = {"new", "sample", "package", "rehydrate"}
"""The commands that make a project, and never replace one."""


def new_codebook(run: Run) -> None:
    """Give the codebook a second version, and write one that labels contradict."""
    book = json.loads(Path("codebook.json").read_text(encoding="utf-8").replace("Cue", "Cue word"))
    Path("new.json").write_text(json.dumps(book), encoding="utf-8")
    run("codebook", "import", "study.annotator", "new.json")
    quote = next(one for one in book["codes"] if one["id"] == "quote")
    kind = next(one for one in quote["fields"] if one["id"] == "quote_type")
    kind["choices"] = [one for one in kind["choices"] if one["id"] != "mixed"]
    Path("new.json").write_text(json.dumps(book), encoding="utf-8")


def prepare(run: Run, words: list[str]) -> None:
    """Make the projects that a command's example works on."""
    folder_of("for the examples", lambda: prepare_all(run), Path.cwd())
    if words[:2] == ["actors", "merge"]:
        run("actors", "import", "study.annotator", "actors.csv")
    if words[0] == "correct":
        Path("mayor.txt").write_text("Mayor waits\n\nThe vote is onn.", encoding="utf-8")
        run("import", "study.annotator", "mayor.txt")
        Path("mayor.txt").write_text("The vote is on.", encoding="utf-8")
    if words[:2] == ["copies", "carry"]:
        printed_twice()
    if words[0] == "codebook":
        new_codebook(run)


def prepare_all(run: Run) -> None:
    """Make what examples of several commands take."""
    shipped_sample(Path("study.annotator"))
    shutil.copy("study.annotator", "study-ben.annotator")
    run("codebook", "export", "study.annotator", "codebook.json")
    Path("actors.csv").write_text("name\nVolodymyr Zelensky\nZelensky\n", encoding="utf-8")


def printed_twice() -> None:
    """Have two outlets print a text that ana has coded for one of them."""
    text = "The port cuts its dredging budget by a third."
    twice = (("p0", "Port cuts dredging"), ("p1", "Harbour saves"))
    with Project.open(Path("study.annotator"), "ana") as project:
        articles = tuple(NewArticle(id=one, title=title, text=text) for one, title in twice)
        project.apply(ImportRecords(articles=articles))
        code = next(one.id for one in project.codebook().taggable() if one.scope is Scope.SPAN)
        project.apply(Tag(id="p", article="p0", code=code, fragments=((4, 8),)))


def prepare_files(run: Run, words: list[str]) -> None:
    """Make the files that a command's example takes, and what is to be there before."""
    if words[0] == "corpus":
        Path("archive").mkdir()
        known = '"outlet": "AFP", "published": "2024-05-01"'
        Path("archive", "news.jsonl").write_text(f'{{"title": "T", "text": "Snow.", {known}}}\n')
        Path("terms.csv").write_text("Weather,snow\n")
        words += ["--workers", "1"]
    Path("articles").mkdir()
    Path("articles", "a.txt").write_text("Title\n\nText.", encoding="utf-8")
    if words[0] == "archive-profile":
        Path("wire.txt").write_text("Title\n12 March 2020\n\nText.\nMore.\n", encoding="utf-8")
        of_wire = ("archive-profile", "teach", "wire.txt", "--name", "Wire")
        run(*of_wire, "--title", "1", "--date", "2", "--text", "4-5")
        if words[1] == "add":
            run("archive-profile", "export", "Wire", "wire.json")
    if words[0] == "rehydrate":
        run("export", "study.annotator", words[1], "--format", "release", "--set", "texts=no")
        Path(words[2]).mkdir()
        run("export", "study.annotator", f"{words[2]}/articles.jsonl")
    if words[0] in MAKING:
        made = [word for word in words if word.endswith(".annotator")][-1]
        Path(made).unlink(missing_ok=True)
    if words[0] == "follow":
        Path("shared").mkdir()
        run("follow", "study.annotator", "shared", "--me", "lea", "--once")
    if words[0] == "restore":
        Path(words[1]).parent.mkdir()
        shutil.copy("study.annotator", words[1])
    if "--compare" in words:
        run("freeze", "study.annotator", words[-1], "--coder", "lea")
    if words[0] == "runs":
        run("export", "study.annotator", "labels.jsonl")
        run("import", "study.annotator", "labels.jsonl", "--run", "Model")


@pytest.mark.parametrize("line", EXAMPLES)
def test_the_examples_work(run: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setitem(sys.modules, "annotator.gui.app", SimpleNamespace(run=lambda *_: 0))
    program, *words = shlex.split(line)
    if program == "media-annotator":
        assert CliRunner().invoke(window_alone, words).exit_code == 0
        return
    prepare(run, words)
    prepare_files(run, words)
    result = run(*words)
    assert result.exit_code == 0, result.output


def test_a_group_without_a_command_prints_its_help_and_fails(run: Run) -> None:
    result = run("codebook")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == run("codebook", "--help").stdout


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (("nonsense",), "annotator"),
        (("--nonsense",), "annotator"),
        (("info",), "annotator info"),
        (("info", "--nonsense", "x"), "annotator info"),
        (("merge", "x", "y", "--map", "z"), "annotator merge"),
        (("codebook", "nonsense"), "annotator codebook"),
        (("codebook", "export"), "annotator codebook export"),
    ],
)
def test_a_wrong_line_names_the_help_to_read(run: Run, words: tuple[str, ...], page: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.endswith(f" See {page} --help.\n")
    assert result.stderr.count("\n") == 1


def test_the_codebooks_that_come_with_the_program_are_named(run: Run) -> None:
    names = [name for name, *_ in shipped()]
    assert len(names) > 3
    listed = ", ".join(names)
    assert listed in " ".join(run("new", "-h").output.split())
    assert listed in run("new", "p.annotator", "--codebook", "nonsense").stderr
