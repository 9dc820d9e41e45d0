"""Taking a codebook over from a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.errors import UserError
from annotator.formats.codebooks import any_codebook
from annotator.gui.codebook.contradicting import ContradictionsDialog
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.codebooks.contradictions import Contradiction, contradictions

_LARGE = 2_000
"""From how many labels on they are compared with the codebook on another thread."""
_Found = tuple[Codebook, list[Contradiction]]


def load_codebook(parent: QWidget, session: Session, path: Path) -> ContradictionsDialog | None:
    """Take the codebook in a file for the project's, or say why it can't be.

    Where labels contradict it, a dialog asks what becomes of them; it is returned unless there are
    many labels, which are looked at on another thread.
    """
    here, seen = session.codebook, session.visibility

    def look(project: Project, _reporter: Reporter | None = None) -> _Found:
        book = any_codebook(path)
        return book, contradictions(project, here, book, seen)

    refuse = partial(show_refusal, parent, "The codebook can't be loaded")
    take = partial(_take, parent, session)
    if sum(session.project.code_counts().values()) > _LARGE:
        job = Job(on_sibling(session.project, look)).after(session.waiting)
        job.on_success(take).on_refusal(refuse).run(parent, "Comparing labels with the codebook")
        return None
    try:
        found = look(session.project)
    except UserError as error:
        refuse(error)
        return None
    return take(found)


def _take(parent: QWidget, session: Session, found: _Found) -> ContradictionsDialog | None:
    book, contradicted = found
    if not contradicted:
        session.apply(ReplaceCodebook(book))
        return None
    dialog = ContradictionsDialog(session, book, contradicted, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
