"""What is done in a followed folder on another thread, never more than one thing at a time."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import msgspec

from annotator.domain.errors import BusyError, UserError
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project
from annotator.workflow.following.follower import Following
from annotator.workflow.following.found import Brought, FoundFile, Sent
from annotator.workflow.following.roles import Role, role_of
from annotator.workflow.following.ties import FolderTie

_REST = 10_000
"""How long an edit rests before it is sent, in milliseconds, unless others follow it."""
_RESTS = 10_000
"""How long it rests, in milliseconds, for each second that sending took the last time."""


def rest_after(seconds: float) -> int:
    """Return how long an edit rests before it is sent, in milliseconds.

    It is longer where sending took long: no more than a tenth of the time goes into it.
    """
    return max(_REST, round(_RESTS * seconds))


class FolderLook(msgspec.Struct, frozen=True, kw_only=True):
    """What a look came to; `trouble` says why nothing could be sent, although there was something.

    `is_sent` is whether all that was done until then is in the folder; `seconds` is how long
    sending took.
    """

    found: tuple[FoundFile, ...]
    role: Role
    sent: tuple[Sent, ...] = ()
    trouble: str = ""
    is_sent: bool = False
    seconds: float = 0


class FolderWork:
    """A tie at work. Only `close` is for the GUI thread, when nothing is under way."""

    def __init__(self, tie: FolderTie) -> None:
        self._tie = tie
        self._following: Following | None = None

    def _opened(self) -> Following:
        """Return what looks; it is made here, since a drive that is away may keep one waiting."""
        if self._following is None:
            self._following = Following(self._tie.project, self._tie.folder, self._tie.coder)
        return self._following

    def look(self, project: Project, reporter: Reporter, *, sends: bool) -> FolderLook:
        """Look into the folder, and send if wanted; raise a `UserError` when it can't be read."""
        following = self._opened()
        role = role_of(project, self._tie.coder)
        found = following.look(project, reporter)
        sent, trouble, is_sent, begun = (), "", False, monotonic()
        if sends:
            try:
                sent = following.send(project, reporter)
                is_sent = not any(one.waits for one in sent)
            except BusyError:
                pass  # it is sent at the next look
            except UserError as error:
                trouble = str(error)
        seconds = monotonic() - begun if sent else 0
        following.keep()
        return FolderLook(
            found=found, role=role, sent=sent, trouble=trouble, is_sent=is_sent, seconds=seconds
        )

    def send(self, project: Project, reporter: Reporter) -> None:
        """Send what was not sent yet."""
        following = self._opened()
        if following.has_to_send(project):
            following.send(project, reporter)

    def bring_in(
        self, project: Project, reporter: Reporter, found: Sequence[FoundFile]
    ) -> list[Brought]:
        """Bring files in, each as an edit of its own, as far as nothing has to be asked."""
        reporter.enter("Bringing in")
        done = (self._opened().bring_in(project, one, reporter, asked=False) for one in found)
        return [one for one in done if one is not None]

    def snapshots(self, found: Sequence[FoundFile]) -> dict[Path, FoundFile]:
        """Return what a dialog is to look at, by the paths of private copies."""
        return {self._opened().snapshot(one): one for one in found}

    def were_brought_in(self, project: Project, found: Sequence[FoundFile]) -> None:
        """Note what a dialog has brought in."""
        for one in found:
            self._opened().was_brought_in(project, one)

    def leave(self, found: Sequence[FoundFile]) -> None:
        """Leave files out until they are newer."""
        self._opened().leave(found)

    def close(self) -> None:
        """Let nothing remain but what is kept for the next time."""
        if self._following is not None:
            self._following.close()
            self._following = None
