"""What is found in a shared folder, and what comes of it."""

from enum import StrEnum
from pathlib import Path

import msgspec

from annotator.domain.change import Changes
from annotator.store.merging.report import FileReport


class Standing(StrEnum):
    """How it stands with a file in the folder."""

    ARRIVING = "arriving"
    """It changed since the last look, or was not there then: it is looked at when it rests."""
    TORN = "torn"
    """It rests and is not whole: a part of it has not come, or comes from another state."""
    NEWS = "news"
    """It brings something, and nothing has to be asked."""
    WAITS = "waits"
    """It brings something, and a person has to look at it first: `Found.asks` says why."""
    NOTHING_NEW = "nothing new"
    LEFT = "left"
    """A person has left it out; it is looked at again when it is newer."""
    OWN = "own"
    """This device wrote it."""
    NOT_FOR_ME = "not for me"
    """It is of this study, and for another coder: nothing of it is brought in here."""
    OTHER_STUDY = "other study"
    REFUSED = "refused"
    """It can't be a project of this program: `Found.asks` says why."""


BRINGS = frozenset((Standing.NEWS, Standing.WAITS))
"""Standings of files that would bring something in."""
CALLS = frozenset((Standing.WAITS, Standing.REFUSED))
"""Standings of files at which a person has to look."""


class Stamp(msgspec.Struct, frozen=True):
    """What tells of a file, without opening it, that it is another one: bytes, time and number."""

    size: int
    mtime_ns: int
    inode: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the folder, and how it stands with it.

    `polls` counts how often it was seen like this. `conflict_of` is the name of the file of which
    a sync client made this one, as its name says; empty otherwise. `report` is what it brings, and
    `asks` in sentences why it does not come in by itself, or is refused. `for_coder` is the handle
    of whose work it holds, as far as the file says so.
    """

    name: str
    path: Path
    stamp: Stamp
    standing: Standing
    polls: int = 0
    conflict_of: str = ""
    for_coder: str = ""
    report: FileReport | None = None
    asks: tuple[str, ...] = ()

    @property
    def arrives_torn(self) -> bool:
        """Whether it has been torn for so long that a person should hear of it."""
        return self.standing is Standing.TORN and self.polls >= PATIENCE

    @property
    def calls(self) -> bool:
        """Whether a person should look at it."""
        return self.standing in CALLS or self.arrives_torn


PATIENCE = 5
"""How many looks a torn file may stay torn before a person hears of it."""


class Brought(msgspec.Struct, frozen=True):
    """A file that was brought in: what it was, the edit (one step to undo), and what it brought."""

    found: Found
    changes: Changes
    report: FileReport


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A file of one's own in the folder, and whether it was written just now.

    `coder` is the handle of whose package it is: one's own, or of whom it is for. `waits` says why
    it was not written although it should be; empty otherwise.
    """

    path: Path
    coder: str
    written: bool
    waits: str = ""


class Passed(msgspec.Struct, frozen=True):
    """What one pass did: what was found, brought in by itself, and sent."""

    found: tuple[Found, ...]
    brought: tuple[Brought, ...] = ()
    sent: tuple[Sent, ...] = ()

    @property
    def calls(self) -> tuple[Found, ...]:
        """The files at which a person should look."""
        return tuple(one for one in self.found if one.calls)
