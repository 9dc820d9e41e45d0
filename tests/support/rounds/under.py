"""The file is renamed, replaced, overwritten, cut, deleted or made read-only under the program."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.store.project import Project
from rounds import material
from rounds.copying import crashed
from rounds.elsewhere import elsewhere
from rounds.forked import Acknowledge, empty, judged, run
from rounds.outcome import KEPT, Outcome, expect_all, refused

NOBODY = 65534
_MOST_BEFORE, _AFTER = 3, 5
Deed = Callable[[Path, Path], object]
"""Does something to a project, given another version of it that lies elsewhere."""


def rename(path: Path, _other: Path) -> None:
    """Rename the file."""
    path.rename(path.with_name("renamed.annotator"))


def replace(path: Path, other: Path) -> None:
    """Put another version in the file's place, as sync clients do."""
    shutil.copy(other, path.with_name(".synced"))
    path.with_name(".synced").replace(path)


def overwrite(path: Path, other: Path) -> None:
    """Copy another version over the file, as `cp` does."""
    shutil.copyfile(other, path)


def truncate(path: Path, _other: Path) -> None:
    """Cut the file in the middle."""
    os.truncate(path, path.stat().st_size // 2)


def delete(path: Path, _other: Path) -> None:
    """Delete the file."""
    path.unlink()


def rename_folder(path: Path, _other: Path) -> None:
    """Rename the folder in which the file lies."""
    path.parent.rename(path.parent.with_name("moved"))


def delete_folder(path: Path, _other: Path) -> None:
    """Delete the folder in which the file lies, with all that is in it."""
    shutil.rmtree(path.parent)


def make_read_only(path: Path, _other: Path) -> None:
    """Let nobody write the file any more, or into its folder."""
    path.chmod(0o444)
    path.parent.chmod(0o555)


DEEDS: dict[str, Deed] = {
    "renamed": rename,
    "replaced": replace,
    "overwritten": overwrite,
    "truncated": truncate,
    "deleted": delete,
    "folder-renamed": rename_folder,
    "folder-deleted": delete_folder,
    "read-only": make_read_only,
}


def under(deed: Deed, seed: int, folder: Path) -> Outcome:
    """Go on editing after the deed, with the Python API; nothing that was done is missing."""
    folder.chmod(0o755)
    place = empty(folder / "team" / "work")
    path, other = material.study(place), material.colleague(folder, 2)
    for one in (folder, *folder.rglob("*")):
        os.chown(one, NOBODY, NOBODY) if os.getuid() == 0 else None
    before = material.random_of("under", seed).randrange(_MOST_BEFORE + 1)
    closes = bool(seed % 3)

    def work(acknowledge: Acknowledge) -> None:
        if os.getuid() == 0:
            os.setuid(NOBODY)  # whom permissions hold
        project = Project.open(path, "ana")
        for n in range(before):
            project.apply(material.tag(f"before-{n}", n + seed))
            acknowledge(f"before-{n}")
        elsewhere(lambda: deed(path, other))
        for n in range(_AFTER):
            try:
                project.apply(material.tag(f"after-{n}", n + seed))
                acknowledge(f"after-{n}")
            except UserError as error:
                acknowledge(f"- {error}")
        if closes:
            project.close()

    ended = run(work)
    return crashed(ended) or judged(lambda: nothing_is_missing(deed, folder, ended.said))


def nothing_is_missing(deed: Deed, folder: Path, said: list[str]) -> Outcome:
    """See that what was acknowledged lies in some project, and the other version is whole."""
    done = {one for one in said if not one.startswith("-")}
    found = in_all_projects(folder)
    expect_all(done, found, "all files that lie there")
    if deed in (replace, overwrite):
        theirs = in_all_projects(folder / "team")
        expect_all(material.of_colleague(2), theirs, "the version that took the file's place")
    refusals = [one for one in said if one.startswith("-")]
    return refused(refusals[0]) if refusals else KEPT


def in_all_projects(folder: Path) -> set[str]:
    """Return the annotations of all projects below a folder that open."""
    found = set[str]()
    for path in material.projects_below(folder):
        try:
            found |= material.annotations_once(path)
        except UserError:
            continue
    return found
