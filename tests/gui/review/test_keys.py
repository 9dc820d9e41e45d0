"""The table of the review's keys."""

from places import DOCS

from annotator.gui.commands.table import REVIEW_COMMANDS


def test_the_keys_of_the_review_are_on_the_keyboard_page() -> None:
    page = (DOCS / "keyboard.md").read_text(encoding="utf-8")
    for command in REVIEW_COMMANDS:
        keys = ", ".join(f"`{key}`" for key in command.keys)
        assert f"| {keys} | {command.title} |" in page
    every = [key for command in REVIEW_COMMANDS for key in command.keys]
    assert len(every) == len(set(every))
