"""Sending: one's own files in the folder, written when they would hold something new."""

from pathlib import Path

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.store.file.passing import pass_on
from annotator.store.packaging.reading import articles_in, package_content, package_facts
from annotator.store.project import Project
from annotator.workflow.device import own_device
from annotator.workflow.following.found import FileStamp, FileStanding, Sent
from annotator.workflow.following.kept import as_path, as_text
from annotator.workflow.following.listing import stamp_of
from annotator.workflow.following.looking import Copies
from annotator.workflow.following.memory import FileRight, Memory, SeenFile, Written
from annotator.workflow.following.names import own_name
from annotator.workflow.following.roles import Letter, letters

_NOT_LOOKED_AT = "It is not as this device wrote it, and is looked at first."
_MOST_NAMES = 20


class Sending:
    """Sends what somebody (a handle) has for others into a folder."""

    def __init__(self, folder: Path, coder: str, memory: Memory, copies: Copies) -> None:
        self._folder = folder
        self._coder = coder
        self._memory = memory
        self._copies = copies

    def is_due(self, project: Project) -> bool:
        """Tell whether something was done since, or one's own file is not as it was written."""
        if project.followed.last() != self._memory.sent_at:
            return True
        return any(
            stamp_of(self._folder / as_path(name)) != one.stamp
            for name, one in self._memory.written.items()
        )

    def send(self, project: Project, progress: Progress = no_progress) -> tuple[Sent, ...]:
        """Write what would hold something new."""
        if not self.is_due(project):
            return ()
        last = project.followed.last()
        title = project.info().title
        every = [
            self._sent(project, one, title, last, progress) for one in letters(project, self._coder)
        ]
        sent = tuple(one for one in every if one is not None)
        if not any(one.waits for one in sent):
            self._memory.sent_at = last
        return sent

    def _sent(
        self, project: Project, letter: Letter, title: str, last: str, progress: Progress
    ) -> Sent | None:
        target = self._target(project, letter, title)
        stamp = stamp_of(target)
        if stamp is None and not letter.articles:
            return None
        if stamp is not None and not self._may_replace(target.name, stamp):
            return Sent(path=target, coder=letter.coder, written=False, waits=_NOT_LOOKED_AT)
        if self._still_holds(project, letter, target.name, stamp):
            self._note_right(target.name, last)
            return Sent(path=target, coder=letter.coder, written=False)
        before = self._before(target, stamp)
        package = self._copies.room() / target.name
        try:
            still = self._still(project, before) if before else frozenset[str]()
            right = FileRight(at=last, articles=letter.number, besides=still - letter.articles)
            project.write_package(
                package,
                coder=letter.coder,
                articles=letter.articles | still,
                reviewed=not letter.is_own,
                progress=progress,
            )
            content = package_content(package, letter.coder, own=letter.is_own)
            there = self._content(target, stamp, before, letter) if before is not None else ""
            if there == content:
                self._note(target, content, right)
                return Sent(path=target, coder=letter.coder, written=False)
            pass_on(package, target, own_device())
            self._note(target, content, right)
            return Sent(path=target, coder=letter.coder, written=True)
        finally:
            self._copies.drop(package)
            self._copies.drop(before)

    def _target(self, project: Project, letter: Letter, title: str) -> Path:
        """Return where it goes: a name of this device at which no file of another study is."""
        to = "" if letter.is_own else letter.coder
        for n in range(1, _MOST_NAMES):
            numbered = title if n == 1 else f"{title} {n}"
            path = self._folder / own_name(numbered, self._coder, own_device(), to=to)
            seen = self._memory.seen.get(as_text(path.name))
            if seen is None or seen.standing is not FileStanding.OTHER_STUDY:
                return path
        message = f"{project.path.name} has no free name in {self._folder.name}."
        raise UserError(message, remedy="Give each study a folder of its own.")

    def _may_replace(self, name: str, stamp: FileStamp) -> bool:
        """Tell whether all that is in a file of one's own is in the project."""
        written = self._memory.written.get(as_text(name))
        seen = self._memory.seen.get(as_text(name))
        return (written is not None and written.stamp == stamp) or (
            seen is not None
            and seen.stamp == stamp
            and seen.standing in (FileStanding.OWN, FileStanding.NOTHING_NEW)
        )

    def _still_holds(
        self, project: Project, letter: Letter, name: str, stamp: FileStamp | None
    ) -> bool:
        """Tell without making the package that it would say what is there: one short look."""
        written = self._memory.written.get(as_text(name))
        if written is None or written.stamp != stamp:
            return False
        right = written.right
        return right.articles == letter.number and (
            not project.followed.concerns(letter.articles | right.besides, right.at)
        )

    def _note_right(self, name: str, last: str) -> None:
        written = self._memory.written[as_text(name)]
        self._memory.written[as_text(name)] = msgspec.structs.replace(
            written, right=msgspec.structs.replace(written.right, at=last)
        )

    def _before(self, target: Path, stamp: FileStamp | None) -> Path | None:
        """Return a copy of what is there, where it is a package of one's own."""
        try:
            return self._copies.take(target, stamp) if stamp is not None else None
        except OSError:
            return None

    def _still(self, project: Project, before: Path) -> frozenset[str]:
        """Return the articles that were sent before and are there: what became of them is told."""
        try:
            return frozenset(articles_in(before)).intersection(project.article_ids())
        except UserError:
            return frozenset()

    def _content(self, target: Path, stamp: FileStamp | None, before: Path, letter: Letter) -> str:
        written = self._memory.written.get(as_text(target.name))
        if written is not None and written.stamp == stamp:
            return written.content
        try:
            package_facts(before)
            return package_content(before, letter.coder, own=letter.is_own)
        except UserError:
            return ""

    def _note(self, target: Path, content: str, right: FileRight) -> None:
        stamp = stamp_of(target)
        if stamp is not None:
            name = as_text(target.name)
            self._memory.written[name] = Written(stamp, content, right)
            self._memory.seen[name] = SeenFile(stamp=stamp, standing=FileStanding.OWN)
