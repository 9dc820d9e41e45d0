"""Hits of a search as rows, with what stands to their left and right; and labelling them."""

from annotator.gui.hits.dialog import tag_hits, tag_occurrences

__all__ = ["tag_hits", "tag_occurrences"]
