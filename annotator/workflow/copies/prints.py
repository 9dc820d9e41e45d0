"""The prints of a project's texts: made once for each text, and kept beside what was learned.

They follow from the texts alone, so they are no records and no edit (docs/adr/0048).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

import msgspec
import numpy as np

from annotator.analysis.near_copies import Print, text_print
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.suggesting.kept_results import keep, kept

_WHAT = "prints of texts"
_MADE_SO = "1"
"""Changes when prints are made otherwise: then none that was kept is used."""
_A_PIECE = 1000
"""How many prints are kept together: what is added later writes the last piece anew."""
_WORTH_KEEPING = 100
"""How many prints must be new for the file to be written: fewer are made again at once."""
_SHA256 = 32


class _Piece(msgspec.Struct, array_like=True):
    """Some prints in a row, and the SHA-256 of the text of each."""

    texts: bytes
    prints: bytes


class TextPrintsKept:
    """The prints of texts by their SHA-256; None for a text in which nothing stands."""

    def __init__(self) -> None:
        self._known: dict[str, Print | None] = {}
        self._kept = 0
        """How many of them, in their order, are in the file or were tried to be put there."""
        self._is_read = False

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._known

    def of(self, sha256: str) -> Print | None:
        """Return the print of a text that is known."""
        return self._known[sha256]

    def make(self, sha256: str, text: str) -> None:
        """Make the print of a text."""
        self._known[sha256] = text_print(text)

    def read(self, project: Project) -> None:
        """Take over what the file has, once."""
        if self._is_read:
            return
        self._is_read = True
        for number in range(1 << 20):
            found = kept(project, _WHAT, str(number), _Piece)
            if found is None or found[0] != _MADE_SO:
                break
            self._known.update(_taken(found[1]))
        self._kept = len(self._known)

    def keep(self, project: Project) -> None:
        """Put into the file what it lacks, where that is worth it and the file can be written."""
        if project.read_only or len(self._known) - self._kept < _WORTH_KEEPING:
            return
        known = list(self._known.items())
        first = self._kept // _A_PIECE
        self._kept = len(known)
        with suppress(UserError):  # then they are made again
            for number in range(first, -(-len(known) // _A_PIECE)):
                few = known[number * _A_PIECE : (number + 1) * _A_PIECE]
                keep(project, _WHAT, str(number), _MADE_SO, _piece(few))


def _piece(prints: Iterable[tuple[str, Print | None]]) -> _Piece:
    pairs = list(prints)
    texts = b"".join(bytes.fromhex(sha256) for sha256, _ in pairs)
    nothing = np.zeros_like(_AN_EXAMPLE)
    found = [nothing if one is None else one for _, one in pairs]
    return _Piece(texts, np.stack(found).astype("<u4").tobytes())


def _taken(piece: _Piece) -> Iterator[tuple[str, Print | None]]:
    """Yield what a piece has, as far as it is whole: it can come from anybody."""
    width = 4 * len(_AN_EXAMPLE)
    for n in range(min(len(piece.texts) // _SHA256, len(piece.prints) // width)):
        sha256 = piece.texts[n * _SHA256 : (n + 1) * _SHA256].hex()
        one = np.frombuffer(piece.prints, "<u4", len(_AN_EXAMPLE), n * width).astype(np.uint32)
        yield sha256, one if one.any() else None


def known_prints(
    prints: TextPrintsKept, texts: Mapping[str, str]
) -> tuple[dict[str, Print], list[str]]:
    """Return the prints of articles (ids, with their texts' SHA-256), and those without one."""
    found: dict[str, Print] = {}
    without = list[str]()
    for article, sha256 in texts.items():
        one = prints.of(sha256)
        if one is None:
            without.append(article)
        else:
            found[article] = one
    return found, without


def _an_example() -> Print:
    found = text_print("a")
    assert found is not None  # noqa: S101 - for the type checker: a word has a print
    return found


_AN_EXAMPLE = _an_example()
