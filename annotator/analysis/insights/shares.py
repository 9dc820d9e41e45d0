"""Shares: of what each row has, how much is of each column."""

from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.facts import Facts, Truths
from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.saying import cell_marks, estimated_shares, insight_of
from annotator.analysis.insights.table import tabled
from annotator.analysis.insights.view import InsightView


def shares(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return for each row how what it has is shared among the columns.

    What is drawn as bars of shares becomes lines where the rows are stretches of time.
    """
    rows = attribute(facts, question.rows or view.rows, sensitive=question.sensitive)
    columns = attribute(facts, question.columns or view.columns, sensitive=question.sensitive)
    table = tabled(facts, which, question, rows, columns)
    in_lines = rows.in_time and view.shape is InsightShape.STACKED
    found = estimated_shares(table)
    return insight_of(
        view,
        table,
        cell_marks(table, found, zeros=in_lines),
        found.notes if found is not None else (),
        shape=InsightShape.LINES if in_lines else view.shape,
    )
