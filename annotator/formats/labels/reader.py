"""How files of labels are read and previewed, once it is known what turns one into documents."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, ReadOptions
from annotator.formats.labels.foreign import ForeignFile
from annotator.formats.labels.incoming import found, taken_labels
from annotator.formats.labels.named_actors import with_actors
from annotator.formats.labels.own_marks import with_gold
from annotator.formats.taken_labels import TakenLabel


class LabelReader:
    """Reads the files of one program; `file_of` gives what one holds, or raises a `UserError`."""

    def __init__(self, file_of: Callable[[Path, ReadOptions], ForeignFile]) -> None:
        self._file_of = file_of

    def read(self, path: Path, options: ReadOptions) -> Iterator[Found]:
        """Yield the documents as articles with their labels, or why they can't come in."""
        try:
            file = self._taken(path, options)
        except UserError as error:
            yield error if error.where else error.at(path.name)
            return
        yield from found(path, file, options)

    def labels(self, path: Path, options: ReadOptions) -> Sequence[TakenLabel]:
        """Return what the names in a file are taken for; raise a `UserError`."""
        return taken_labels(self._taken(path, options), options)

    def _taken(self, path: Path, options: ReadOptions) -> ForeignFile:
        return with_actors(with_gold(self._file_of(path, options)), options)
