"""Networks: two columns with ties between them, or nodes that are spread out with their ties.

A tie is the wider the more it weighs; one below zero is dashed, and has a minus at its middle. What
a node is, its shape says.
"""

import math
from collections.abc import Sequence

import msgspec

from annotator.analysis.insights.insight import InsightMark
from annotator.analysis.network_choices import NodeType, node_type
from annotator.domain.wording import counted
from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.figures import number
from annotator.workflow.insights.drawing.legend import LegendItem, draw_legend
from annotator.workflow.insights.drawing.network_layout import Tied, Unfolded, two_columns
from annotator.workflow.insights.drawing.network_names import NamedNode, PlacedName, placed_names
from annotator.workflow.insights.drawing.scene import Align, MarkArea, Point
from annotator.workflow.report.escaping import in_one_line

_SIDE = 0.34  # of the width: how much of it the names of a column take at most
_LONGEST = 0.3  # of the width: how long a name is at most where nodes are spread out
_LEAST = 1.2  # how wide ties are
_WIDEST = ((40, 7.0), (100, 5.0), (math.inf, 3.6))  # of how many ties
_SMALLEST, _LARGEST = 4.0, 10.0  # how large nodes are, from their middle
_HIT = 4.0  # how far from its middle a tie is hit
_GROWS = 1.12  # by how much nodes get more room until all names have a place
_HIGHEST = 1.1  # of the width: where nodes get no more room
_ROOM = 74.0  # how wide and high the place of a node is where they are spread out
_SHAPES = {
    NodeType.ACTOR: ("Actor", "series1"),
    NodeType.CONCEPT: ("Frame or concept", "series2"),
    NodeType.OUTLET: ("Outlet", "series3"),
    NodeType.WORDS: ("No actor: words", "series4"),
}


class _Node(msgspec.Struct, frozen=True):
    ident: str
    name: str
    radius: float

    @property
    def type(self) -> NodeType:
        return node_type(self.ident)


class _Drawn:
    """The nodes and ties of an insight, and where each node stands once that is known."""

    def __init__(self, board: Board) -> None:
        insight = board.insight
        self.board = board
        self.one_mode = insight.rows == insight.columns
        self.marks = insight.marks
        left = [("row", one) for one in insight.rows]
        right = [] if self.one_mode else [("column", one) for one in insight.columns]
        other = "row" if self.one_mode else "column"
        number = {(side, one.id): n for n, (side, one) in enumerate([*left, *right])}
        self.left, self.right = len(left), len(right)
        self.ties: list[Tied] = [
            (number["row", one.row], number[other, one.column], _weight(one)) for one in self.marks
        ]
        self.heaviest = max((abs(weight) for _, _, weight in self.ties), default=0.0)
        self.lightest = min((abs(weight) for _, _, weight in self.ties), default=0.0)
        sums = self.sums = [0.0] * (self.left + self.right)
        for a, b, weight in self.ties:
            sums[a] += abs(weight)
            sums[b] += abs(weight)
        most = max(sums, default=0.0) or 1.0
        self.nodes = [
            _Node(
                one.id,
                in_one_line(one.name),
                board.unit * (_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(total / most)),
            )
            for (_, one), total in zip([*left, *right], sums, strict=True)
        ]
        self.at: list[Point] = []

    @property
    def is_signed(self) -> bool:
        return any(weight < 0 for _, _, weight in self.ties)

    @property
    def order(self) -> tuple[int, ...]:
        """The ties from the lightest on; of equals, those of larger nodes come later."""

        def weight(n: int) -> tuple[float, float, int]:
            one, other, weight = self.ties[n]
            return abs(weight), self.sums[one] + self.sums[other], -n

        return tuple(sorted(range(len(self.ties)), key=weight))

    def width(self, weight: float) -> float:
        """Return how wide a tie is, in pixels at the usual size."""
        widest = next(wide for most, wide in _WIDEST if len(self.ties) <= most)
        if self.lightest == self.heaviest:
            return _LEAST + (widest - _LEAST) / 4
        return _LEAST + (widest - _LEAST) * abs(weight) / self.heaviest

    # Drawing

    def draw_ties(self) -> None:
        """Draw the ties, the heaviest over the others, and say where their marks are."""
        for n in self.order:
            one, other, weight = self.ties[n]
            _draw_tie(self.board, self.at[one], self.at[other], weight, self.width(weight))
        for n in self.order:
            self.board.areas.append(self._area(n))

    def draw_nodes(self) -> None:
        """Draw the nodes that have a place."""
        for node, (x, y) in zip(self.nodes, self.at, strict=True):
            _draw_node(self.board, node.type, x, y, node.radius)

    def _area(self, n: int) -> MarkArea:
        one, other, weight = self.ties[n]
        (x, y), (to_x, to_y) = self.at[one], self.at[other]
        far = max(_HIT, self.width(weight) / 2 + 1) * self.board.unit
        length = math.hypot(to_x - x, to_y - y) or 1.0
        across = (y - to_y) / length * far, (to_x - x) / length * far
        corners = (
            *((x + across[0], y + across[1]), (to_x + across[0], to_y + across[1])),
            *((to_x - across[0], to_y - across[1]), (x - across[0], y - across[1])),
        )
        left, top = (min(point[axis] for point in corners) for axis in (0, 1))
        right, bottom = (max(point[axis] for point in corners) for axis in (0, 1))
        return MarkArea(
            mark=n,
            x=left,
            y=top,
            width=right - left,
            height=bottom - top,
            said=self._said(self.marks[n]),
            points=corners,
            lane=-1 if self.one_mode else self._lane(one),
        )

    def _lane(self, node: int) -> int:
        above = (self.at[n][1] < self.at[node][1] for n in range(self.left))
        return sum(above)

    def _said(self, mark: InsightMark) -> str:
        title = in_one_line(self.board.insight.value_title) or "Weight"
        weight = number(_weight(mark))
        behind = counted(len(mark.labels), "label")
        statements = counted(int(mark.count), "counted statement")
        names = self.board.names_of(mark)
        return "\n".join((*names, f"{title}: {weight}", f"{statements}, {behind}"))


def draw_network(board: Board, top: float) -> float:
    """Draw a network from a height on; return where it ends."""
    drawn = _Drawn(board)
    board.order = drawn.order[::-1]
    top = draw_legend(board, _legend(board, drawn), top)
    return _draw_spread_out(drawn, top) if drawn.one_mode else _draw_columns(drawn, top)


def _weight(mark: InsightMark) -> float:
    return mark.count if mark.value is None else mark.value


# Two columns


def _draw_columns(drawn: _Drawn, top: float) -> float:
    board, insight = drawn.board, drawn.board.insight
    line = 1.5 * board.small_line
    names = [[board.wide(one.name) for one in side] for side in _sides(drawn)]
    wide = [min(_SIDE * board.width, max(side, default=0.0)) for side in names]
    apart = (_LARGEST + 3) * board.unit
    ends = board.left + wide[0] + apart, board.right - wide[1] - apart
    for title, x, align in (
        (insight.row_title, ends[0] + apart - 3 * board.unit, Align.RIGHT),
        (insight.column_title, ends[1] - apart + 3 * board.unit, Align.LEFT),
    ):
        middle = top + board.small_line / 2
        board.write(title, x, middle, align, room=0.45 * board.width, bold=True)
    top += board.small_line + board.gap
    found = two_columns(drawn.left, drawn.right, drawn.ties)
    gap = line if found.lonely > 0 else 0.0
    drawn.at = [
        (ends[n >= drawn.left], top + height * line + (gap if 0 <= found.lonely < height else 0))
        for n, height in enumerate(found.heights)
    ]
    drawn.draw_ties()
    drawn.draw_nodes()
    if gap:
        middle = top + found.lonely * line + 0.4 * line
        said = "Without a tie"
        board.write(said, board.width / 2, middle, Align.MIDDLE, colour="muted")
    for n, node in enumerate(drawn.nodes):
        x, y = drawn.at[n]
        is_right = n >= drawn.left
        align = Align.LEFT if is_right else Align.RIGHT
        board.write(node.name, x + (apart if is_right else -apart), y, align, room=wide[is_right])
    return top + found.lines * line + gap + board.gap


def _sides(drawn: _Drawn) -> tuple[list[_Node], list[_Node]]:
    return drawn.nodes[: drawn.left], drawn.nodes[drawn.left :]


# Spread out


def _draw_spread_out(drawn: _Drawn, top: float) -> float:
    """Draw nodes and ties in as much room as their names need."""
    board = drawn.board
    margin = 3 * _LARGEST * board.unit
    width = board.right - board.left - 2 * margin
    room = _ROOM * board.unit
    unfolded = Unfolded(len(drawn.nodes), drawn.ties)
    left, down = board.left + margin, top + 2 * board.small_line
    while True:
        found = unfolded.spread_out(width, room)
        drawn.at = [(left + float(x), down + float(y)) for x, y in found.places]
        names = _names(drawn, unfolded.tied)
        room *= _GROWS
        is_whole = len(names) == len(unfolded.tied) and all(one.is_whole for one in names)
        if is_whole or found.height * _GROWS**2 > _HIGHEST * board.width:
            break
    bottom = down + found.height + 2 * board.small_line
    drawn.draw_ties()
    for one in names:
        pad = board.unit
        high = 1.1 * board.small
        board.box(one.x - pad, one.middle - high / 2, one.width + 2 * pad, high, "base")
    for n in unfolded.tied:
        node = drawn.nodes[n]
        _draw_node(board, node.type, *drawn.at[n], node.radius)
    for one in names:
        board.write(one.text, one.x, one.middle)
    return _draw_lonely(board, [drawn.nodes[n] for n in unfolded.lonely], bottom)


def _names(drawn: _Drawn, tied: Sequence[int]) -> list[PlacedName]:
    board = drawn.board
    return placed_names(
        [NamedNode(drawn.nodes[n].name, *drawn.at[n], drawn.nodes[n].radius) for n in tied],
        (board.left, board.right),
        1.1 * board.small,
        wide=board.wide,
        cut=board.cut,
        longest=_LONGEST * board.width,
    )


def _draw_lonely(board: Board, nodes: Sequence[_Node], top: float) -> float:
    items = [_node_item(board, one.name, one.type, one.radius) for one in nodes]
    return draw_legend(board, items, top + board.gap, "Without a tie") if items else top


# Shapes


def _draw_tie(board: Board, one: Point, other: Point, weight: float, width: float) -> None:
    if weight >= 0:
        board.stroke(one, other, colour="accent", width=width, strength=0.6)
        return
    dash = (max(5.0, 1.6 * width), max(3.0, width))
    board.stroke(one, other, colour="danger", width=width, dash=dash, strength=0.8)
    middle = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    board.disc(*middle, 5.5 * board.unit, "base", "danger")
    half = 2.6 * board.unit
    bar = (middle[0] - half, middle[1]), (middle[0] + half, middle[1])
    board.stroke(*bar, colour="danger", width=1.6)


def _draw_node(board: Board, kind: NodeType, x: float, y: float, radius: float) -> None:
    _, colour = _SHAPES[kind]
    match kind:
        case NodeType.ACTOR:
            board.disc(x, y, radius, colour, "base")
        case NodeType.WORDS:
            board.disc(x, y, radius, "base", colour)
        case NodeType.CONCEPT:
            far = 0.9 * radius
            corners = [(x - far, y - far), (x + far, y - far), (x + far, y + far)]
            board.polygon([*corners, (x - far, y + far)], colour, "base")
        case NodeType.OUTLET:
            corners = [(x, y - 1.2 * radius), (x + 1.1 * radius, y + 0.8 * radius)]
            board.polygon([*corners, (x - 1.1 * radius, y + 0.8 * radius)], colour, "base")


def _legend(board: Board, drawn: _Drawn) -> list[LegendItem]:
    kinds = dict.fromkeys(one.type for one in drawn.nodes)
    radius = 5.5 * board.unit
    items = [_node_item(board, _SHAPES[kind][0], kind, radius) for kind in kinds]
    title = in_one_line(board.insight.value_title) or "Weight"
    for weight in dict.fromkeys((drawn.lightest, drawn.heaviest)) if drawn.ties else ():
        said = f"{title} {'±' if drawn.is_signed else ''}{number(weight)}"
        items.append(_tie_item(board, said, weight, drawn.width(weight)))
    if drawn.is_signed:
        items.append(_tie_item(board, "below zero", -1.0, 2.0))
    return items


def _node_item(board: Board, name: str, kind: NodeType, radius: float) -> LegendItem:
    def sign(x: float, middle: float) -> None:
        _draw_node(board, kind, x + radius, middle, radius)

    return LegendItem(name, sign, 2.2 * radius)


def _tie_item(board: Board, name: str, weight: float, width: float) -> LegendItem:
    long = 30 * board.unit

    def sign(x: float, middle: float) -> None:
        _draw_tie(board, (x, middle), (x + long, middle), weight, width)

    return LegendItem(name, sign, long)
