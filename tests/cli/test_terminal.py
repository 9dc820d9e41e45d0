"""Nothing in a file, its name or a command line reaches a terminal raw."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from annotator.cli.main import cli
from annotator.cli.output import say
from annotator.cli.refusals import print_bug
from annotator.domain import rules
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType
from annotator.domain.edits.annotations import SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, SetStatus
from annotator.domain.edits.codebook import SetProjectTitle
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.names import is_hidden
from annotator.domain.people import Actor, Coder, coder_id
from annotator.store.project import Project

Run = Callable[..., Result]
EVIL = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m\r\b\u202etxt.\u2066x\u2069"
    "\u200e\u200f\u200b\u2028\ufeff\U000e0041"
)
BEN = f"ben{EVIL}"
FIELD = Field(
    id="kind",
    name=f"Kind{EVIL}",
    type=FieldType.CHOICE,
    choices=(Choice("a", f"A{EVIL}"), Choice("b", f"B{EVIL}")),
)
BOOK = Codebook(title=EVIL, codes=(Code(id="quote", name=f"Quote{EVIL}", fields=(FIELD,)),))


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a project in which every text would command a terminal, and return its name."""
    monkeypatch.setattr(rules, "_check_handle", lambda _: None)
    name = f"p{EVIL}.annotator"
    with Project.create(tmp_path / name, title=EVIL, codebook=BOOK) as project:
        for mine, coder in (("q-ana", "ana"), ("q-ben", BEN)):
            project.coder = coder
            project.apply(PutCoder(Coder(id=coder_id(coder), handle=coder, name=EVIL)))
            if coder == "ana":
                article = NewArticle(id="x", title=EVIL, text=f"{EVIL} said", meta={"outlet": EVIL})
                project.apply(ImportRecords(articles=(article,)))
            project.apply(Tag(id=mine, article="x", code="quote", fragments=((0, 5),)))
            project.apply(SetValue(mine, "kind", "a" if mine == "q-ana" else "b"))
            project.apply(SetNote(mine, EVIL))
            project.apply(SetStatus("x", "done"))
        project.apply(PutActor(Actor(id="a", name=EVIL, aliases=(EVIL,), role=EVIL)))
        project.apply(Assign((("x", BEN),)))
    shutil.copy(tmp_path / name, tmp_path / f"other{EVIL}.annotator")
    (tmp_path / f"shared{EVIL}").mkdir()
    (tmp_path / f"shared{EVIL}" / f"torn{EVIL}.annotator").write_text(EVIL)
    shutil.copy(tmp_path / name, tmp_path / f"shared{EVIL}" / f"{EVIL}.annotator")
    with Project.open(tmp_path / f"other{EVIL}.annotator", coder="ana") as project:
        project.apply(EditArticle(article="x", title=f"2{EVIL}"))
        project.apply(SetProjectTitle(f"2{EVIL}"))
    return name


def hidden(result: Result) -> set[str]:
    printed = (result.stdout_bytes + result.stderr_bytes).decode()
    return {repr(c) for c in printed if c != "\n" and is_hidden(c)}


def of_people(project: str, other: str) -> Iterator[list[str]]:
    yield ["coders", project]
    yield ["coders", project, "--json"]
    yield ["coders", project, "--rename", f"ana={EVIL}"]
    yield ["coders", project, "--merge", f"{EVIL}={EVIL}"]
    yield ["needed", project]
    yield ["suggest", project, "--run", EVIL]
    yield ["suggest", project, "--query", EVIL, "--json"]
    yield ["suggest", "--text", f"in{EVIL}.csv", EVIL]
    yield ["train", project, "--coder", BEN]
    yield ["evaluate", project, "--against", BEN, "--layer", "ana"]
    yield ["evaluate", project, "--against", EVIL, "--json"]
    yield ["merge", project, other, "--as", f"{EVIL}={EVIL}"]
    once = ("--once", "--rest", "0")
    yield ["follow", project, f"shared{EVIL}", "--me", BEN, *once]
    yield ["follow", f"shared{EVIL}", "--json", *once]
    yield ["follow", project, "--me", EVIL, *once]
    yield ["follow", EVIL, *once]
    yield ["follow", project, "--stop"]


def of_finding_and_changing(project: str) -> Iterator[list[str]]:
    """Yield command lines of those commands that look through a whole project or change it."""
    yield ["search", project, "said"]
    yield ["search", project, "said", "--json"]
    yield ["search", project, "said", "--csv", f"hits{EVIL}.csv"]
    yield ["search", project, f"({EVIL}", "--regex"]
    yield ["search", project, EVIL, "--query", EVIL]
    yield ["search", project, "said", "--coder", EVIL]
    yield ["units", project]
    yield ["units", project, "--json"]
    yield ["units", project, "--csv", f"units{EVIL}.csv"]
    yield ["units", EVIL]
    yield ["actors", project]
    yield ["actors", "list", project, "--json"]
    yield ["actors", "list", project, "--csv", f"a{EVIL}.csv"]
    yield ["actors", "import", project, f"a{EVIL}.csv", "--coder", "ana", "--dry-run"]
    yield ["actors", "merge", project, EVIL, f"no{EVIL}", "--coder", "ana"]
    yield ["copies", project]
    yield ["copies", "list", project, "--json"]
    yield ["copies", "list", project, "--csv", f"c{EVIL}.csv"]
    yield ["copies", "carry", project, EVIL, "--coder", "ana", "--dry-run"]
    yield ["copies", "carry", project, f"no{EVIL}", "--coder", BEN]
    yield ["correct", project, EVIL, f"text{EVIL}.txt", "--coder", "ana", "--dry-run"]
    yield ["correct", project, f"no{EVIL}", f"text{EVIL}.txt", "--coder", "ana"]
    yield ["correct", project, EVIL, f"no{EVIL}.txt", "--coder", BEN]


def lines(project: str) -> Iterator[list[str]]:
    """Yield command lines for every command: what it does, and what it refuses."""
    other = f"other{EVIL}.annotator"
    yield ["open", project, f"no{EVIL}"]
    yield ["open", EVIL]
    yield ["new", f"new{EVIL}.annotator", "--title", EVIL]
    yield ["new", project]
    yield ["new", f"newer{EVIL}.annotator", "--codebook", EVIL]
    yield ["sample", project]
    yield ["import", project, f"in{EVIL}.csv", "--coder", "ana", "--map", f"{EVIL}=title"]
    yield ["import", project, f"in{EVIL}.csv", "--coder", "ana", "--dry-run"]
    yield ["import", project, f"in{EVIL}.csv", "--coder", "ana", "--json"]
    yield ["import", project, f"in{EVIL}.jsonl", "--coder", "ana"]
    yield ["import", project, "nothing", "--format", EVIL]
    yield ["export", project, f"out{EVIL}.csv", "--layer", BEN]
    yield ["export", project, f"out{EVIL}.jsonl", "--json"]
    yield ["export", project, "out.csv", "--layer", EVIL]
    yield ["export", project, "out.csv", "--columns", EVIL]
    yield ["export", project, "out.csv", "--query", EVIL]
    yield ["package", project, f"pack{EVIL}.annotator", "--coder", BEN]
    yield ["package", project, "pack.annotator", "--coder", "ana", "--article", EVIL]
    yield ["merge", project, other, "--dry-run"]
    yield ["merge", project, other, "--json", "--dry-run"]
    yield ["merge", project, other, "--map", f"{EVIL}={EVIL}"]
    yield ["merge", project, other]
    yield ["agreement", project, "--resamples", "0"]
    yield ["agreement", project, "--resamples", "0", "--json"]
    yield ["agreement", project, "--coders", EVIL]
    yield ["agreement", project, "--code", EVIL]
    yield ["info", project]
    yield ["info", project, "--json"]
    yield ["info", EVIL]
    yield from (["times", project, *more] for more in ((), ("--csv", f"t{EVIL}.csv")))
    yield from of_the_study(project, other)
    yield ["check", project]
    yield ["check", project, "--json"]
    yield ["backup", project]
    yield ["backup", project, "--list"]
    yield ["backup", project, "--list", "--json"]
    yield ["backup", project, f"kept{EVIL}.annotator"]
    yield ["restore", f"kept{EVIL}.annotator", f"back{EVIL}.annotator", "--json"]
    yield ["restore", EVIL, "out.annotator"]
    yield ["rescue", project, f"saved{EVIL}.annotator"]
    yield ["rescue", EVIL, "out.annotator"]
    yield ["codebook", "export", project, f"book{EVIL}.json"]
    yield ["codebook", "import", project, f"book{EVIL}.json", "--coder", BEN]
    yield ["codebook", "import", project, f"wrong{EVIL}.json"]
    yield [EVIL]
    yield [f"--{EVIL}"]
    yield ["info", project, f"--{EVIL}"]
    yield ["info", project, EVIL]


def of_releases(project: str) -> Iterator[list[str]]:
    """Yield command lines that publish a dataset and put its labels back."""
    yield ["export", project, f"rel{EVIL}.zip", "--format", "release", "--set", "texts=no"]
    yield ["rehydrate", f"rel{EVIL}.zip", project, f"anew{EVIL}.annotator"]
    yield ["rehydrate", f"rel{EVIL}.zip", project, f"anew{EVIL}2.annotator", "--json"]
    yield ["rehydrate", EVIL, project, "out.annotator"]
    yield ["formats", EVIL]


def of_the_study(project: str, other: str) -> Iterator[list[str]]:
    """Yield command lines of those commands that a lead uses."""
    yield from of_releases(project)
    yield from of_people(project, other)
    yield from of_finding_and_changing(project)
    yield ["archive-profile", "lines", f"in{EVIL}.csv"]
    yield ["archive-profile", "try", f"in{EVIL}.csv", "lexis-en"]
    yield ["archive-profile", "try", f"in{EVIL}.csv", EVIL]
    yield ["archive-profile", "remove", EVIL]
    yield ["archive-profile", "export", "lexis-en", f"wire{EVIL}.json"]
    yield ["rounds", project]
    yield ["rounds", EVIL]
    yield ["history", project, f"h{EVIL}.csv"]
    yield ["history", project, f"h{EVIL}.jsonl", "--lives"]
    yield ["history", EVIL, "h.csv"]
    yield ["freeze", project, EVIL]
    yield ["freeze", project, "--list"]
    yield ["freeze", project, "--compare", EVIL]
    yield ["insights", project, "--attributes"]
    for view in ("voice", "topics", "cooccurrence", "network"):
        yield ["insights", project, view, "--layer", "all"]
        yield ["insights", project, view, "--layer", "all", "--json"]
        yield ["insights", project, view, "--layer", "all", "--out", f"i{EVIL}.svg"]
        yield ["insights", project, view, "--layer", "all", "--passages", EVIL, ""]
    yield ["insights", project, f"v{EVIL}"]
    yield ["insights", project, "voice", "--layer", EVIL, "--csv", f"i{EVIL}.csv"]
    yield ["insights", project, "audit", "--wanted", f"text{EVIL}.txt"]
    yield ["report", project, f"r{EVIL}.html"]
    yield ["report", EVIL, "r.html"]
    yield ["runs", "list", EVIL]
    yield ["runs", "validate", project, EVIL]
    yield ["corpus", "count", f"in{EVIL}.csv", f"counts{EVIL}", "--workers", EVIL]
    yield ["corpus", "sample", f"in{EVIL}.csv", f"s{EVIL}", "--size", "1", "--workers", "1"]
    yield ["corpus", "sample", f"in{EVIL}.csv", f"q{EVIL}", "--quota", EVIL]
    yield ["codebook", "proposals", project]
    yield ["codebook", "proposals", project, "--take", EVIL]


def test_no_command_prints_anything_hidden(run: Run, evil: str, tmp_path: Path) -> None:
    (tmp_path / f"in{EVIL}.csv").write_text(f'title,text,outlet\n{EVIL},"{EVIL} x",{EVIL}\n')
    refused = {"text": "x", "annotations": [{"code": EVIL, "start": 0, "end": 1, "coder": EVIL}]}
    (tmp_path / f"in{EVIL}.jsonl").write_text(json.dumps(refused))
    (tmp_path / f"text{EVIL}.txt").write_text(f"{EVIL} said again", encoding="utf-8")
    (tmp_path / f"wrong{EVIL}.json").write_text(json.dumps({"schema": EVIL}))
    tried: set[str] = set()
    for words in lines(evil):
        result = run(*words)
        assert result.stdout_bytes + result.stderr_bytes, words
        assert hidden(result) == set(), words
        tried.add(words[0])
    assert tried >= set(cli.list_commands(None))  # type: ignore[arg-type] - needs no context


def test_json_holds_the_same_values(run: Run, evil: str) -> None:
    told = json.loads(run("info", evil, "--json").stdout)
    assert (told["title"], told["items"][0]["title"], told["path"]) == (EVIL, EVIL, evil)


def test_a_full_disk_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_line: str, *, err: bool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(click, "echo", full)
    with pytest.raises(UserError, match="No space left on device"):
        say("what is said")
    assert not capsys.readouterr().err


def test_a_name_that_is_no_text_is_told_of(run: Run, tmp_path: Path) -> None:
    name = "half\udcff.annotator"
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.skip("file names are Unicode here")
    (tmp_path / name).unlink()
    assert "half\\udcff" in run("new", name).stdout
    assert json.loads(run("info", name, "--json").stdout)["path"] == name


def test_a_bug_is_printed_without_what_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError(EVIL)
    print_bug(ValueError, error, None)
    printed = capsys.readouterr().err
    assert "ValueError: \\x1b]0;owned" in printed
    assert not any(is_hidden(c) for c in printed.replace("\n", ""))
