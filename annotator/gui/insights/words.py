"""What is said of marks and of empty places."""

import numpy as np
from PySide6.QtCore import QLocale

from annotator.analysis.insights.attributes import ATTRIBUTES
from annotator.analysis.insights.insight import MEAN, Insight, InsightMark, InsightShape
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.insights.finding import InsightAnswer

_WHO_SPEAKS = " Who speaks is known once quotes lead to actors: "


def mark_name(insight: Insight, mark: InsightMark) -> str:
    """Return what a mark is of: "The Herald · President"."""
    names = {MEAN: "Mean"} | {one.id: one.name for one in (*insight.columns, *insight.rows)}
    asked = (mark.row,) if is_of_all(insight) else (mark.row, mark.column)
    ends = (names.get(one, one) for one in asked)
    return " · ".join(one for one in ends if one)


def is_of_all(insight: Insight) -> bool:
    """Tell whether everything is in one column, which says nothing then."""
    return [one.name for one in insight.columns] == [insight.column_title]


def of_nothing(answer: InsightAnswer) -> tuple[str, str]:
    """Return why an insight has no marks, and what to do, as a title and a hint."""
    facts, wish = answer.facts, answer.wish
    if not facts.labels:
        return "No labels yet", (
            "What is tagged in articles is counted here. "
            f"{key_of('mode_code')} leads to the articles."
        )
    if wish.asked.words:
        return "No label fits the filter", f"{key_of('insight_filter')} leads to its words."
    found = answer.insight
    both = " and ".join(f"“{one}”" for one in (found.row_title, found.column_title) if one)
    by = f"{key_of('insight_rows')} and {key_of('insight_columns')} count by something else, "
    if found.shape is InsightShape.NETWORK:
        by = ""
    return "Nothing to count here", (
        f"No label that is counted has {both}. {by}"
        f"{key_of('insight_layer')} takes other layers, {key_of('insight_codes')} other codes."
        + (_WHO_SPEAKS + f"{key_of('mode_actors')} lists them." if _asks_who_speaks(answer) else "")
    )


def _asks_who_speaks(answer: InsightAnswer) -> bool:
    question, view = answer.question, answer.wish.view
    of_speakers = {one.id for one in ATTRIBUTES if one.of_speakers}
    asked = (question.rows or view.rows, question.columns or view.columns)
    return any(one.partition(".")[0] in of_speakers for one in asked)


def of_marks(answer: InsightAnswer) -> str:
    """Return in one line what was counted."""
    found = answer.insight
    layers = dict(answer.layers)
    said = f"{counted(found.labels, 'label')} in {counted(found.articles, 'article')}"
    layer = layers.get(answer.layer, "")
    return f"{said} · {layer}" if layer else said


def behind_mark(answer: InsightAnswer, mark: InsightMark) -> str:
    """Return what a mark is of, with how many labels and articles there are behind it."""
    places = np.array(mark.labels, np.int64)
    articles = int(np.count_nonzero(np.bincount(answer.facts.article_of[places])))
    said = f"{mark_name(answer.insight, mark)}: {counted(len(mark.labels), 'passage')}"
    return f"{said} in {counted(articles, 'article')}" if articles > 1 else said


def number(value: float | None, digits: int = 2) -> str:
    """Return a number as people here write it; nothing for None."""
    if value is None:
        return ""
    if value == int(value):
        return QLocale().toString(int(value))
    return QLocale().toString(value, "f", digits)


def percent(share: float | None) -> str:
    """Return a share in percent; nothing for None."""
    return "" if share is None else f"{QLocale().toString(100.0 * share, 'f', 1)} %"


def signed_percent(difference: float | None) -> str:
    """Return how far a share is from another one in percent points, with its sign."""
    if difference is None:
        return ""
    return f"{'+' if difference > 0 else ''}{percent(difference)}"
