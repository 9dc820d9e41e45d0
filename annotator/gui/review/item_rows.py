"""The rows of a list of annotations, which are made when they are shown."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import overload

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code


class ListItem(msgspec.Struct, frozen=True, kw_only=True):
    """One row; `aside` stands at the end of the second line, `faint` greys the first one."""

    id: str
    annotation: Annotation
    code: Code
    title: str
    second: str
    third: str
    aside: str = ""
    faint: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        parts = (self.code.name, self.title, self.second, self.aside, self.third)
        return "\n".join(part for part in parts if part)


class ItemRows(Sequence[ListItem]):
    """The items of a list, from top to bottom."""

    @abstractmethod
    def item(self, row: int) -> ListItem:
        """Return a row's item."""

    @abstractmethod
    def place_of(self, ident: str) -> int:
        """Return an item's row by the item's id, or −1."""

    @abstractmethod
    def place_with(self, annotation: str) -> int:
        """Return the row that is of an annotation, by its id, or −1."""

    @abstractmethod
    def is_like(self, other: "ItemRows") -> bool:
        """Tell whether another one has the same items in the same rows."""

    @overload
    def __getitem__(self, row: int) -> ListItem: ...
    @overload
    def __getitem__(self, row: slice) -> list[ListItem]: ...
    def __getitem__(self, row: int | slice) -> ListItem | list[ListItem]:
        if isinstance(row, slice):
            return [self.item(n) for n in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self.item(row % len(self))


class NamedRows(ItemRows):
    """Items by their ids and those of their annotations; each is made once, when it is shown."""

    def __init__(
        self,
        ids: Sequence[str] = (),
        annotations: Sequence[str] = (),
        make: Callable[[int], ListItem | None] = lambda _: None,
    ) -> None:
        self._ids = list(ids)
        self._annotations = list(annotations)
        self._make = make
        self._made: dict[int, ListItem] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def item(self, row: int) -> ListItem:
        """Return a row's item."""
        known = self._made.get(row)
        if known is None:
            made = self._make(row)
            if made is None:
                return gone(self._ids[row])
            known = self._made[row] = made
        return known

    def place_of(self, ident: str) -> int:
        """Return an item's row by the item's id, or −1."""
        return self._ids.index(ident) if ident in self._ids else -1

    def place_with(self, annotation: str) -> int:
        """Return the row that is of an annotation, by its id, or −1."""
        known = self._annotations
        return known.index(annotation) if annotation in known else -1

    def is_like(self, other: ItemRows) -> bool:
        """Tell whether another one has the same items in the same rows."""
        return isinstance(other, NamedRows) and self._ids == other._ids


def gone(ident: str) -> ListItem:
    """Return what stands where something is not there any more, until the list is made anew."""
    nothing = Annotation(id=ident, article="", code="", coder="")
    return ListItem(
        id=ident, annotation=nothing, code=Code(id="", name=""), title="", second="", third=""
    )
