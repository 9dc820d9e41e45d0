"""Keys as people write them, and which of them get into each other's way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.commands.key_clashes import clashes
from annotator.gui.commands.key_events import canonical
from annotator.gui.commands.table import commands, declared, use_keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "J"),
        (" shift+alt+ctrl+right ", "Ctrl+Alt+Shift+Right"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("Shift+}", "}"),
        ("f11", "F11"),
        ("Hyper+J", ""),
        ("й", ""),
        ("ß", ""),
        ("", ""),
        ("Ctrl+", ""),
        ("Ctrl+Enter+X", ""),
    ],
)
def test_a_written_key_is_read_or_is_none(written: str, key: str) -> None:
    assert canonical(written) == key


def test_every_key_of_the_table_is_written_as_it_is_read() -> None:
    for row in declared():
        assert tuple(canonical(key) for key in row.keys) == row.keys


@given(st.text(max_size=20))
def test_what_is_read_once_is_read_the_same_again(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_no_declared_key_clashes() -> None:
    assert clashes(declared(), declared()) == {}


def test_other_keys_are_those_of_all_who_ask_and_go_back() -> None:
    try:
        use_keys({"next_sentence": ["Y"]})
        assert next(row for row in commands() if row.id == "next_sentence").keys == ("Y",)
    finally:
        use_keys({})
    assert commands() == declared()
