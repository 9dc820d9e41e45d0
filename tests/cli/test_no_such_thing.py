"""What a command line names and there is none of: files called `-`, codes in a filter."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from annotator.cli.main import cli
from annotator.cli.options import FileToWrite

Run = Callable[..., Result]
NAMES = ("--out", "--csv", "out")


def files(group: click.Group, words: str = "") -> Iterator[tuple[str, click.Parameter]]:
    """Yield each option and argument that names a file to write, with its command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from files(command, f"{words}{name} ")
        for one in command.params:
            if isinstance(one.type, click.Path) and not set(NAMES).isdisjoint(one.opts):
                yield f"{words}{name} {one.opts[0]}", one


FILES = dict(files(cli))


@pytest.mark.parametrize("name", FILES)
def test_every_file_to_write_is_one(name: str) -> None:
    assert isinstance(FILES[name].type, FileToWrite)


@pytest.mark.parametrize(
    "words",
    [
        ("insights", "study.annotator", "voice", "--csv", "-"),
        ("insights", "study.annotator", "voice", "--out", "-"),
        ("insights", "study.annotator", "voice", "--passages", "x", "", "--csv", "-"),
        ("copies", "list", "study.annotator", "--csv", "-"),
        ("copies", "study.annotator", "--csv", "-"),
        ("report", "study.annotator", "-"),
        ("export", "study.annotator", "-", "--format", "csv"),
        ("search", "study.annotator", "libraries", "--csv", "-"),
    ],
)
def test_no_file_is_called_as_standard_output_is(
    run: Run, study: str, words: tuple[str, ...]
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "“-” is no file" in result.stderr
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("insights", "study.annotator", "--json", "-"),
        ("insights", "study.annotator", "voice", "--json", "-"),
        ("copies", "study.annotator", "--json", "-"),
        ("report", "study.annotator", "r.html", "--json", "-"),
    ],
)
def test_json_takes_no_file(run: Run, study: str, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (2, 1, "")
    assert not Path("-").exists()


@pytest.mark.parametrize("query", ["code:nope", "-code:nope", "code:quote code:nope"])
@pytest.mark.parametrize(
    "words",
    [
        ("insights", "study.annotator", "voice"),
        ("report", "study.annotator", "r.html"),
        ("export", "study.annotator", "r.csv"),
        ("search", "study.annotator", "libraries"),
        ("agreement", "study.annotator"),
        ("suggest", "study.annotator"),
        ("package", "study.annotator", "ben.annotator", "--coder", "ben"),
    ],
    ids=lambda words: words[0],
)
def test_a_filter_by_a_code_that_there_is_none_of_is_refused(
    run: Run, study: str, words: tuple[str, ...], query: str
) -> None:
    result = run(*words, "--query", query)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "There is no code nope in the codebook. It has quote, " in result.stderr


@pytest.mark.parametrize("query", ["code:quote", 'code:"Overall tone"', "code:QUOTE"])
def test_codes_are_known_by_ids_and_names_in_any_case(run: Run, study: str, query: str) -> None:
    assert run("insights", study, "voice", "--query", query).exit_code == 0
    assert "There is no code" not in run("export", study, "some.csv", "--query", query).stderr
