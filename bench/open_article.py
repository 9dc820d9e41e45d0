"""Times showing a window with an article, marks and all, against Qt's bare text view.

From handing the article to a new view to the end of its first drawing. Both show the same text,
wrapped to the same width, in a window of the same size; each round makes the
marks from plain tuples, as reading a project does.
"""

import gc
import os
import random
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.gui.text import ArticleView, Mark

View = TypeVar("View", bound=QPlainTextEdit)
Way = tuple[Callable[[], View], Callable[[View], object]]
Row = tuple[str, tuple[tuple[int, int], ...], str, str, str, int]

CASES = (
    ("4.6 kB, 60 marks", 4_600, 60, 1.3),
    ("200 kB, 5,000 marks", 200_000, 5_000, 1.5),
    ("2 MB, 50,000 marks", 2_000_000, 50_000, 2.0),
)
SIZE = (900, 800)
ROUNDS = 15
COLOURS = ("#0072B2", "#D55E00", "#7F7F7F", "#009E73", "#CC79A7")


def article(size: int) -> str:
    """Paragraphs of random words, separated by blank lines."""
    chance = random.Random(size)
    letters = "etaoinshrdlu"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(2_000)]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        paragraphs.append(" ".join(chance.choices(words, k=chance.randint(25, 80))) + ".")
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:size]


def rows(size: int, count: int) -> list[Row]:
    """Nests of one to five spans, some crossing their neighbours, all over the text."""
    chance = random.Random(count)
    found: list[Row] = []
    slot = size * 3 // count
    place = 0
    while len(found) < count:
        start, end = place, min(size, place + slot - chance.randint(1, slot // 4))
        for _ in range(chance.randint(1, 5)):
            code = chance.randrange(len(COLOURS))
            number = len(found)
            found.append((f"m{number}", ((start, end),), COLOURS[code], "QSCFT"[code], "", code))
            start, end = start + chance.randint(0, 9), max(start + 12, end - chance.randint(0, 9))
        place = (place + slot) % (size - slot)
    return found[:count]


def run() -> list[tuple[str, float, float]]:
    """Label, ratio of the medians, and the ratio aimed at, for each size of article."""
    application = QApplication.instance() or QApplication([])
    results = [(label, _ratio(size, count), target) for label, size, count, target in CASES]
    application.processEvents()
    return results


def _ratio(size: int, count: int) -> float:
    text, marks = article(size), rows(size, count)
    model = ArticleView()
    model.resize(*SIZE)
    _show(model, ArticleView.clear_article)
    column, font = model.column, model.font()
    model.close()

    def bare() -> QPlainTextEdit:
        view = Bare(round(column.left), SIZE[0] - round(column.left + column.width))
        view.setFont(font)
        view.setReadOnly(True)
        return view

    def fill_bare(view: QPlainTextEdit) -> None:
        view.setPlainText(text)

    def fill_marked(view: ArticleView) -> None:
        view.show_article(text, [Mark(*row) for row in marks])

    times = _alternating((bare, fill_bare), (ArticleView, fill_marked))
    return times[1] / times[0]


class Bare(QPlainTextEdit):
    """Qt's view with free room beside the text, as wide as the column of ours leaves."""

    def __init__(self, left: int, right: int) -> None:
        super().__init__()
        margin = round(self.document().documentMargin()) + self.frameWidth()
        self.setViewportMargins(left - margin, 0, right - margin, 0)


def _show(view: View, fill: Callable[[View], object]) -> None:
    fill(view)
    view.show()
    QApplication.processEvents()


def _alternating(one: Way[QPlainTextEdit], other: Way[ArticleView]) -> tuple[float, float]:
    """Median times of two ways that take turns, so that both meet the machine's moods."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        times[0].append(_timed(*one))
        times[1].append(_timed(*other))
    return statistics.median(times[0]), statistics.median(times[1])


def _timed(make: Callable[[], View], fill: Callable[[View], object]) -> float:
    view = make()
    view.resize(*SIZE)
    gc.collect()
    start = time.perf_counter()
    _show(view, fill)
    taken = time.perf_counter() - start
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return taken


if __name__ == "__main__":
    print(f"{'article':<24}{'times bare Qt':>14}{'aim':>8}")
    for label, ratio, target in run():
        print(f"{label:<24}{ratio:>14.2f}{target:>8.1f}")
