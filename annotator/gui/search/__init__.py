"""The page on which words are found anywhere in the project."""

from annotator.gui.search.page import SearchPage

__all__ = ["SearchPage"]
