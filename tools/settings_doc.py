"""Write the table of docs/settings.md anew from the settings: `python tools/settings_doc.py`."""

from pathlib import Path

from annotator.gui.settings.settings import SETTINGS

_PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
_HEADING = "| --- |"


def main() -> None:
    """Rewrite the page in place; the table is its end."""
    lines = _PAGE.read_text(encoding="utf-8").splitlines()
    below = next(n for n, line in enumerate(lines, 1) if line.startswith(_HEADING))
    rows = [setting.doc_row() for setting in SETTINGS]
    _PAGE.write_text("\n".join([*lines[:below], *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
