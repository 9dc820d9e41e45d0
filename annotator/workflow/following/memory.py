"""What was seen in a folder and written there, so that nothing is opened twice.

It holds what files are, never what is in the project: that is asked of the project.
"""

from pathlib import Path

import msgspec

from annotator.workflow.following.found import Stamp, Standing
from annotator.workflow.following.kept import as_text, place_of, read_kept, write_kept

_ENDING = "seen"


class Seen(msgspec.Struct, kw_only=True):
    """A file as it was seen, how often like this, and how it stood with it.

    It stood so when `marker` (an edit's id) was the project's last, for somebody who `takes_all` or
    not.
    """

    stamp: Stamp
    standing: Standing = Standing.ARRIVING
    polls: int = 0
    marker: str = ""
    takes_all: bool = False
    for_coder: str = ""
    asks: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """A file as this device wrote it, and what stood for what it brings."""

    stamp: Stamp
    content: str


class Memory(msgspec.Struct, kw_only=True):
    """What is known of a folder, by the names of files (`as_text`).

    `sent_at` is the last edit (id) with which one's own files were right.
    """

    folder: str
    coder: str
    seen: dict[str, Seen] = msgspec.field(default_factory=dict[str, Seen])
    written: dict[str, Written] = msgspec.field(default_factory=dict[str, Written])
    sent_at: str = ""


def remembered(project: Path, folder: Path, coder: str) -> Memory:
    """Return what is kept of a folder that a project follows in somebody's name; or nothing yet."""
    kept = read_kept(place_of(project, _ENDING), Memory)
    own = as_text(folder.resolve())
    if kept is None or (kept.folder, kept.coder) != (own, coder):
        return Memory(folder=own, coder=coder)
    return kept


def keep(project: Path, memory: Memory) -> None:
    """Keep it for the next time."""
    write_kept(place_of(project, _ENDING), memory)
