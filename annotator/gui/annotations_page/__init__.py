"""The annotations of the project: found, sorted, grouped, and changed many at once."""

from annotator.gui.annotations_page.page import AnnotationsPage

__all__ = ["AnnotationsPage"]
