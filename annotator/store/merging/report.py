"""What bringing files in does, told before it is done."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from annotator.domain.codebook import Code
from annotator.domain.wording import counted

ProposalKey = tuple[str, str]
"""Whose proposal (a handle) on which code (its id) it is."""


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


class CodeProposal(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody who is no reviewer made of a code in their own file.

    `ours` is the code as it is here and `theirs` as they would have it, None where there is none;
    `note` says in words how the two differ, and `edits` are those that they changed it by.
    """

    coder: str
    code: str
    name: str
    ours: Code | None = None
    theirs: Code | None = None
    note: str = ""
    edits: tuple[str, ...] = ()

    @property
    def key(self) -> ProposalKey:
        """Whose proposal (a handle) on which code (its id) it is."""
        return self.coder, self.code


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a file of whom it is not sure who they are.

    Their handle is nobody's here, or it is `known` and writes from `devices` from which it never
    did here: that can be the same person on another machine, or another person. `coder` is the id
    under which their work comes, `edits` how many edits these are.
    """

    handle: str
    coder: str
    known: bool
    devices: tuple[str, ...] = ()
    edits: int = 0

    def in_words(self) -> str:
        """Say what was noticed."""
        made = f"{counted(self.edits, 'edit')} in this file"
        if self.known:
            return (
                f"{self.handle} writes from a machine from which {self.handle} never did here "
                f"({made}): the same person on another machine, or two people with one handle."
            )
        return f"{self.handle} is no coder of this project ({made})."


class NewNote(msgspec.Struct, frozen=True):
    """A note to the lead, or an answer, that a file brings: whose (a handle), and on what."""

    coder: str
    about: str
    text: str


def notes_in_words(notes: Iterable[NewNote]) -> str:
    """Return "3 new notes from ben, 1 new note from cid"; nothing where there is none."""
    counts = Counter(one.coder or "somebody" for one in notes)
    return ", ".join(f"{counted(n, 'new note')} from {coder}" for coder, n in counts.items())


class NewAssignments(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles a file assigns to a coder (a handle), and how many no longer."""

    coder: str
    made: int = 0
    gone: int = 0

    def in_words(self) -> str:
        """Say it: "ben: 3 new assignments, 1 assignment removed"."""
        made = counted(self.made, "new assignment") if self.made else ""
        gone = f"{counted(self.gone, 'assignment')} removed" if self.gone else ""
        return f"{self.coder or 'somebody'}: {', '.join(one for one in (made, gone) if one)}."


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one file brings; counts are of annotations unless they say otherwise.

    `error` says why nothing of the file can be brought in, `refused` what of it can't, and
    `withheld` what can't be shown yet because what it stands on is not there: in words, and how
    many records that are in `waiting`.
    `not_applied` names what somebody changed who may not, and `proposals` what they made of codes.
    `corrected` counts articles whose title or metadata changed; `clock` says whose clock ran ahead,
    and `newcomers` of whom it is not sure who they are.
    `gold_twice` counts the things that have two gold labels then, on articles whose gold it
    touches, and `in_locked` those of these articles that are locked; `notes` are those to the lead,
    and the answers. `new_coders` are the handles of who joins, and `assignments` what is assigned.
    `taken_back` counts the edits that were brought in before and taken back, and show again.
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
    proposals: tuple[CodeProposal, ...] = ()
    not_applied: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    waiting: int = 0
    corrected: int = 0
    gold_twice: int = 0
    in_locked: int = 0
    error: str = ""
    clock: str = ""
    newcomers: tuple[Newcomer, ...] = ()
    notes: tuple[NewNote, ...] = ()
    new_coders: tuple[str, ...] = ()
    assignments: tuple[NewAssignments, ...] = ()
    taken_back: int = 0

    @property
    def of_team(self) -> list[str]:
        """Whom the file brings, and what is assigned to whom by it or no longer, in sentences."""
        joining = counted(len(self.new_coders), "new coder")
        first = [f"{joining}: {', '.join(self.new_coders)}."] if self.new_coders else []
        return [*first, *(one.in_words() for one in self.assignments)]

    @property
    def of_gold(self) -> list[str]:
        """What the file does to gold that wants to be looked at, in sentences."""
        found: list[str] = []
        if self.gold_twice:
            things = counted(self.gold_twice, "thing has", "things have")
            found.append(f"{things} two gold labels then: decide in Review.")
        if self.in_locked:
            articles = counted(self.in_locked, "locked article", "locked articles")
            found.append(f"Gold or decisions on {articles} change.")
        return found


class MergePreview(msgspec.Struct, frozen=True):
    """What bringing several files in does, file by file in their order."""

    files: tuple[FileReport, ...]

    @property
    def brings_something(self) -> bool:
        """Whether anything would be written."""
        return any(one.edits for one in self.files)
