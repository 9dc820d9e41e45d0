"""Codebooks as files."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from projects import CODEBOOK

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.formats.files.codebook import (
    default_codebook,
    read_codebook,
    shipped,
    write_codebook,
)

CODE: dict[str, Any] = {"id": "quote", "name": "Quote"}


def written(folder: Path, **values: object) -> Path:
    path = folder / "book.json"
    path.write_text(json.dumps({"schema": "annotator-codebook/1", **values}), encoding="utf-8")
    return path


def test_a_codebook_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_codebook(CODEBOOK, tmp_path / "book.json")
    assert read_codebook(tmp_path / "book.json") == CODEBOOK


def test_places_in_the_list_that_codes_do_not_have_are_kept(tmp_path: Path) -> None:
    moved = tuple(replace(code, position=7 - n) for n, code in enumerate(CODEBOOK.codes))
    book = Codebook(title="Moved", version=3, codes=moved)
    write_codebook(book, tmp_path / "book.json")
    assert read_codebook(tmp_path / "book.json") == book


def test_codes_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    codes = [{"id": one, "name": one} for one in ("b", "a", "c")]
    found = read_codebook(written(tmp_path, codes=codes)).codes
    assert [(code.id, code.position) for code in found] == [("b", 0), ("a", 1), ("c", 2)]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([CODE, CODE], r"\$\.codes\[1\].*quote is there twice"),
        ([CODE | {"colour": "red"}], r"\$\.codes\[0\].*no colour"),
        ([CODE | {"scope": "word"}], r"\$\.codes\[0\]\.scope"),
        ([CODE | {"definitoin": "x"}], r"\$\.codes\[0\].*definitoin"),
        ([{"id": "quote"}], r"\$\.codes\[0\]"),
        ([CODE | {"fields": [{"id": "f", "name": "F", "type": "choice"}]}], "needs choices"),
        (
            [CODE | {"fields": [{"id": "f", "name": "F", "type": "text", "hlep": ""}]}],
            r"\$\.codes\[0\]\.fields\[0\].*hlep",
        ),
        ([CODE, CODE | {"id": "b", "parent": "c"}], r"\$\.codes\[1\].*no code c"),
        ([CODE | {"key": "q"}, CODE | {"id": "b", "key": "Q"}], r"\$\.codes\[0\].*key"),
        ([7], r"\$\.codes\[0\]"),
        (7, r"\$\.codes"),
    ],
)
def test_a_wrong_codebook_is_refused_at_its_place(codes: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=rf"book\.json.*{said}"):
        read_codebook(written(tmp_path, codes=codes))


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", "\ufeff{}", '{"a":' * 1_000_000])
def test_what_is_no_codebook_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"book\.json"):
        read_codebook(path)


def test_a_missing_file_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        read_codebook(tmp_path / "book.json")


def test_the_default_codebook_is_the_first_of_those_that_come_along() -> None:
    books = shipped()
    assert books[0][0] == "default"
    assert books[0][1] == default_codebook().title
    assert len({title for _, title, _, _ in books}) == len(books) > 1
