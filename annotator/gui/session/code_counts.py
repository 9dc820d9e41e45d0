"""How often each code is applied, as far as the coder may see it."""

from collections import Counter

from annotator.domain.settings import project_settings
from annotator.gui.session.session import Session


def counts_here(session: Session) -> Counter[str]:
    """Return the number of annotations that are to be seen, by code id."""
    return Counter(annotation.code for annotation in session.visible_annotations())


def counts_everywhere(session: Session) -> dict[str, int]:
    """Return the number of annotations in the project that may be seen, by code id."""
    project = session.project
    if project_settings(project.info().settings).open_labels:
        return project.code_counts()
    return project.code_counts_seen_by(session.coder_id)
