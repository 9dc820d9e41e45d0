"""What a correction comes to, before it is written: what differs, what becomes of each label."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.wording import quoted
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.correcting import CarriedLabel, Correction, Fate

_LONGEST = 60
_MOST_ROWS = 500
"""How many differences, and how many labels, are listed at most."""
_FATES = {Fate.GONE: "no place", Fate.CHANGED: "other words", Fate.CARRIED: "carried"}


class CorrectionOutcome(QWidget):
    """A sentence, the places that differ, and the labels; those without a place come first.

    `name_of` tells the name of an annotation's code.
    """

    def __init__(self, name_of: Callable[[Annotation], str]) -> None:
        super().__init__()
        self._name_of = name_of
        self.told = PlainLabel(wrap=True)
        self.differences = PlainTable("What differs", ("Was", "Is"), 1, {0: 168})
        headings = ("Becomes", "Code", "Words", "Now")
        self.labels = PlainTable("Labels", headings, 3, {0: 100, 1: 92, 2: 124})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.told)
        column.addWidget(self.differences, 1)
        column.addWidget(self.labels, 2)

    def show_correction(self, told: Correction, more: str = "") -> None:
        """Show what it comes to; `more` is said behind it."""
        cut = max(len(told.differences), len(told.labels)) > _MOST_ROWS
        first = f"The first {_MOST_ROWS} of each are listed." if cut else ""
        self.told.setText(" ".join(filter(None, (told.in_words, first, more))))
        differences = told.differences[:_MOST_ROWS]
        self.differences.show_rows([(_brief(one.old), _brief(one.new)) for one in differences])
        ordered = [one for fate in _FATES for one in told.of(fate)]
        self.labels.show_rows([self._row(one) for one in ordered[:_MOST_ROWS]])

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing to show."""
        self.told.setText(why)
        self.differences.show_rows([])
        self.labels.show_rows([])

    def _row(self, one: CarriedLabel) -> tuple[str, ...]:
        words = quoted(one.annotation.text, _LONGEST)
        now = quoted(one.now, _LONGEST) if one.now else ""
        return _FATES[one.fate], self._name_of(one.annotation), words, now


def _brief(words: str) -> str:
    return quoted(words, _LONGEST) if words.strip() else ("blanks" if words else "–")
