"""Write the tables of docs/keyboard.md anew from the commands: `python tools/keyboard_doc.py`."""

from pathlib import Path

from annotator.gui.commands.key_lines import with_tables

_PAGE = Path(__file__).parents[1] / "docs" / "keyboard.md"


def main() -> None:
    """Rewrite the page in place."""
    _PAGE.write_text(with_tables(_PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
