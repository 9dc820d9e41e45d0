"""Cuts a text into words, clauses, sentences, quotations and paragraphs."""

from annotator.analysis.segmentation.by_quotation import quotations
from annotator.analysis.segmentation.by_sentence import clauses, sentences
from annotator.analysis.segmentation.by_word import paragraphs
from annotator.analysis.segmentation.segments import Segments, Unit
from annotator.analysis.segmentation.unspaced import words

__all__ = ["Segments", "Unit", "clauses", "paragraphs", "quotations", "sentences", "words"]
