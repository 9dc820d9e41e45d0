"""What values mean by the cut marks."""

from typing import Literal

from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.measures import TABLE
from annotator.domain.settings import Marks

Word = Literal["", "revise", "tentative", "reliable"]
_ORDER: tuple[Word, ...] = ("revise", "tentative", "reliable")


def verdict(figure: Figure, marks: Marks | None = None) -> Word:
    """Return `revise`, `tentative` or `reliable`, as the interval's lower end supports it.

    There is none without an interval, and for measures that Krippendorff's bounds are not for.
    """
    if not TABLE[figure.measure].judged or figure.value is None or figure.low is None:
        return ""
    return _judged(min(figure.low, figure.value), marks or Marks())


def verdict_told(figure: Figure, marks: Marks | None = None) -> str:
    """Return the verdict, saying so where the value alone would have had a better one."""
    word = verdict(figure, marks)
    return f"{word} by lower end" if _is_lowered(figure, word, marks or Marks()) else word


def verdict_explained(figure: Figure, marks: Marks | None = None) -> str:
    """Return the verdict in a sentence; empty for none."""
    word = verdict(figure, marks)
    if not word or figure.value is None:
        return ""
    if not _is_lowered(figure, word, marks or Marks()):
        return f"{word.capitalize()}, the interval’s lower end included"
    alone = _judged(figure.value, marks or Marks())
    return f"{word.capitalize()}: the value is {alone}, but not the interval’s lower end"


def _is_lowered(figure: Figure, word: Word, marks: Marks) -> bool:
    return bool(word) and figure.value is not None and _judged(figure.value, marks) != word


def _judged(value: float, marks: Marks) -> Word:
    return _ORDER[(value >= marks.revise) + (value >= marks.reliable)]
