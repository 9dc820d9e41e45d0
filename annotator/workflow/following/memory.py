"""What was seen in a folder and written there, so that nothing is opened twice.

It holds what files are, never what is in the project: that is asked of the project.
"""

from pathlib import Path

import msgspec

from annotator.workflow.following.found import FileStamp, FileStanding
from annotator.workflow.following.kept import as_text, place_of, read_kept, write_kept

_ENDING = "seen"


class SeenFile(msgspec.Struct, kw_only=True):
    """A file as it was seen, how often like this, and how it stood with it.

    It stood so when `marker` (an edit's id) was the project's last, for somebody who `takes_all` or
    not.
    """

    stamp: FileStamp
    standing: FileStanding = FileStanding.ARRIVING
    polls: int = 0
    marker: str = ""
    takes_all: bool = False
    for_coder: str = ""
    asks: tuple[str, ...] = ()


class FileRight(msgspec.Struct, frozen=True, kw_only=True):
    """With what a written file was right: until when, and for which articles.

    `at` is the last edit (id) then, `articles` stands for those that it was to have, and `besides`
    are those (ids) that it has since it had them before.
    """

    at: str = ""
    articles: str = ""
    besides: frozenset[str] = frozenset()


class Written(msgspec.Struct, frozen=True):
    """A file as this device wrote it, and what stood for what it brings."""

    stamp: FileStamp
    content: str
    right: FileRight = FileRight()


class Memory(msgspec.Struct, kw_only=True):
    """What is known of a folder, by the names of files (`as_text`).

    `sent_at` is the last edit (id) with which one's own files were right.
    """

    folder: str
    coder: str
    seen: dict[str, SeenFile] = msgspec.field(default_factory=dict[str, SeenFile])
    written: dict[str, Written] = msgspec.field(default_factory=dict[str, Written])
    sent_at: str = ""


def remembered(project: Path, folder: Path, coder: str) -> Memory:
    """Return what is kept of a folder that a project follows in somebody's name; or nothing yet."""
    kept = read_kept(place_of(project, _ENDING), Memory)
    own = as_text(folder.resolve())
    if kept is None or (kept.folder, kept.coder) != (own, coder):
        return Memory(folder=own, coder=coder)
    # What is refused today may be read by the next version of the program.
    kept.seen = {k: v for k, v in kept.seen.items() if v.standing is not FileStanding.REFUSED}
    return kept


def keep(project: Path, memory: Memory) -> None:
    """Keep it for the next time."""
    write_kept(place_of(project, _ENDING), memory)
