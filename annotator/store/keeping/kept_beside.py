"""Finding again what was kept beside a project, and holds edits that are not in it yet."""

from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_edits
from annotator.store.keeping.kept import KEPT_NAME
from annotator.store.merging.clocks import travelling
from annotator.store.merging.other_file import open_other

_MOST = 5
"""How many files are looked into, the newest first."""
_EVERY = 2000
"""After how many edits progress is reported."""


class KeptFile(msgspec.Struct, frozen=True):
    """A file beside a project with so many edits that the project lacks, and who made them."""

    path: Path
    edits: int
    coders: tuple[str, ...]


def kept_files(project: Path) -> list[Path]:
    """Return the files beside a project whose names say that its work was kept there.

    The newest come first; the folder is listed and no file is opened.
    """
    stem = KEPT_NAME.sub("", project.stem)[:120]
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        for one in project.resolve().parent.iterdir():
            named = one.suffix == project.suffix and one.stem.startswith(stem)
            if named and one.name != project.name and KEPT_NAME.fullmatch(one.stem[len(stem) :]):
                found.append((one.stat().st_mtime, one))
    return [one for _, one in sorted(found, reverse=True)]


def work_beside(database: Database, project: Path, progress: Progress) -> list[KeptFile]:
    """Return the kept files of the same project that hold edits which it lacks.

    What can't be opened is none: whoever opens it themself is told why.
    """
    found: list[KeptFile] = []
    for path in kept_files(project)[:_MOST]:
        with suppress(UserError):
            found += _looked_into(database, path, progress)
    return found


def _looked_into(database: Database, path: Path, progress: Progress) -> list[KeptFile]:
    with open_other(path) as other:
        if log.family(other) != log.family(database):
            return []
        progress(0, 0)
        rows = {row.id: row for row in log.all_edits(other)}
        news: list[log.EditRow] = []
        for done, row in enumerate(travelling(rows, counted_edits(other)).values()):
            if done % _EVERY == 0:
                progress(done, len(rows))
            if not log.has(database, row.id):
                news.append(row)
    coders = tuple(dict.fromkeys(row.coder for row in news if row.coder))
    return [KeptFile(path, len(news), coders)] if news else []
