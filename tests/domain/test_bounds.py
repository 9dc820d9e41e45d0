"""What is too long, too many or too deep is refused by name, and what was there stays."""

from typing import Any

import pytest
from memory import Memory

from annotator.domain.bounds import (
    DEEPEST,
    LONGEST,
    LONGEST_STRING,
    LONGEST_TEXT,
    MOST,
    MOST_CODES,
    check_bounds,
    check_count,
    check_text,
)
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.rules import check_record

STRINGS = {**LONGEST, "note": LONGEST_STRING, "definition": LONGEST_STRING}


@pytest.mark.parametrize("name", STRINGS)
def test_a_string_may_be_as_long_as_its_bound_and_no_longer(name: str) -> None:
    check_bounds({name: "x" * STRINGS[name]}, "here")
    with pytest.raises(UserError, match=f"“{name}” has .* at most {STRINGS[name]:,} are kept"):
        check_bounds({name: "x" * (STRINGS[name] + 1)}, "here")


@pytest.mark.parametrize("name", MOST)
def test_a_list_may_have_as_many_entries_as_its_bound_and_no_more(name: str) -> None:
    check_bounds({name: ["x"] * MOST[name]}, "here")
    with pytest.raises(UserError, match=f"“{name}” has .* at most {MOST[name]:,} are kept"):
        check_bounds({name: ["x"] * (MOST[name] + 1)}, "here")


DEEP: Any = "x"
for _ in range(DEEPEST + 2):
    DEEP = {"a": [DEEP]}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"meta": {"k": "v" * (LONGEST_STRING + 1)}}, "“meta.k” has 1,000,001 characters"),
        ({"meta": {"k" * 3000: "v"}}, "“a name in meta” has 3,000 characters"),
        ({"aliases": ["x", "y" * 3000]}, "“aliases” has 3,000 characters"),
        ({"fields": [{"name": "n" * 3000}]}, "“fields.name” has 3,000 characters"),
        ({"settings": {"a": DEEP}}, "nested too deeply"),
    ],
)
def test_what_stands_in_others_is_measured_too(values: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError) as error:
        check_bounds(values, "line 7")
    assert words in str(error.value)
    assert "line 7" in str(error.value)


def test_what_was_too_long_before_may_stay() -> None:
    old = {"note": "x" * (LONGEST_STRING + 1), "title": "t"}
    check_bounds({**old, "title": "u"}, "here", old)
    with pytest.raises(UserError):
        check_bounds({**old, "note": f"{old['note']}y"}, "here", old)


def test_texts_and_codebooks_have_bounds() -> None:
    check_text("x" * LONGEST_TEXT, "here")
    check_count(MOST_CODES, "here")
    with pytest.raises(UserError, match="at most 2,000,000"):
        check_text("x" * (LONGEST_TEXT + 1), "here")
    with pytest.raises(UserError, match="at most 1,000"):
        check_count(MOST_CODES + 1, "here")


@pytest.mark.parametrize(
    "record",
    [
        Coder(id="c", handle="h" * 300),
        Actor(id="a", name="n" * 3000),
        Code(id="c", name="n" * 3000),
    ],
)
def test_no_record_comes_in_beyond_them(record: Any) -> None:
    with pytest.raises(UserError, match="are kept"):
        check_record(Memory(), record)


@pytest.mark.parametrize(
    "handle", ["a\u202eb", "a\u200bb", "a\x1bb", "\u2060", "G\u00adOLD", "a\nb"]
)
def test_a_new_handle_has_nothing_hidden_in_it(handle: str) -> None:
    coder = Coder(id="c", handle=handle)
    with pytest.raises(UserError):
        check_record(Memory(), coder)


def test_a_handle_that_was_there_before_stays() -> None:
    old = Coder(id="c", handle="a\u200bb")
    check_record(Memory(), Coder(id="c", handle="a\u200bb", name="Ana"), old)
