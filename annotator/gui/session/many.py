"""Changing many at once: refused before anything is asked, and written without a standstill."""

from collections.abc import Callable

from annotator.domain.edits.base import Edit
from annotator.gui.session.running_job import nothing
from annotator.gui.session.session import Session

_LARGE = 200
"""From how many changes on an edit is written on another thread."""


def can_change(session: Session) -> bool:
    """Tell whether the project can be changed; that it can only be read is told as a refusal."""
    why = session.project.read_only
    if why:
        session.refused.emit(f"The project can only be read: {why}")
    return not why


def apply_many(
    session: Session,
    edit: Edit,
    changes: int,
    title: str,
    *,
    close: Callable[[], object] = nothing,
) -> bool:
    """Apply an edit that changes so many; tell whether it is done, or under way where it is large.

    `close` is called once it is done. How far a large one is, is shown under the title over the
    window, so what is open is closed before.
    """
    return make_many(session, lambda: edit, changes, title, close=close)


def make_many(
    session: Session,
    make: Callable[[], Edit],
    changes: int,
    title: str,
    *,
    close: Callable[[], object] = nothing,
) -> bool:
    """Make an edit that changes so many and apply it, as `apply_many` does.

    A large one is made on the other thread, too.
    """
    if changes > _LARGE:
        close()
        session.make_large(make, title)
        return True
    done = session.apply_planned(make)
    if done:
        close()
    return done
