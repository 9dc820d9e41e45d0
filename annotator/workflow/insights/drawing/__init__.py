"""Insights as drawings, without Qt: what the window, files and the command line paint."""

from collections.abc import Callable, Mapping

from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.domain.wording import counted
from annotator.workflow.insights.drawing.balance import draw_balance
from annotator.workflow.insights.drawing.bars import draw_bars
from annotator.workflow.insights.drawing.board import BODY, Board
from annotator.workflow.insights.drawing.figures import looked_at
from annotator.workflow.insights.drawing.figures import noted as noted_below
from annotator.workflow.insights.drawing.lines import draw_lines
from annotator.workflow.insights.drawing.matrix import draw_matrix
from annotator.workflow.insights.drawing.network import draw_network
from annotator.workflow.insights.drawing.scene import InsightScene, Measure
from annotator.workflow.insights.drawing.stacked import draw_stacked
from annotator.workflow.insights.drawing.texts import estimated_width
from annotator.workflow.report.escaping import in_one_line

__all__ = ["DRAWERS", "FILE_WIDTH", "LEAST_WIDTH", "drawn"]

Drawing = Callable[[Board, float], float]
FILE_WIDTH = 672.0
"""How wide a drawing in a file is: seven inches."""
LEAST_WIDTH = 420.0
"""What is narrower than this is drawn this wide."""
_HEADING = 15 / 13

DRAWERS: Mapping[InsightShape, Drawing] = {
    InsightShape.STACKED: draw_stacked,
    InsightShape.BARS: draw_bars,
    InsightShape.LINES: draw_lines,
    InsightShape.MATRIX: draw_matrix,
    InsightShape.BALANCE: draw_balance,
    InsightShape.NETWORK: draw_network,
}
"""What draws each shape from a height on, and returns where that ends."""


def drawn(
    insight: Insight,
    width: float = FILE_WIDTH,
    measure: Measure = estimated_width,
    *,
    body: float = BODY,
    framed: bool = True,
    noted: bool = False,
) -> InsightScene:
    """Return an insight as a drawing of a width, which is as high as it needs to be, in pixels.

    `body` is the size of text. `framed` adds its title, how much it is of, and its notes, so that
    it can stand by itself; `noted` adds the notes alone, and what its view does not say. Without a
    measure, widths of texts are estimated.
    """
    board = Board(insight, max(width, LEAST_WIDTH * body / BODY), measure, body)
    bottom = _head(board) if framed else board.gap
    draw = DRAWERS.get(insight.shape)
    bottom = _nothing(board, bottom) if draw is None or not insight.marks else draw(board, bottom)
    if framed or (noted and insight.marks):
        bottom = _foot(board, bottom, framed=framed)
    return InsightScene(
        width=board.width,
        height=float(round(bottom + board.gap)),
        shapes=tuple(board.shapes),
        areas=tuple(board.areas),
        said=_said(insight),
        upright=board.upright,
        pinned=board.pinned,
        order=board.order,
    )


def _head(board: Board) -> float:
    size, top = board.body * _HEADING, board.gap
    for said in board.lines(board.insight.title, board.right - board.left, size, bold=True):
        board.write(said, board.left, top + 0.7 * size, size=size, bold=True)
        top += 1.4 * size
    return top + board.gap / 2


def _foot(board: Board, top: float, *, framed: bool) -> float:
    top += board.gap
    notes = board.insight.notes
    told = (looked_at(board.insight), *notes) if framed else noted_below(board.insight)
    for note in told:
        for said in board.lines(note, board.right - board.left):
            board.write(said, board.left, top + board.small_line / 2, colour="muted")
            top += board.small_line
    return top + board.gap / 2


def _nothing(board: Board, top: float) -> float:
    insight = board.insight
    titles = [in_one_line(one) for one in (insight.row_title, insight.column_title) if one]
    both = f" has both {' and '.join(titles)}" if len(titles) > 1 else " is of this kind"
    said = f"There is nothing to show: none of the labels that are looked at{both}."
    top += board.gap
    for line in board.lines(said, board.right - board.left, board.body):
        board.write(line, board.left, top + board.line / 2, size=board.body)
        top += board.line
    return top + board.gap


def _said(insight: Insight) -> str:
    rows, columns = counted(len(insight.rows), "row"), counted(len(insight.columns), "column")
    shown = f"{counted(len(insight.marks), 'mark')} in {rows} and {columns}"
    return f"{in_one_line(insight.title)}: {shown}, {looked_at(insight)}"
