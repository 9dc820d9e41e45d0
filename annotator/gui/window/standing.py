"""What is known of the open project when something went wrong: found out, not claimed."""

from annotator.domain.errors import UserError
from annotator.domain.wording import noun
from annotator.gui.window.open_project import OpenProject
from annotator.gui.wording.dates import short_moment
from annotator.store.project import Project

_PATIENCE = 15
"""How long another program's lock is waited for, in milliseconds: whoever asks stands still."""
_NOTHING_OPEN = "No project is open."


def standing(opened: OpenProject | None) -> str:
    """Say whether the open project's work is in its file, as far as a look at it shows."""
    if opened is None:
        return _NOTHING_OPEN
    waiting = opened.session.waiting
    told = project_standing(opened.session.project)
    if not waiting.edits:
        return told
    they = noun(waiting.edits, "It is", "They are")
    return f"{told} {waiting.said(at_once=True)}. {they} in no file yet."


def project_standing(project: Project) -> str:
    """Read the last edit anew from the project's file and say up to when the work is in it."""
    name = project.path.name
    try:
        known = project.latest_edits(1)
        with project.sibling(_PATIENCE) as fresh:
            stored, _ = fresh.latest_edits(1), fresh.info()
    except UserError as error:
        return _unread(name, str(error))
    except Exception as error:  # noqa: BLE001 - whatever hinders reading is what is to be said
        return _unread(name, f"{type(error).__name__}: {error}")
    if not stored or (known and stored[0].id != known[0].id and stored[0].clock < known[0].clock):
        return _unread(name, "the last edit is not in the file")
    return f"Your work up to {short_moment(stored[0].at)} is saved in {name}."


def _unread(name: str, why: str) -> str:
    return (
        f"The project {name} could not be read just now: {why.rstrip('.')}. "
        "Save a copy under another name before you go on (Project ▸ Save a copy)."
    )


def being_worked_on(opened: OpenProject | None) -> str:
    """Name the open project, who codes and the open article, for those who want to tell it."""
    if opened is None:
        return _NOTHING_OPEN
    session = opened.session
    article = session.article.article if session.article is not None else None
    lines = [
        f"Project: {session.project.path}",
        f"Coder: {session.coder}",
        f"Mode: {opened.pages.mode.id}",
        f"Article: {article.id} {article.title}" if article is not None else "Article: none",
        f"Selected annotation: {session.selection or 'none'}",
    ]
    return "\n".join(lines)
