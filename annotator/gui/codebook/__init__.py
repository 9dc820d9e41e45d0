"""The codebook in the window: its panel, its bar, its guidelines and its editor."""

from annotator.gui.codebook.bar import CodeBar
from annotator.gui.codebook.editor import CodeEditor
from annotator.gui.codebook.guideline import GuidelinePopup
from annotator.gui.codebook.loading import load_codebook
from annotator.gui.codebook.panel import CodebookPanel
from annotator.gui.codebook.picker import CodePicker

__all__ = [
    "CodeBar",
    "CodeEditor",
    "CodePicker",
    "CodebookPanel",
    "GuidelinePopup",
    "load_codebook",
]
