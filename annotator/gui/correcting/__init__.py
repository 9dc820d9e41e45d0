"""Correcting an article's text: the text, what differs, and what becomes of the labels."""

from annotator.gui.correcting.dialog import CorrectingDialog, correct_text

__all__ = ["CorrectingDialog", "correct_text"]
