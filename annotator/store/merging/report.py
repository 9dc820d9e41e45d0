"""What bringing files in does, told before it is done."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from annotator.domain.wording import counted


class CodeMatch(msgspec.Struct, frozen=True):
    """Which of the project's codes a code of another file is.

    `theirs` and `ours` are ids; an empty `ours` brings the code in as a new one. `note` says in
    words how the two differ, empty when they don't.
    """

    theirs: str
    name: str
    ours: str
    note: str = ""


class Conflict(msgspec.Struct, frozen=True):
    """What two people gave the same attribute of the same record without knowing of each other.

    An entry of a map is named as in `values.stance`; `existence` stands for deleting, with true
    for what lives. `kept` says whose word holds, the later one: `ours` or `theirs`.
    """

    kind: str
    record: str
    attribute: str
    ours: Any
    theirs: Any
    kept: str


class NewNote(msgspec.Struct, frozen=True):
    """A note to the lead, or an answer, that a file brings: whose (a handle), and on what."""

    coder: str
    about: str
    text: str


def notes_in_words(notes: Iterable[NewNote]) -> str:
    """Return "3 new notes from ben, 1 new note from cid"; nothing where there is none."""
    counts = Counter(one.coder or "somebody" for one in notes)
    return ", ".join(f"{counted(n, 'new note')} from {coder}" for coder, n in counts.items())


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one file brings; counts are of annotations unless they say otherwise.

    `error` says why nothing of the file can be brought in, `refused` what of it can't, and
    `withheld` what can't be shown yet because what it stands on is not there: in words, and how
    many records that are in `waiting`.
    `corrected` counts articles whose title or metadata changed; `clock` says whose clock ran ahead;
    `notes` are those to the lead, and the answers.
    """

    name: str
    coders: tuple[str, ...] = ()
    edits: int = 0
    articles: int = 0
    new_articles: int = 0
    new: int = 0
    changed: int = 0
    deleted: int = 0
    codebook: tuple[CodeMatch, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    waiting: int = 0
    corrected: int = 0
    error: str = ""
    clock: str = ""
    notes: tuple[NewNote, ...] = ()


class MergePreview(msgspec.Struct, frozen=True):
    """What bringing several files in does, file by file in their order."""

    files: tuple[FileReport, ...]

    @property
    def brings_something(self) -> bool:
        """Whether anything would be written."""
        return any(one.edits for one in self.files)
