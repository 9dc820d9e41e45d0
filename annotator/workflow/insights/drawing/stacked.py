"""Shares of each row, side by side in one bar."""

from annotator.analysis.insights.insight import InsightMark
from annotator.workflow.insights.drawing.axes import (
    AxisScale,
    by_rows,
    draw_level_axis,
    draw_names,
    head_line,
    room_of_names,
)
from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.colours import series_colour, series_pattern
from annotator.workflow.insights.drawing.figures import (
    DrawnFigure,
    drawn_figure,
    number,
    rounded_out,
)
from annotator.workflow.insights.drawing.legend import draw_legend, extras, series
from annotator.workflow.insights.drawing.scene import Align

_ROW, _BAR = 27, 19  # the heights of a row and of its bar
_LANE = 9  # the height for an interval below a bar, where it crosses no figure
_SLIT = 1.0
_LEAST_LABEL = 14  # no figure is narrower, in pixels


class _Bars:
    """The bars of one drawing, and which columns have been named in them."""

    def __init__(self, board: Board, figure: DrawnFigure, scale: AxisScale) -> None:
        self.board, self.figure, self.scale = board, figure, scale
        self.order = {one.id: n for n, one in enumerate(board.insight.columns)}
        self.named: set[str] = set()

    def draw(self, marks: list[tuple[int, InsightMark]], middle: float, lane: int) -> None:
        """Draw a row's bar."""
        board, high = self.board, _BAR * self.board.unit
        at = 0.0
        ends: list[tuple[float, float]] = []
        for _, mark in marks:
            begin, at = at, at + (self.figure.of(mark) or 0.0)
            ends.append((self.scale.at(begin), self.scale.at(at)))
            self._segment(mark, *ends[-1], middle)
        if marks:
            self._held_against(marks[0][1], middle)
        places = [place for place, _ in marks]
        within = self.scale.begin, board.right
        board.areas_along(places, ends, middle, high, lane, within=within)

    def _segment(self, mark: InsightMark, begin: float, end: float, middle: float) -> None:
        board, high = self.board, _BAR * self.board.unit
        n = self.order.get(mark.column, len(self.order))
        wide = end - begin
        slit = _SLIT if wide > 3 else 0.0
        y = middle - high / 2
        colour, pattern = series_colour(n), series_pattern(n)
        board.box(begin, y, max(0.8, wide - slit), high, colour, pattern=pattern)
        room = wide - 6 * board.unit
        if room > _LEAST_LABEL * board.unit:
            self._label(mark, (begin + end - slit) / 2, middle, room)

    def _label(self, mark: InsightMark, x: float, middle: float, room: float) -> None:
        """Write a segment's figure where it has room; a column's name with the first that has.

        Its interval stands with it where there is room for that, too.
        """
        board = self.board
        said = self.figure.written(self.figure.of(mark))
        said_in_full = self._with_interval(mark, said)
        name = "" if mark.column in self.named else board.names_of(mark)[1]
        ways = [(name, said_in_full), (name, said)] if name else []
        for words in (*ways, (said_in_full,), (said,)):
            if board.plate_width(*words) <= room:
                board.write_on_plate(x, middle, *words)
                self.named.update([mark.column] if words[0] == name else [])
                return

    def _with_interval(self, mark: InsightMark, said: str) -> str:
        interval = self.figure.of_interval(mark)
        if interval is None:
            return said
        low, high = interval
        return f"{said} ({self.figure.briefly(low)}–{self.figure.written(high)})"

    def _held_against(self, mark: InsightMark, middle: float) -> None:
        """Draw the interval of what begins at nothing below it, and on it what of it is wanted."""
        board = self.board
        if not board.insight.columns or mark.column != board.insight.columns[0].id:
            return
        interval = self.figure.of_interval(mark)
        if interval is not None:
            low, high = (self.scale.at(one) for one in interval)
            below = middle + (_BAR + _LANE) / 2 * board.unit
            board.whisker((low, below), (high, below))
        if mark.wanted is not None:
            board.diamond(self.scale.at(mark.wanted), middle)


def draw_stacked(board: Board, top: float) -> float:
    """Draw an insight's rows as bars from a height on; return where they end."""
    insight = board.insight
    figure = drawn_figure(insight, shares=True)
    rows = by_rows(board)
    first = insight.columns[:1]
    held = [one for one in insight.marks if first and one.column == first[0].id]
    named_from = top
    top = draw_legend(
        board,
        [*series(board), *(extras(board, first[0].name) if _any_held(held) else [])],
        top,
        insight.column_title,
    )
    sums = [sum(figure.of(mark) or 0.0 for _, mark in marks) for marks in rows.values()]
    totals = {row: _total(marks) for row, marks in rows.items()}
    amounts = [number(one) if one else "" for one in totals.values()]
    room = max([board.wide(one) for one in amounts] + [board.wide("n")]) if any(amounts) else 0.0
    left = board.left + room_of_names(board, insight.rows, insight.row_title)
    end = board.right - (room + 1.5 * board.gap if room else 1.5 * board.gap)
    high = max([1.0 if any(totals.values()) else 0.0, *sums])
    if high > 1.0 + 1e-9 or not any(totals.values()):
        high = rounded_out(0.0, high, 5)[1]
    scale = AxisScale(0.0, min(high, 1.0) if abs(high - 1) < 1e-9 else high, left, end)
    lane = _LANE * board.unit if any(map(figure.of_interval, held)) else 0.0
    step = _ROW * board.unit + lane
    height = step * len(rows)
    middle, top = head_line(board, top, height, insight.row_title, left - board.gap)
    if room:
        board.write("n", board.right, middle, Align.RIGHT, colour="muted")
    board.pinned = named_from, top
    bottom = top + height
    ended = draw_level_axis(board, figure, scale, top, bottom)
    middles = [top + (n + 0.5) * step - lane / 2 for n in range(len(rows))]
    draw_names(board, insight.rows, middles[: len(insight.rows)], left - board.gap)
    bars = _Bars(board, figure, scale)
    for n, marks in enumerate(rows.values()):
        bars.draw(marks, middles[n], n)
        if amounts[n]:
            board.write(amounts[n], board.right, middles[n], Align.RIGHT, colour="muted")
    return ended


def _any_held(marks: list[InsightMark]) -> bool:
    return any(one.wanted is not None or one.low is not None for one in marks)


def _total(marks: list[tuple[int, InsightMark]]) -> float:
    return max((mark.of for _, mark in marks), default=0.0)
