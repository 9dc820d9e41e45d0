"""What tables and files say of a project's annotations, cell by cell."""

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.codebook import Code, Codebook
from annotator.store.reading.label_listing import LabelRow
from annotator.workflow.annotation_rows import WHOLE_ARTICLE, values_summary

_LONGEST = 200
"""More code points of a text than a cell could ever show."""


def code_of(codebook: Codebook, row: LabelRow) -> Code:
    """Return a label's code."""
    code = row.annotation.code
    return codebook.code(code) or Code(id=code, name=code)


def label_words(row: LabelRow) -> str:
    """Return a label's words on one line."""
    if not row.annotation.fragments:
        return WHOLE_ARTICLE
    return " ".join(row.annotation.text[:_LONGEST].split())


def answers_in_words(codebook: Codebook, row: LabelRow) -> str:
    """Return a label's answers in words."""
    return values_summary(code_of(codebook, row), row.annotation)


def is_gold(row: LabelRow) -> bool:
    """Tell whether a label is gold."""
    return row.annotation.layer == GOLD_LAYER
