"""Following a folder: looking, previewing, bringing in and sending, on this device.

A `Following` keeps what it has seen. It is for one thread at a time, and takes the project with
each call, so that a window gives the connection of the thread that works.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.device import own_device
from annotator.workflow.following import memory
from annotator.workflow.following.asking import asked_of
from annotator.workflow.following.found import (
    BRINGS,
    PATIENCE,
    Brought,
    Found,
    Passed,
    Sent,
    Stamp,
    Standing,
)
from annotator.workflow.following.kept import as_text
from annotator.workflow.following.listing import listed
from annotator.workflow.following.looking import Copies, Looked, looked_into
from annotator.workflow.following.memory import Seen
from annotator.workflow.following.names import conflict_of, is_own_name
from annotator.workflow.following.roles import Role, role_of
from annotator.workflow.following.sending import Sending
from annotator.workflow.following.ties import refuse_within

_FOR_GOOD = frozenset((Standing.OWN, Standing.LEFT, Standing.OTHER_STUDY, Standing.REFUSED))
"""How it stands with a file as long as that is the same file."""


class Following:
    """A project that follows a folder, in somebody's (a handle) name.

    Use it in a `with` statement, or `close` it. Nothing but files of this device is ever written
    into the folder. Raise a `UserError` when the project lies in the folder itself.
    """

    def __init__(self, project: Path, folder: Path, coder: str) -> None:
        refuse_within(project, folder)
        self.project = project
        self.folder = folder
        self.coder = coder
        self._memory = memory.remembered(project, folder, coder)
        self._looked: dict[str, Looked] = {}
        self._copies = Copies()
        self._sending = Sending(folder, coder, self._memory, self._copies)

    # Looking

    def look(self, project: Project, progress: Progress = no_progress) -> tuple[Found, ...]:
        """Return the files in the folder by name; those that are unchanged are not opened again.

        A file is looked into when it was like this at the look before as well. Raise a `UserError`
        when the folder can't be read, as when a network drive is away: nothing is forgotten then.
        """
        files = listed(self.folder)
        for name in self._memory.seen.keys() - {as_text(name) for name in files}:
            del self._memory.seen[name]
        for name in self._looked.keys() - files.keys():
            self._forget(name)
        role = role_of(project, self.coder)
        lasting = _Lasting(project, role)
        found: list[Found] = []
        for done, (name, stamp) in enumerate(files.items()):
            progress(done, len(files))
            found.append(self._found(lasting, name, stamp))
        return tuple(found)

    def _found(self, lasting: "_Lasting", name: str, stamp: Stamp) -> Found:
        seen = self._memory.seen.get(as_text(name))
        if seen is None or _is_other(seen.stamp, stamp):
            seen = self._memory.seen[as_text(name)] = Seen(stamp=stamp)
            self._forget(name)
            written = self._memory.written.get(as_text(name))
            if written is not None and written.stamp == stamp:
                seen.standing = Standing.OWN
        else:
            seen.polls = min(seen.polls + 1, 10 * PATIENCE)
            again = seen.stamp != stamp  # another file of the same size and time
            seen.stamp = stamp
            if again or not lasting.holds(seen, self._looked.get(name)):
                self._look_into(lasting, name, seen)
        return self._told(name, seen)

    def _look_into(self, lasting: "_Lasting", name: str, seen: Seen) -> None:
        self._forget(name)
        project, role = lasting.project, lasting.role
        looked = looked_into(project, self.folder / name, seen.stamp, role, self._copies)
        own = looked.standing is Standing.NOTHING_NEW and is_own_name(name, own_device())
        seen.standing = Standing.OWN if own else looked.standing
        seen.for_coder, seen.asks = looked.for_coder, looked.asks
        seen.marker, seen.takes_all = lasting.last, role.takes_all
        if looked.copy is not None:
            self._looked[name] = looked

    def _told(self, name: str, seen: Seen) -> Found:
        looked = self._looked.get(name)
        return Found(
            name=name,
            path=self.folder / name,
            stamp=seen.stamp,
            standing=seen.standing,
            polls=seen.polls,
            conflict_of=conflict_of(name)[0],
            for_coder=seen.for_coder,
            report=looked.report if looked else None,
            asks=seen.asks,
        )

    def _forget(self, name: str) -> None:
        looked = self._looked.pop(name, None)
        if looked is not None:
            self._copies.drop(looked.copy)

    # Bringing in

    def snapshot(self, found: Found) -> Path:
        """Return a private copy of what was looked at, under the file's own name.

        It is what `bring_in` brings in, and what a dialog that previews files is to be given. It
        stays until the file is another one, or `close`. Raise a `UserError` when there is none.
        """
        looked = self._looked.get(found.name)
        if looked is None or looked.copy is None:
            raise UserError(f"{found.name} brings nothing that could be shown.")
        return looked.copy

    def bring_in(
        self,
        project: Project,
        found: Found,
        progress: Progress = no_progress,
        *,
        asked: bool = True,
    ) -> Brought | None:
        """Bring one file in, as one edit to undo; None where there is nothing (more) to bring in.

        With `asked` a person has said so; without, it comes in only where nothing has to be asked.
        """
        seen = self._memory.seen.get(as_text(found.name))
        looked = self._looked.get(found.name)
        if seen is None or looked is None or looked.copy is None or seen.stamp != found.stamp:
            return None
        paths = [looked.copy]
        if not asked:
            (report,) = project.preview(paths).files
            asks = (report.error,) if report.error else asked_of(project, report)
            if asks:
                seen.standing, seen.asks = Standing.WAITS, asks
                self._looked[found.name] = msgspec.structs.replace(looked, report=report)
                return None
        changes, told = project.bring_in(paths, progress=progress, all_or_none=True)
        self.was_brought_in(project, found)
        if not changes.edit:
            return None
        return Brought(found, changes, told.files[0])

    def was_brought_in(self, project: Project, found: Found) -> None:
        """Note that a dialog has brought in the snapshot of this file."""
        seen = self._memory.seen.get(as_text(found.name))
        if seen is not None and seen.stamp == found.stamp:
            seen.standing, seen.asks = Standing.NOTHING_NEW, ()
            seen.marker = project.followed.last()
            self._forget(found.name)

    def leave(self, found: Iterable[Found]) -> None:
        """Leave files out until they are newer."""
        for one in found:
            seen = self._memory.seen.get(as_text(one.name))
            if seen is not None and seen.stamp == one.stamp:
                seen.standing, seen.asks = Standing.LEFT, ()
                self._forget(one.name)
        self.keep()

    # Sending

    def has_to_send(self, project: Project) -> bool:
        """Tell whether something was done since the last sending: one look at the history's end."""
        return self._sending.is_due(project)

    def send(self, project: Project, progress: Progress = no_progress) -> tuple[Sent, ...]:
        """Write one's own files into the folder where they would hold something new.

        A coder's is a package of their own work; a reviewer also writes one for each coder, with
        what is assigned and decided. Raise a `UserError` when the folder can't be written.
        """
        listed(self.folder)  # a folder that is away is said to be away
        return self._sending.send(project, progress)

    def pass_once(
        self, project: Project, progress: Progress = no_progress, *, by_itself: bool = True
    ) -> Passed:
        """Look, bring in `by_itself` what asks nothing, and send: what a poll does."""
        found = self.look(project, progress)
        brought: list[Brought] = []
        if by_itself and not project.read_only:
            for one in found:
                if one.standing is Standing.NEWS:
                    done = self.bring_in(project, one, progress, asked=False)
                    brought += [done] if done is not None else []
        sent = self.send(project, progress)
        told = tuple(self._again(one) for one in found)
        self.keep()
        return Passed(told, tuple(brought), sent)

    def _again(self, found: Found) -> Found:
        """Return how it stands with a file by now."""
        seen = self._memory.seen.get(as_text(found.name))
        return found if seen is None or seen.stamp != found.stamp else self._told(found.name, seen)

    def keep(self) -> None:
        """Keep what was seen for the next time."""
        memory.keep(self.project, self._memory)

    def close(self) -> None:
        """Remove the private copies, and keep what was seen for the next time."""
        self.keep()
        self._looked.clear()
        self._copies.close()

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


class _Lasting:
    """Tells at one look whether what was found before still holds, for the project as it is now."""

    def __init__(self, project: Project, role: Role) -> None:
        self.project, self.role = project, role
        self.last = project.followed.last()
        self._lost: dict[str, bool] = {}
        self._merged: dict[str, bool] = {}

    def holds(self, seen: Seen, looked: Looked | None) -> bool:
        """Tell whether a file that is the same needs no other look."""
        if seen.standing in _FOR_GOOD:
            return True
        if seen.standing is Standing.TORN:
            return seen.polls & (seen.polls - 1) != 0  # more and more seldom
        if seen.takes_all is not self.role.takes_all:
            return False
        if seen.standing is Standing.NOT_FOR_ME:
            return True
        if seen.standing is Standing.NOTHING_NEW:
            return not self._has_lost(seen.marker)
        return seen.standing in BRINGS and looked is not None and not self._has_merged(seen.marker)

    def _has_lost(self, marker: str) -> bool:
        if marker not in self._lost:
            self._lost[marker] = self.project.followed.has_lost(marker)
        return self._lost[marker]

    def _has_merged(self, marker: str) -> bool:
        if marker not in self._merged:
            self._merged[marker] = self.project.followed.has_merged(marker)
        return self._merged[marker]


def _is_other(before: Stamp, now: Stamp) -> bool:
    """Tell whether a file has changed, as far as its size and time say so."""
    return (before.size, before.mtime_ns) != (now.size, now.mtime_ns)
