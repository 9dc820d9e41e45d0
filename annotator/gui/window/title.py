"""What the title bar says."""

from pathlib import Path

from annotator.domain.names import escaped, has_hidden
from annotator.domain.wording import shortened
from annotator.gui.widgets.two_line_rows import is_rtl, isolated

PROGRAM = "Media Annotator"
_LONGEST = 200  # characters of a project's title


def window_title(path: Path, title: str) -> str:
    """Return what the title bar says while a project is open: its title, and which file it is."""
    title = shortened(title, _LONGEST)
    title = isolated(title) if is_rtl(title) or has_hidden(title) else title
    if title and path.stem.casefold() not in title.casefold():
        title = f"{title} ({escaped(shortened(path.stem, _LONGEST))})"
    return f"{title} – {PROGRAM}" if title else PROGRAM
