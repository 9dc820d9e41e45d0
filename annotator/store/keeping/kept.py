"""Writing the work so far into a file of its own, beside the file that is no longer its own."""

import re
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from annotator.domain.errors import FileState, UserError
from annotator.store.file import connection, copies
from annotator.store.file.database import Database
from annotator.store.file.overwriting import dated_path
from annotator.store.history import log
from annotator.store.keeping.own_edits import OwnEdits
from annotator.store.opening.journals import is_empty
from annotator.store.opening.opening import open_file

WHAT_BECAME = {
    FileState.RENAMED: "was renamed",
    FileState.REPLACED: "was replaced by another file while it was open",
    FileState.OVERWRITTEN: "was overwritten with other content while it was open",
    FileState.MISSING: "is gone: it was moved or deleted while it was open",
    FileState.FOLDER_MISSING: "is gone, with its folder, while it was open",
}
"""What became of a file, in words."""
_TRIES = 20
_PAUSE = 0.02  # seconds
_PATIENCE = 100
"""How long another program's lock on a file to stand on is waited for, in milliseconds."""
KEPT_NAME = re.compile(r"( \([^()]* \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\)( \d+)?)+$")
"""What a name ends in that was made by this program: for work that was kept, or set aside."""
_FOREIGN = '<>:"/\\|?*()'
"""What some system does not take in a file's name, and what encloses the name in it."""


def kept_name(path: Path, coder: str) -> Path:
    """Return a free name for the work so far: "Study (ana, 2030-01-31 09.30.00).annotator".

    It lies beside the project, or in the home folder where that can't be.
    """
    stem = KEPT_NAME.sub("", path.stem)
    who = "".join(c for c in coder[:40] if c.isprintable() and c not in _FOREIGN).strip() or "work"
    folder = path.parent if path.parent.is_dir() else Path.home()
    return dated_path(folder / f"{stem}{path.suffix}", f"{who},")


def is_safe_to_read(path: Path) -> bool:
    """Tell whether a file without its name can be read: no journal of another one lies there.

    SQLite finds a journal by the name that the file had. One that is at work is waited for.
    """
    journal = path.with_name(f"{path.name}-journal")
    for _ in range(_TRIES):
        if is_empty(journal):
            return True
        time.sleep(_PAUSE)
    return False


class WorkFile:
    """The file into which the work of a session was written last."""

    def __init__(self) -> None:
        self._last: tuple[str, Path, bool] | None = None

    def write(
        self,
        own: OwnEdits,
        database: Database,
        bases: Iterable[Path] | None,
        path: Path,
        coder: str,
        *,
        whole: bool = False,
    ) -> tuple[Path, bool]:
        """Write what the open `database` reads, or `own` edits on top of one of the `bases`.

        The same work is not written again. As for `keep_edits`, return the file and whether it has
        all that was there before.
        """
        last = self._last
        if last is None or last[0] != own.last or not last[1].exists():
            if bases is None:
                kept, is_whole = keep_open_file(database, path, coder), True
            else:
                kept, is_whole = keep_edits(own, bases, path, coder, whole=whole)
            last = self._last = own.last, kept, is_whole
        return last[1:]


def keep_open_file(database: Database, path: Path, coder: str) -> Path:
    """Write what an open connection reads, whose file has no name any more or another one."""
    kept = kept_name(path, coder)
    copies.copy_to(database, kept, replace=False)
    return kept


def keep_edits(
    own: OwnEdits, bases: Iterable[Path], path: Path, coder: str, *, whole: bool = False
) -> tuple[Path, bool]:
    """Write the edits of the session on top of a file that has what was before them.

    `bases` are files that may be of the same project: copies, backups, and what lies in its place
    now. Return the file, and whether it has all that was there before the session. Raise a
    `UserError` where nothing is known of what was there, or, if it must be `whole`, not all.
    """
    kept = kept_name(path, coder)
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        work = Path(folder) / "work.annotator"
        is_whole = _copy_best(bases, own, work)
        if (whole and not is_whole) or not (work.exists() or own.can_found):
            raise UserError("No copy and no backup has what was there before.")
        if work.exists():
            database = connection.connect(work)
        else:
            work.touch()
            database = connection.create(work)
        try:
            own.write_into(database)
            copies.copy_to(database, kept, replace=False)
        finally:
            connection.close(database)
    return kept, is_whole


def _copy_best(bases: Iterable[Path], own: OwnEdits, work: Path) -> bool:
    """Copy the first file of the same project on which the session's first edit stands.

    Without one, copy the one that has the most edits. Tell whether there was one.
    """
    best: tuple[int, Path] | None = None
    for base in bases:
        try:
            with closing(open_file(base, read_only=True, patience=_PATIENCE)) as opened:
                if not own.is_of(opened.database):
                    continue
                if log.has(opened.database, own.stands_on):
                    copies.copy_for_now(opened.database, work)
                    return True
                edits = log.count(opened.database)
        except UserError:
            continue
        if best is None or edits > best[0]:
            best = edits, base
    if best is not None:
        with closing(open_file(best[1], read_only=True, patience=_PATIENCE)) as opened:
            copies.copy_for_now(opened.database, work)
    return False
