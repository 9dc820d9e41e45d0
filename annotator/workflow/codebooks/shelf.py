"""The shelf: the codebooks that come with the program, with their counts and sources."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.names import searchable
from annotator.domain.wording import counted
from annotator.formats.codebooks import any_codebook
from annotator.formats.files.codebook import read_shelved, shelf_paths


class ShelfBook(msgspec.Struct, frozen=True):
    """A codebook on the shelf: its name there, whose scheme it is, and the codebook itself."""

    name: str
    source: str
    path: Path
    codebook: Codebook

    @property
    def title(self) -> str:
        """Its title, or else its file's name."""
        return self.codebook.title or self.path.name

    @property
    def codes(self) -> int:
        """How many codes it has, headings aside."""
        return len(self.codebook.without_headings())

    @property
    def fields(self) -> int:
        """How many fields its codes have together."""
        return sum(len(code.fields) for code in self.codebook.codes)

    @property
    def choices(self) -> int:
        """How many answers its fields list together, choices and steps of scales."""
        fields = (field for code in self.codebook.codes for field in code.fields)
        return sum(len(list(field.choice_ids())) + len(field.steps) for field in fields)

    def counts(self) -> str:
        """Say how large it is."""
        parts = (
            counted(self.codes, "code"),
            counted(self.fields, "field") if self.fields else "",
            counted(self.choices, "choice") if self.choices else "",
        )
        return " · ".join(filter(None, parts))

    def has(self, words: str) -> bool:
        """Tell whether each of these words stands in its title, description, source or codes."""
        return all(word in self._searched for word in searchable(words).split())

    @property
    def _searched(self) -> str:
        book = self.codebook
        names = (part for code in book.codes for part in (code.id, code.name))
        return searchable("\n".join((self.name, book.title, book.description, self.source, *names)))


@cache
def shelf() -> tuple[ShelfBook, ...]:
    """Return the shelf by titles, the default first and the blank one last; read once."""
    first, *others = (_shelved(path) for path in shelf_paths().values())
    others.sort(key=lambda book: (not book.codes, searchable(book.title)))
    return first, *others


def _shelved(path: Path) -> ShelfBook:
    source, codebook = read_shelved(path)
    return ShelfBook(path.stem, source, path, codebook)


def book_from_file(path: Path) -> ShelfBook:
    """Return a codebook of somebody's own as if it stood on the shelf; raise a `UserError`."""
    return ShelfBook(path.name, str(path), path, any_codebook(path))


def shelf_names() -> Sequence[str]:
    """Return the names on the shelf, without reading any codebook."""
    return list(shelf_paths())


def named_codebook(name: str) -> Codebook:
    """Return the codebook of this name on the shelf, or the one in a file; raise a `UserError`."""
    on_shelf = shelf_paths().get(name)
    if on_shelf is not None:
        return any_codebook(on_shelf)
    if not Path(name).is_file():
        remedy = f"Name a file or one of {', '.join(shelf_names())}."
        raise UserError(f"There is no codebook {name}.", remedy=remedy)
    return any_codebook(Path(name))
