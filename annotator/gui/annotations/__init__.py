"""The open article's annotations as a table."""

from annotator.gui.annotations.table import AnnotationsTable

__all__ = ["AnnotationsTable"]
