"""How often each code is applied in the open article."""

from collections import Counter

from annotator.gui.session import Session


def counts_here(session: Session) -> Counter[str]:
    """Return the number of annotations that are to be seen, by code id."""
    return Counter(annotation.code for annotation in session.visible_annotations())
