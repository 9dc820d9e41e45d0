"""`annotator suggest --text`: quotes in files that need no project."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import cli

Run = Callable[..., Result]
SAID = "The mill stays shut"
NEWS = f"Mill\n\n“{SAID},” Jo Field said on Monday. Nobody was surprised.\n"


def lines(result: Result, status: int = 0) -> list[Any]:
    assert result.exit_code == status, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def words(text: str, quote: Any) -> str:
    return text[quote["start"] : quote["end"]]


def test_a_text_gives_a_line_with_its_quotes(run: Run) -> None:
    Path("mill.txt").write_text(NEWS, encoding="utf-8")
    (found,) = lines(run("suggest", "--text", "mill.txt", "--json"))
    assert found["id"] == "mill.txt"
    (quote,) = found["quotes"]
    assert SAID in words(NEWS, quote)
    assert NEWS[slice(*quote["source"])] == "Jo Field"
    assert NEWS[slice(*quote["cue"])] == "said"
    assert quote["type"] == "direct"
    assert 0 < quote["score"] <= 1
    assert quote["rule"]
    assert all(isinstance(one, str) for one in quote["why"])


def test_offsets_count_code_points(run: Run) -> None:
    text = f"🏭🏭 مصنع\n\n{NEWS}"
    Path("mill.txt").write_text(text, encoding="utf-8")
    ((quote,),) = (one["quotes"] for one in lines(run("suggest", "--text", "mill.txt", "--json")))
    assert SAID in words(text, quote)
    assert text[slice(*quote["source"])] == "Jo Field"


def test_the_end_of_a_line_is_one_code_point_of_a_file(run: Run) -> None:
    Path("mill.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.replace("\n", "\r\n").encode())
    ((quote,),) = (one["quotes"] for one in lines(run("suggest", "--text", "mill.txt", "--json")))
    assert SAID in words(NEWS, quote)


def test_offsets_of_lines_count_in_the_text_as_it_is_there(run: Run) -> None:
    texts = {"a": NEWS.replace("\n", "\r\n"), "7": f"🏭\r\n\r\n\r{NEWS}"}
    made = [
        {"id": "a", "text": texts["a"]},
        {"id": 7, "text": texts["7"], "language": "en"},
    ]
    Path("news.jsonl").write_text("\n".join(map(json.dumps, made)) + "\n\n", encoding="utf-8")
    found = lines(run("suggest", "--text", "news.jsonl", "--json"))
    assert [one["id"] for one in found] == ["a", "7"]
    for one in found:
        (quote,) = one["quotes"]
        assert words(texts[one["id"]], quote).strip("“,”") == SAID
        assert texts[one["id"]][slice(*quote["source"])] == "Jo Field"


def test_a_line_that_is_no_text_is_named_and_the_others_are_read(run: Run) -> None:
    Path("news.jsonl").write_text('{"text": "A."}\n{"texts": 1}\n{"te', encoding="utf-8")
    result = run("suggest", "--text", "news.jsonl", "--json")
    assert [one["id"] for one in lines(result, status=1)] == ["1"]
    assert "news.jsonl, line 2: " in result.stderr
    assert "news.jsonl, line 3: " in result.stderr


@pytest.mark.parametrize(
    ("piped", "ident"), [(NEWS, "-"), (json.dumps({"id": "x", "text": NEWS}), "x")]
)
def test_standard_input_is_read(run: Run, piped: str, ident: str) -> None:
    asked = ["suggest", "--text", "-", "--json"]
    (found,) = lines(CliRunner().invoke(cli, asked, input=piped.encode()))
    assert found["id"] == ident
    assert len(found["quotes"]) == 1


def test_a_file_without_a_word_has_no_quotes(run: Run) -> None:
    Path("none.txt").write_bytes(b"")
    Path("blank.txt").write_text("\n \n", encoding="utf-8")
    found = lines(run("suggest", "--text", "none.txt", "blank.txt", "--json"))
    assert found == [{"id": "none.txt", "quotes": []}, {"id": "blank.txt", "quotes": []}]


def no_text(name: str) -> None:
    if name == "folder":
        Path(name).mkdir()
    elif name == "binary.txt":
        Path(name).write_bytes(bytes(range(256)) * 50)
    elif name == "picture.txt":
        Path(name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


@pytest.mark.parametrize("name", ["missing.txt", "folder", "binary.txt", "picture.txt"])
def test_what_is_no_text_is_refused_in_a_line(run: Run, name: str) -> None:
    no_text(name)
    result = run("suggest", "--text", name, "--json")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert name in result.stderr


@pytest.mark.parametrize("name", ["missing.txt", "folder", "binary.txt"])
def test_beside_texts_what_is_none_is_named(run: Run, name: str) -> None:
    no_text(name)
    Path("mill.txt").write_text(NEWS, encoding="utf-8")
    result = run("suggest", "--text", name, "mill.txt", "--json")
    assert [one["id"] for one in lines(result, status=1)] == ["mill.txt"]
    assert result.stderr.count("\n") == 1
    assert name in result.stderr


def test_files_of_the_same_name_are_told_by_their_paths(run: Run) -> None:
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "a.txt").write_text(NEWS, encoding="utf-8")
    paths = [str(Path("one", "a.txt")), str(Path("two", "a.txt"))]
    found = lines(run("suggest", "--text", *paths, "--json"))
    assert [one["id"] for one in found] == paths


def test_only_what_is_sure_is_told_where_that_is_asked_for(run: Run) -> None:
    Path("mill.txt").write_text(NEWS, encoding="utf-8")
    (found,) = lines(run("suggest", "--text", "mill.txt", "--above", "1", "--json"))
    assert found["quotes"] == []
    assert run("suggest", "--text", "mill.txt", "--above", "2").exit_code == 2


def test_people_get_a_table(run: Run) -> None:
    Path("mill.txt").write_text(NEWS, encoding="utf-8")
    heading, row, told = run("suggest", "--text", "mill.txt").stdout.splitlines()
    assert heading.split() == ["in", "start", "end", "type", "score", "source", "quote"]
    assert "Jo Field" in row
    assert SAID in row
    assert told == "1 quote in 1 text."


def test_a_language_can_be_said(run: Run) -> None:
    text = "Werk\n\nJo Feld sagte, dass das Werk zu bleibt. „Es lohnt sich einfach nicht mehr.“\n"
    Path("werk.txt").write_text(text, encoding="utf-8")
    for tag, count in (("", 2), ("de-AT", 2), ("xx", 1)):
        asked = ("suggest", "--text", "werk.txt", "--json", "--language", tag)
        (found,) = lines(run(*asked))
        assert len(found["quotes"]) == count
        assert "lohnt sich" in words(text, found["quotes"][-1])


def test_damaged_bytes_do_not_stop_it(run: Run) -> None:
    Path("mill.txt").write_bytes(
        NEWS.encode() + "Äußerste Überraschung überall, ".encode() + b"\xff"
    )
    (found,) = lines(run("suggest", "--text", "mill.txt", "--json"))
    assert len(found["quotes"]) == 1
