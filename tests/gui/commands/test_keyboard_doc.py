import pytest
from places import DOCS

from annotator.gui.commands.table import TEXT_COMMANDS, WINDOW_COMMANDS, Command

_PAGE = (DOCS / "keyboard.md").read_text(encoding="utf-8")
_COMMANDS = (*TEXT_COMMANDS, *WINDOW_COMMANDS)


@pytest.mark.parametrize("command", [c for c in _COMMANDS if c.keys], ids=lambda c: c.id)
def test_every_key_is_in_the_keyboard_page(command: Command) -> None:
    keys = ", ".join(f"`{key}`" for key in command.keys)
    assert f"| {keys} | {command.title} |" in _PAGE


def test_no_key_does_two_things() -> None:
    keys = [key for command in _COMMANDS for key in command.keys]
    assert sorted(keys) == sorted(set(keys))
