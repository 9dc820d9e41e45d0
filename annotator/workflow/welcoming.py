"""What a package says to whoever opens it: a welcome to whom it is for, a warning to others."""

import msgspec

from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.wording import counted, noun
from annotator.store.project import Project


class Welcome(msgspec.Struct, frozen=True):
    """What is said, to whom the package is for (a handle), and whether somebody else sits here."""

    words: str
    coder: str
    is_other: bool = False


def recipient(project: Project | None) -> Coder | None:
    """Return the coder whom a project is a package for; nobody for one that is none."""
    coder = project.package_for() if project is not None else ""
    return project.get(Coder, coder) if project is not None and coder else None


def welcome(project: Project, handle: str) -> Welcome | None:
    """Return what is to be said when a project is opened by somebody; None if it is no package."""
    coder = recipient(project)
    if coder is None:
        return None
    if handle and folded(handle) != folded(coder.handle):
        words = f"This package is for {coder.handle}; you are {handle}"
        return Welcome(words, coder.handle, is_other=True)
    waiting = len(project.progress.unfinished(coder.id))
    if not waiting:
        return Welcome(f"Welcome, {coder.handle}: all articles are done", coder.handle)
    words = f"{counted(waiting, 'article')} {noun(waiting, 'is', 'are')} waiting"
    return Welcome(f"Welcome, {coder.handle}: {words}", coder.handle)
