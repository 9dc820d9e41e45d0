"""The annotations of one article: where all of them stand, and those themselves that are used."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, ValuesView

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.batches import batched

AT_ONCE = 100
"""How many are read at once."""
FEW = 200
"""Up to how many are read whole at opening: there is nothing to be gained by putting that off."""
ReadAll = Callable[[Collection[str]], dict[str, Annotation]]
"""Reads those of these ids that are there, by id; refuses what is damaged."""


class ArticleAnnotations(Mapping[str, Annotation]):
    """Annotations by id, oldest first; a record is read when it is looked at, all by `rest`.

    `placed` is this state's own; the records that were read are shared with the states before and
    after it, and are those of the latest.
    """

    def __init__(
        self,
        placed: dict[str, AnyPlaced],
        read_all: ReadAll,
        records: dict[str, Annotation] | None = None,
    ) -> None:
        self.placed: Mapping[str, AnyPlaced] = placed
        self._read_all = read_all
        self._records = {} if records is None else records

    def __getitem__(self, annotation: str) -> Annotation:
        """Return an annotation; raise a `DamageError` where it is not what was written."""
        if annotation not in self.placed:
            raise KeyError(annotation)
        if annotation not in self._records:
            self._records.update(self._read_all([annotation]))
        return self._records[annotation]

    def __contains__(self, annotation: object) -> bool:
        """Tell whether it is on the article; nothing is read."""
        return annotation in self.placed

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self.placed)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.placed)

    def whole(self, some: Iterable[AnyPlaced]) -> list[Annotation]:
        """Return these annotations themselves."""
        ids = [one.id for one in some]
        for few in batched((one for one in ids if one not in self._records), AT_ONCE):
            self._records.update(self._read_all(few))
        return [self._records[one] for one in ids if one in self._records]

    def values(self) -> ValuesView[Annotation]:
        """Return all annotations themselves."""
        return _Whole(self)

    @property
    def is_part(self) -> bool:
        """Whether some were not read yet."""
        return not self.placed.keys() <= self._records.keys()

    @property
    def read(self) -> list[Annotation]:
        """Those that were read so far."""
        return [self._records[one] for one in self.placed if one in self._records]

    def rest(self) -> Iterator[list[Annotation]]:
        """Yield all that there are, a few at a time, and read what was not looked at yet."""
        for few in batched(list(self.placed), AT_ONCE):
            unread = [one for one in few if one not in self._records]
            if unread:
                self._records.update(self._read_all(unread))
            yield [self._records[one] for one in few if one in self._records]

    def after(self, come: Mapping[str, Annotation], gone: Collection[str]) -> "ArticleAnnotations":
        """Return the annotations after an edit which brought or changed some and removed others."""
        placed = {**self.placed, **come}
        for annotation in gone:
            placed.pop(annotation, None)
            self._records.pop(annotation, None)
        self._records.update(come)
        return ArticleAnnotations(placed, self._read_all, self._records)


class _Whole(ValuesView[Annotation]):
    """All annotations, of which those that were not looked at are read many at a time."""

    def __init__(self, annotations: ArticleAnnotations) -> None:
        super().__init__(annotations)
        self._annotations = annotations

    def __iter__(self) -> Iterator[Annotation]:
        for few in self._annotations.rest():
            yield from few
