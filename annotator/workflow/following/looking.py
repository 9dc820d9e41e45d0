"""Looking into one file that rests: a private copy, whether it is whole, and what it brings."""

import os
import shutil
from pathlib import Path

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError, NotNowError, UserError
from annotator.store.file.arriving import copied_at_rest, is_being_written, is_whole_database
from annotator.store.file.own_folder import OwnFolder
from annotator.store.merging.report import FileReport
from annotator.store.packaging.reading import PackageFacts, package_facts
from annotator.store.project import Project
from annotator.workflow.following.asking import asked_of
from annotator.workflow.following.found import FileStamp, FileStanding
from annotator.workflow.following.roles import Role


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What a look into a file came to; `copy` is what was looked at, where it brings something."""

    standing: FileStanding
    for_coder: str = ""
    asks: tuple[str, ...] = ()
    report: FileReport | None = None
    copy: Path | None = None


class Copies:
    """Private copies of files, each under the file's own name; gone when they are closed."""

    def __init__(self) -> None:
        self._folder = OwnFolder()
        self._made = 0

    def take(self, path: Path, stamp: FileStamp) -> Path | None:
        """Copy a file; None if it is another by now. Raise an `OSError` where that can't be."""
        self._made += 1
        folder = self._folder.path / str(self._made)
        folder.mkdir()
        # The history tells names of files, which need be no text.
        target = folder / os.fsencode(path.name).decode("utf-8", "replace")
        if copied_at_rest(path, target, stamp.size, stamp.mtime_ns):
            return target
        self.drop(target)
        return None

    def room(self) -> Path:
        """Return an empty folder for a file that is made."""
        self._made += 1
        folder = self._folder.path / str(self._made)
        folder.mkdir()
        return folder

    def drop(self, copy: Path | None) -> None:
        """Remove a copy with the folder that it has for itself."""
        if copy is not None:
            shutil.rmtree(copy.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove all."""
        self._folder.remove()


def looked_into(
    project: Project,
    path: Path,
    stamp: FileStamp,
    role: Role,
    copies: Copies,
    progress: Progress = no_progress,
) -> Looked:
    """Say how it stands with a file that has rested; the project is only read."""
    if is_being_written(path):
        return Looked(standing=FileStanding.ARRIVING)
    try:
        if not is_whole_database(path):  # it may be large: nothing is copied for nothing
            return Looked(standing=FileStanding.TORN)
        copy = copies.take(path, stamp)
    except OSError as error:
        asks = (f"It can’t be read: {error.strerror}.",)
        return Looked(standing=FileStanding.REFUSED, asks=asks)
    if copy is None:
        return Looked(standing=FileStanding.ARRIVING)
    looked = _of_copy(project, copy, role, progress)
    if looked.report is None:
        copies.drop(copy)
    return looked


def _of_copy(project: Project, copy: Path, role: Role, progress: Progress) -> Looked:
    facts = facts_of_copy(copy)
    if isinstance(facts, Looked):
        return facts
    if facts.family != project.family():
        return Looked(standing=FileStanding.OTHER_STUDY, for_coder=facts.handle)
    if not role.takes(facts):
        return Looked(standing=FileStanding.NOT_FOR_ME, for_coder=facts.handle)
    return previewed(project, copy, facts.handle, progress)


def facts_of_copy(copy: Path) -> PackageFacts | Looked:
    """Return what a copy says of itself; how it stands with it where it can't be believed."""
    if not is_whole_database(copy):
        return Looked(standing=FileStanding.TORN)
    try:
        return package_facts(copy)
    except NotNowError:
        return Looked(standing=FileStanding.ARRIVING)
    except DamageError as error:
        return Looked(standing=FileStanding.TORN, asks=(error.message,))
    except UserError as error:
        return Looked(standing=FileStanding.REFUSED, asks=(str(error),))


def previewed(
    project: Project, copy: Path, for_coder: str, progress: Progress = no_progress
) -> Looked:
    """Say what a copy brings that is for whoever sits here."""
    (report,) = project.preview([copy], progress=progress).files
    if report.error:
        return Looked(standing=FileStanding.REFUSED, for_coder=for_coder, asks=(report.error,))
    if not report.edits:
        return Looked(standing=FileStanding.NOTHING_NEW, for_coder=for_coder)
    asks = asked_of(project, report)
    standing = FileStanding.WAITS if asks else FileStanding.NEWS
    return Looked(standing=standing, for_coder=for_coder, asks=asks, report=report, copy=copy)
