"""What commands say of a damaged project: one line, or all of it, or what was saved."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from damage import without_guards

from annotator.store.backups.places import backups_of

Run = Callable[..., Result]
REFUSED = {
    "info": ("info", "study.annotator"),
    "export": ("export", "study.annotator", "out.jsonl"),
    "agreement": ("agreement", "study.annotator"),
    "package": ("package", "study.annotator", "ben.annotator", "--coder", "ben"),
    "merge": ("merge", "study.annotator", "other.annotator"),
    "codebook": ("codebook", "export", "study.annotator", "book.json"),
    "import": ("import", "study.annotator", "articles"),
}


@pytest.mark.parametrize("command", REFUSED)
def test_no_command_tells_or_carries_what_is_damaged(run: Run, study: str, command: str) -> None:
    without_guards(Path(study), "UPDATE article SET note = 'x' WHERE title = 'Budget passes'")
    before = sorted(Path.cwd().iterdir())
    result = run(*REFUSED[command])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "The article “Budget passes” is damaged in note." in result.stderr
    assert "annotator rescue" in result.stderr
    assert sorted(Path.cwd().iterdir()) == before


@pytest.mark.parametrize("words", ["merge study.annotator z", "restore z out.annotator"])
def test_no_command_names_what_only_the_window_has(run: Run, study: str, words: str) -> None:
    content = bytearray(Path(study).read_bytes())
    content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    Path("z").write_bytes(content)
    result = run(*words.split())
    assert result.exit_code == 2
    assert "z is damaged" in result.stderr
    assert "annotator rescue" in result.stderr
    assert "…" not in result.stderr
    assert "…" not in run(*words.split(), "--json").output


def test_an_emptied_index_is_refused_where_it_would_be_asked(run: Run, study: str) -> None:
    delete = "INSERT INTO text_fts (text_fts, rowid, body) SELECT 'delete', n, body FROM text"
    without_guards(Path(study), delete)
    assert run("export", study, "out.jsonl", "--query", "libraries").exit_code == 2
    assert run("check", study).exit_code == 1


def test_check_names_what_is_wrong_with_a_file_that_cannot_be_opened(run: Run, study: str) -> None:
    content = bytearray(Path(study).read_bytes())
    content[4096 * 8 : 4096 * 12] = bytes(4096 * 4)
    Path(study).write_bytes(content)
    assert run("info", study).exit_code == 2
    result = run("check", study, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert not told["sound"]
    assert told["problems"]


def test_rescue_says_what_came_along_and_ends_with_1_when_something_is_lost(
    run: Run, study: str
) -> None:
    whole = run("rescue", study, "whole.annotator")
    assert (whole.exit_code, whole.stdout) == (
        0,
        "Wrote 2 articles with 0 annotations, 9 codes, the whole history to whole.annotator.\n",
    )
    without_guards(Path(study), "UPDATE text SET body = '' WHERE n = 1")
    part = run("rescue", study, "part.annotator", "--json")
    assert part.exit_code == 1
    told = json.loads(part.stdout)
    assert (told["articles"], len(told["lost"])) == (1, 2)
    assert run("check", "part.annotator").exit_code == 0
    assert run("rescue", study, "part.annotator").exit_code == 2


def test_refusals_name_the_ways_back_that_there_are(run: Run, study: str) -> None:
    path = Path(study)
    assert run("backup", study).exit_code == 0
    first, *rest = backups_of(path)
    for one in rest:
        one.path.unlink()
    content = path.read_bytes()
    shown = first.path.relative_to(Path.cwd())
    restore = f"make a project of its backup with annotator restore: “{shown}”."
    without_guards(path, "UPDATE article SET note = 'x' WHERE title = 'Budget passes'")
    damaged = f"Save what is sound with annotator rescue, or {restore}\n"
    assert run("info", study).stderr.endswith(damaged)
    assert run("check", study).stderr == f"annotator: {damaged}"
    path.write_bytes(content[: 4096 * 8] + bytes(4096 * 4) + content[4096 * 12 :])
    for words in (("info", study), ("backup", study), ("merge", study, "other.annotator")):
        assert run(*words).stderr.endswith(damaged)
    path.unlink()
    said = f"annotator: There is no file study.annotator. {restore[0].upper()}{restore[1:]}\n"
    assert run("info", study).stderr == said
    first.path.unlink()
    assert run("info", study).stderr == "annotator: There is no file study.annotator.\n"
    path.write_bytes(content[: 4096 * 8] + bytes(4096 * 4) + content[4096 * 12 :])
    assert "with annotator rescue; it has no backups.\n" in run("info", study).stderr
