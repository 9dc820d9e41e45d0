"""Counting things and cutting texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_modules import found_in, modules, source

from annotator.domain.wording import counted, cut, noun, percent, quoted, shortened

_BY_HAND = re.compile(r"""['"] if [^\n]{1,40} == 1 else f?['"]""")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 articles"), (1, "1 article"), (2000, "2,000 articles")],
)
def test_only_one_thing_is_counted_in_the_singular(count: int, said: str) -> None:
    assert counted(count, "article") == said


def test_a_plural_of_its_own_is_taken_as_it_is() -> None:
    assert counted(2, "status", "statuses") == "2 statuses"
    assert noun(1, "status", "statuses") == "status"


def test_a_short_text_stays_and_a_long_one_ends_in_an_ellipsis() -> None:
    assert cut("four", 4) == "four"
    assert cut("three four", 7) == "three…"
    assert shortened("one\n two  three", 8) == "one two…"


def test_a_text_in_marks_has_no_marks_of_its_own_at_its_ends() -> None:
    assert quoted("„Wir brauchen mehr Zeit“") == "“Wir brauchen mehr Zeit”"
    assert quoted("the mayor") == "“the mayor”"
    assert quoted('the team "fake"') == '“the team "fake"”'
    assert quoted('"We win," … "or else"') == '“We win," … "or else”'
    assert quoted("“We don’t") == "“We don’t”"
    assert quoted('"') == '“"”'


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_stands_on_one_line_and_is_never_too_long(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short.splitlines() in ([], [short])


def test_no_module_makes_plurals_by_hand() -> None:
    by_hand = found_in(modules(), lambda path: _BY_HAND.findall(source(path)))
    assert by_hand.keys() <= {"domain/wording.py"}


def test_shares_are_written_as_people_read_them() -> None:
    assert [percent(one) for one in (0, 0.5, 0.847, 1)] == ["0 %", "50 %", "85 %", "100 %"]
