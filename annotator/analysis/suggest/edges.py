"""Where a project's quotes begin and end: with "that", with marks, with the stop, or without.

Rules and coders often agree on a quote but for a word or a sign at its edge. Which ones a project's
coders take in or leave out is read from few quotes, whatever the language, and done to proposals.
"""

from collections import Counter
from typing import Literal

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.paragraph import Paragraph

Edge = Literal["start", "end"]
Change = Literal["drop", "take"]

Habits = dict[str, tuple[int, int]]
"""How often each change was made, of how often it could have been made."""

_FARTHEST = 3
"""So many tokens may be between two edges; what is farther apart is no habit."""
_FEWEST = 3
"""So often at least a change could have been made."""
_FEWEST_TO_TAKE = 6
"""To take in another word more is asked: what stands beside a quote is often there by chance."""
_SIGN = " whole", " part"
"""The keys of signs end so: in a quotation that is whole, or elsewhere."""
_MOSTLY = 0.6
"""A habit is what is done in more of the cases than this."""
_DOUBT = 0.5, 2.5
"""What is added to a change's counts, so that few don't make a habit."""


def _key(p: Paragraph, edge: Edge, change: Change, token: int, *, whole: bool) -> str:
    word = p.lower[token]
    kind = "" if word[0].isalnum() else _SIGN[0] if whole else _SIGN[1]
    return f"{edge} {change} {word}{kind}"


class Seen:
    """Counts which changes coders make to the edges of proposals."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()
        self._possible: Counter[str] = Counter()

    def add(self, paragraph: Paragraph, proposed: Range, coded: Range) -> None:
        """Take note of one quote: its tokens as proposed, and as the coder has them."""
        whole = is_whole(paragraph, proposed)
        for edge in ("start", "end"):
            self._walk(paragraph, edge, proposed, coded, whole=whole)

    def habits(self) -> Habits:
        """Return the changes that are mostly made."""
        return {
            key: (self._made[key], possible)
            for key, possible in sorted(self._possible.items())
            if possible >= (_FEWEST if " drop " in key or key.endswith(_SIGN) else _FEWEST_TO_TAKE)
            and (self._made[key] + _DOUBT[0]) / (possible + _DOUBT[1]) > _MOSTLY
        }

    def _walk(
        self, p: Paragraph, edge: Edge, proposed: Range, coded: Range, *, whole: bool
    ) -> None:
        here, there = _edges(edge, proposed, coded)
        if abs(here - there) > _FARTHEST:
            return
        inwards = _inwards(edge)
        while here != there:
            drops = (there - here) * inwards > 0
            self._note(p, edge, here, drops=drops, made=True, whole=whole)
            if not drops:
                self._note(p, edge, here, drops=True, made=False, whole=whole)
            here += inwards if drops else -inwards
        for drops in (True, False):
            self._note(p, edge, here, drops=drops, made=False, whole=whole)

    def _note(
        self, p: Paragraph, edge: Edge, at: int, *, drops: bool, made: bool, whole: bool
    ) -> None:
        token = _token(edge, at, drops=drops)
        if 0 <= token < len(p) and not p.words[token][0].isupper():  # a name makes no habit
            key = _key(p, edge, "drop" if drops else "take", token, whole=whole)
            self._possible[key] += 1
            self._made[key] += made


def changed(p: Paragraph, proposed: Range, habits: Habits, *, signs_alone: bool = False) -> Range:
    """Return the tokens of a proposal with the project's habits; it keeps one word at least.

    With `signs_alone` no word is dropped or taken.
    """
    if not habits:
        return proposed
    whole = is_whole(p, proposed)
    start, end = proposed
    start = _moved(p, "start", start, habits, whole=whole, signs_alone=signs_alone)
    end = _moved(p, "end", end, habits, whole=whole, signs_alone=signs_alone)
    return (start, end) if start < end and p.count(start, end) else proposed


def _moved(
    p: Paragraph, edge: Edge, at: int, habits: Habits, *, whole: bool, signs_alone: bool
) -> int:
    direction = 0
    for _ in range(_FARTHEST):
        for drops in (True, False):
            token = _token(edge, at, drops=drops)
            step = _inwards(edge) if drops else -_inwards(edge)
            if direction not in (0, step) or not 0 <= token < len(p):
                continue
            if signs_alone and p.lower[token][0].isalnum():
                continue
            if _key(p, edge, "drop" if drops else "take", token, whole=whole) in habits:
                at, direction = at + step, step
                break
        else:
            break
    return at


def is_whole(p: Paragraph, tokens: Range) -> bool:
    """Tell whether a stretch is one whole quotation, marks included."""
    first, last = p.quotation[tokens[0]], p.quotation[tokens[1] - 1]
    return first >= 0 and first == last and p.quotations[first] == tokens


def _edges(edge: Edge, one: Range, other: Range) -> Range:
    return (one[0], other[0]) if edge == "start" else (one[1], other[1])


def _inwards(edge: Edge) -> int:
    return 1 if edge == "start" else -1


def _token(edge: Edge, at: int, *, drops: bool) -> int:
    """Return the token beside an edge: that inside it, which may be dropped, or that outside."""
    if edge == "start":
        return at if drops else at - 1
    return at - 1 if drops else at
