"""Following a folder: looking, previewing, bringing in and sending, on this device.

A `Following` keeps what it has seen. It is for one thread at a time, and takes the project with
each call, so that a window gives the connection of the thread that works.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from annotator.domain.draft import Progress, no_progress
from annotator.store.project import Project
from annotator.workflow.following.found import Brought, Found, Passed, Sent


class Following:
    """A project that follows a folder, in somebody's (a handle) name.

    Use it in a `with` statement, or `close` it. Nothing but files of this device is ever written
    into the folder. Raise a `UserError` when the project lies in the folder itself.
    """

    def __init__(self, project: Path, folder: Path, coder: str) -> None:
        self.project = project
        self.folder = folder
        self.coder = coder

    def look(self, project: Project, progress: Progress = no_progress) -> tuple[Found, ...]:
        """Return the files in the folder by name; those that are unchanged are not opened again.

        A file is looked into when it was like this at the look before as well. Raise a `UserError`
        when the folder can't be read, as when a network drive is away: nothing is forgotten then.
        """
        raise NotImplementedError

    def snapshot(self, found: Found) -> Path:
        """Return a private copy of what was looked at, under the file's own name.

        It is what `bring_in` brings in, and what a dialog that previews files is to be given. It
        stays until the file is another one, or `close`.
        """
        raise NotImplementedError

    def bring_in(
        self, project: Project, found: Found, progress: Progress = no_progress, *, asked: bool = True
    ) -> Brought | None:
        """Bring one file in, as one edit to undo; None where there is nothing (more) to bring in.

        With `asked` a person has said so; without, it comes in only where nothing has to be asked.
        """
        raise NotImplementedError

    def was_brought_in(self, project: Project, found: Found) -> None:
        """Note that a dialog has brought in the snapshot of this file."""
        raise NotImplementedError

    def leave(self, found: Iterable[Found]) -> None:
        """Leave files out until they are newer."""
        raise NotImplementedError

    def has_to_send(self, project: Project) -> bool:
        """Tell whether something was done since the last sending: one look at the history's end."""
        raise NotImplementedError

    def send(self, project: Project, progress: Progress = no_progress) -> tuple[Sent, ...]:
        """Write one's own files into the folder where they would hold something new.

        A coder's is a package of their own work; a reviewer also writes one for each coder, with
        what is assigned and decided. Raise a `UserError` when the folder can't be written.
        """
        raise NotImplementedError

    def pass_once(
        self, project: Project, progress: Progress = no_progress, *, by_itself: bool = True
    ) -> Passed:
        """Look, bring in `by_itself` what asks nothing, and send: what a poll does."""
        raise NotImplementedError

    def close(self) -> None:
        """Remove the private copies, and keep what was seen for the next time."""

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()
