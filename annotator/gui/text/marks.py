"""What the article view is given to show; no Qt."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import NamedTuple

from msgspec import Struct


class Mark(Struct, frozen=True, gc=False):
    """One annotation as the view shows it.

    `fragments` are `[start, end)` in code points of the article's text, in
    order; `colour` is `#rrggbb`; `short` stands in the margin and `label` in
    tool tips; `pattern` is the number of the lane's pattern, which tells
    codes apart without their colours. The boundaries of a `fixed` one can't be dragged.

    Where two layers are compared, `side` 1 has the upper lanes and brackets on the left, 2 the
    lower lanes and brackets on the right; `lane` is then the layer's colour. A `quiet` one
    stands back.
    """

    id: str
    fragments: tuple[tuple[int, int], ...]
    colour: str
    short: str
    label: str
    pattern: int = 0
    fixed: bool = False
    side: int = 0
    lane: str = ""
    quiet: bool = False

    @property
    def lane_colour(self) -> str:
        """The colour of its lanes: its layer's, or else its code's."""
        return self.lane or self.colour


class LinkLine(Struct, frozen=True):
    """A link to draw from a mark to another, or to an end that is not in the text (an actor)."""

    from_id: str
    to_id: str | None
    label: str


Part = tuple[int, int]


class MarksToMake(NamedTuple):
    """Very many marks: whose each part is (code points), and what makes a mark that is seen."""

    owners: Sequence[str]
    parts: Sequence[Part]
    make: Callable[[str], Mark]


def none_to_make(ident: str) -> Mark:
    """Refuse to make a mark: all were given."""
    raise KeyError(ident)


class MarksById(MutableMapping[str, Mark]):
    """Marks by id: some are given, others are made when they are asked for first."""

    def __init__(
        self,
        given: Iterable[Mark] = (),
        ids: Iterable[str] = (),
        make: Callable[[str], Mark] = none_to_make,
    ) -> None:
        self._made: dict[str, Mark | None] = dict.fromkeys(ids)
        self._made.update((mark.id, mark) for mark in given)
        self._make = make

    def __getitem__(self, ident: str) -> Mark:
        """Return a mark; make it if that was not done yet."""
        found = self._made[ident]
        if found is None:
            found = self._made[ident] = self._make(ident)
        return found

    def is_made(self, ident: str) -> bool:
        """Tell whether a mark was given or made."""
        return self._made[ident] is not None

    def __setitem__(self, ident: str, mark: Mark) -> None:
        """Add or change a mark."""
        self._made[ident] = mark

    def __delitem__(self, ident: str) -> None:
        """Take a mark out."""
        del self._made[ident]

    def __contains__(self, ident: object) -> bool:
        """Tell whether there is such a mark; none is made."""
        return ident in self._made

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)
