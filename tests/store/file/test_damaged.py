"""Damage in plain words: no word of SQLite's, no id that nobody can read."""

import pytest

from annotator.domain.ids import new_id
from annotator.store.check.problem import problem_of
from annotator.store.check.summed import refusal
from annotator.store.file import damaged


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("NULL value in change.kind", "some of its changes can't be read (of what kind they are)"),
        ("database disk image is malformed", "parts of it can't be read"),
        (
            "*** in database main ***\nTree 5 page 9: btreeInitPage() returns error code 11",
            "parts of",
        ),
        ("row 22 missing from index edit_coder", "its index of edits does not fit them"),
        (
            "wrong # of entries in index sqlite_autoindex_comment_1",
            "its index of comments does not fit them",
        ),
        ("NULL value in status.coder", "some of its statuses can't be read (coder)"),
        ("no such table: annotation", "its annotations can't be read"),
        ("malformed database schema (x) - near x", "what describes its tables can't be read"),
        ("file is not a database", "its beginning is not that of a project"),
        ("vtable constructor failed: text_fts", "its search index can't be read"),
        ("interrupted", "its parts refer to one another without end"),
        (
            "Could not decode to UTF-8 column 'text_sha256' with text 'secret'",
            "a text in it can't be read (text)",
        ),
    ],
)
def test_what_sqlite_says_is_told_in_plain_words(said: str, plain: str) -> None:
    told = damaged.plainly(said)
    assert told.startswith(plain)
    assert "secret" not in told


def test_a_record_is_called_by_its_name_and_article_or_by_a_short_id() -> None:
    made, sha = new_id(), "ab" * 32
    assert damaged.record_called("annotation", made, "", "Truce") == (
        f"annotation {made[:8]}… on “Truce”"
    )
    assert damaged.record_called("article", made, "Truce") == "article “Truce”"
    assert damaged.record_called("text", sha) == "text abababababab…"
    assert damaged.record_called("text", sha, "", "Truce") == "text of “Truce”"
    assert damaged.record_called("code", "quote") == "code quote"


def test_a_field_is_called_as_people_call_it_and_an_answer_by_its_field() -> None:
    assert damaged.fields_in_words("note", "a", "b") == ["note"]
    assert damaged.fields_in_words("values", '{"kind":"a","x":1}', '{"kind":"b","x":1}') == [
        "its answer to “kind”"
    ]
    assert damaged.fields_in_words("values", "nonsense", "{}") == ["answers"]


@pytest.mark.parametrize(
    ("kind", "ident", "said"),
    [
        (None, None, "A record is damaged"),
        ("annotation", None, "An annotation is damaged"),
        (None, "quote", "The record quote is damaged"),
        (7, b"\xff", "A record is damaged"),
        ("link", "quote", "The link quote is damaged"),
    ],
)
def test_what_names_nothing_any_more_is_not_said(kind: object, ident: object, said: str) -> None:
    error = damaged.record(kind, ident)
    assert str(error).startswith(f"{said}: ")
    problem = problem_of(error)
    assert "None" not in f"{error} {problem}"
    assert str(refusal(problem)).startswith(f"{said}: ")
