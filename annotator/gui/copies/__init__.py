"""Carrying an article's labels to its near copies, once one has seen what differs."""

from annotator.gui.copies.dialog import CarryDialog, carry_labels

__all__ = ["CarryDialog", "carry_labels"]
