"""Words that are counted in an archive: by themselves, or together under a code's name."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import decoded
from annotator.store.reading.queries import terms
from annotator.workflow.searching.sought import Span, WordSeeker

_LARGEST = 8 * 2**20


class WordList(msgspec.Struct, frozen=True, kw_only=True):
    """A name, and the words and phrases that are counted under it, as a search takes them."""

    name: str
    words: tuple[str, ...]


class WordCounter:
    """Counts what a word list finds in texts."""

    def __init__(self, of: WordList) -> None:
        self._seekers = [WordSeeker([term]) for term in of.words]

    def count(self, text: str) -> int:
        """Return at how many places there is any of the words; what overlaps is one place."""
        spans = sorted({span for one in self._seekers for span in one.spans(text)})
        return sum(1 for _ in _apart(spans))


def word_lists(given: Iterable[str]) -> tuple[WordList, ...]:
    """Return the lists that words and names of files stand for.

    A file is a table without a heading: a word or phrase in each row, or a code's name and a word
    of it; rows of the same name belong together. Raise a `UserError` for what holds no word.
    """
    found: dict[str, list[str]] = {}
    for one in given:
        path = Path(one)
        rows = _rows(path) if path.is_file() else [(one, one)]
        for name, words in rows:
            wanted = _terms(words)
            if not wanted:
                remedy = "A word has letters or digits."
                raise UserError(f"There is no word in “{words}”.", remedy=remedy)
            found.setdefault(name, []).extend(wanted)
    return tuple(
        WordList(name=name, words=tuple(dict.fromkeys(words))) for name, words in found.items()
    )


def _terms(words: str) -> Sequence[str]:
    """Return a word, or several as one phrase; `*` at its end takes all that begin so."""
    plain = words.strip().strip('"')
    quoted = f'"{plain}"' if " " in plain and not plain.endswith("*") else plain
    return terms(f"{quoted} ")


def _rows(path: Path) -> list[tuple[str, str]]:
    if path.stat().st_size > _LARGEST:
        raise UserError("The list of words is too large.", where=path.name)
    text = decoded(path.read_bytes(), path.name).text
    delimiter = "\t" if "\t" in text else ";" if ";" in text and "," not in text else ","
    rows: list[tuple[str, str]] = []
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 1:
            rows.append((cells[0], cells[0]))
        rows += [(cells[0], word) for word in cells[1:]]
    if not rows:
        raise UserError("The file holds no words.", where=path.name)
    return rows


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    end = -1
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]
