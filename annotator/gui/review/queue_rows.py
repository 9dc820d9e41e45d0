"""The rows of the queue: where they are follows from how many each article has."""

from collections.abc import Callable

from annotator.domain.annotation import Annotation
from annotator.gui.review.item_rows import ItemRows, ListItem, gone
from annotator.store.project import Project
from annotator.workflow.review.at_hand import AtHand
from annotator.workflow.review.queueing import QueueEntry
from annotator.workflow.review.row_index import RowListing

_AROUND = 20
"""How many rows before and after one that is shown are read with it."""


class QueueItems(ItemRows):
    """The undecided entries before the decided ones; `make` makes an item of an entry."""

    def __init__(
        self,
        project: Project,
        listing: RowListing[bool, str],
        entries: AtHand[list[QueueEntry]],
        make: Callable[[QueueEntry], ListItem],
    ) -> None:
        self._project = project
        self._listing = listing
        self._entries = entries
        self._make = make
        self._refs = listing.refs

    def __len__(self) -> int:
        return sum(map(len, self._refs.values()))

    @property
    def waiting(self) -> int:
        """How many are undecided."""
        return len(self._refs[False])

    def _ref(self, row: int) -> int:
        return (
            self._refs[False][row] if row < self.waiting else self._refs[True][row - self.waiting]
        )

    def item(self, row: int) -> ListItem:
        """Return a row's item."""
        of = self._listing.index.of
        article, number = of(self._ref(row))
        if not self._entries.has(article):
            around = range(max(0, row - _AROUND), min(len(self), row + _AROUND))
            self._entries.prepare({of(self._ref(one))[0] for one in around})
        found = self._entries.on(article) or []
        return self._make(found[number]) if number < len(found) else gone("")

    def place_of(self, ident: str) -> int:
        """Return an annotation's row, or −1."""
        one = self._project.get(Annotation, ident)
        if one is None or self._listing.index.place_of(one.article) is None:
            return -1
        entries = self._entries.on(one.article) or []
        number = next((n for n, each in enumerate(entries) if each.annotation.id == ident), None)
        if number is None:
            return -1
        found = self._listing.place(self._listing.index.ref(one.article, number))
        return -1 if found is None else found[1] + (self.waiting if found[0] else 0)

    def place_with(self, annotation: str) -> int:
        """Return the row that is of an annotation, by its id, or −1."""
        return self.place_of(annotation)

    def is_like(self, other: ItemRows) -> bool:
        """Tell whether another one has the same items in the same rows."""
        if not isinstance(other, QueueItems):
            return False
        same = self._listing.index is other._listing.index
        return same and self._refs == other._refs
