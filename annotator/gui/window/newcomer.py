"""What somebody new finds: the sample, a coded article in it, and the first steps."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.gui.settings.settings import FIRST_STEPS
from annotator.gui.widgets.file_dialogs import sample_project, show_refusal
from annotator.gui.window.open_project import OpenProject


def sample_path(parent: QWidget) -> Path | None:
    """Return the sample project, made anew when it is not there yet; say so where it can't be."""
    try:
        return sample_project()
    except UserError as error:
        show_refusal(parent, "The sample can't be made", error)
        return None


def greet(opened: OpenProject) -> None:
    """Show a coded article, so that one sees what is to come of it, and offer the first steps."""
    rows = opened.session.project.articles()
    coded = max(rows, key=lambda row: row.annotation_count, default=None)
    if coded is not None and coded.annotation_count:
        opened.coding.open_article(coded.id)
    opened.settings.set(FIRST_STEPS, True)  # noqa: FBT003 - a setting's value
