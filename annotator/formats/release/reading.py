"""Reading a release without texts: its lines, and what belongs to no single article."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from annotator.analysis.wordless.marks import WordlessPlace
from annotator.domain.errors import UserError
from annotator.formats.companion import Companion
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import decoded_as
from annotator.formats.files.zips import LARGEST_WHOLE, opened_zip
from annotator.formats.jsonl.lines import SCHEMA, WORDLESS
from annotator.formats.jsonlist.lines import LONGEST, numbered, too_long
from annotator.formats.release.layout import ARTICLES, BESIDE, CODEBOOK, SUMS
from annotator.formats.release.lines import WordlessLine

_READ = (ARTICLES, CODEBOOK)
_MOST_WORDS_OF_MARK = 32


class ReadRelease(msgspec.Struct, frozen=True):
    """A release without texts that was read: its articles, in their order, and the rest."""

    lines: tuple[WordlessLine, ...]
    companion: Companion


def read_release(path: Path) -> ReadRelease:
    """Read a release from its folder or zip.

    Raise a `UserError` when it is none, is not what its checksums say, or has its texts.
    """
    with _unpacked(path) as folder:
        _check_sums(folder, path.name)
        companion = BESIDE.read(folder / ARTICLES)
        if companion is None:
            raise UserError(f"The release lacks {CODEBOOK}.", where=path.name)
        return ReadRelease(tuple(_lines(folder / ARTICLES, path.name)), companion)


@contextmanager
def _unpacked(path: Path) -> Generator[Path]:
    """Give a folder with what is read of a release."""
    if path.is_dir():
        if not (path / ARTICLES).is_file():
            raise _no_release(path)
        yield path
        return
    data = bounded_bytes(path, LARGEST_WHOLE)
    with opened_zip(data, path.name) as packed, TemporaryDirectory(prefix="annotator-") as made:
        inside = next((one for one in packed.names if f"/{one}".endswith(f"/{ARTICLES}")), None)
        if inside is None:
            raise _no_release(path)
        before = inside.removesuffix(ARTICLES)
        for name in (*_READ, SUMS):
            if packed.has(before + name):
                target = Path(made) / name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(packed.read(before + name))
        yield Path(made)


def _no_release(path: Path) -> UserError:
    return UserError(f"{path.name} is no release.", remedy=f"A release has a file {ARTICLES}.")


def _check_sums(folder: Path, where: str) -> None:
    """Refuse a release whose data are not what its checksums say, where it has any."""
    try:
        said = (folder / SUMS).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for line in said.splitlines():
        wanted, _, name = line.partition("  ")
        if name in _READ and (folder / name).is_file():
            with (folder / name).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
            if found != wanted.strip():
                message = f"{name} is not what {SUMS} says."
                remedy = "It was changed or damaged: get the release again."
                raise UserError(message, where=where, remedy=remedy)


def _lines(path: Path, release: str) -> Iterator[WordlessLine]:
    with path.open("rb") as file:
        for number, data in numbered(file):
            where = f"{release}, {ARTICLES}, line {number}"
            if len(data) > LONGEST:
                raise too_long(where)
            if f'"{SCHEMA}"'.encode() in data[:40]:
                remedy = f"Import it: “annotator import PROJECT {ARTICLES}”."
                raise UserError("The release has its texts.", where=where, remedy=remedy)
            line = decoded_as(data, WordlessLine, where)
            _check(line, where)
            yield line


def _check(line: WordlessLine, where: str) -> None:
    """Refuse numbers that no text has."""
    places = [one for each in line.places.values() for one in each]
    every = [*places, *line.excluded_places, *line.role_places]
    fits = (
        line.schema == WORDLESS
        and 0 < line.group <= _MOST_WORDS_OF_MARK
        and 0 <= line.words <= line.length
        and all(0 <= one.word < line.words for one in line.marks)
        and all(a.word < b.word for a, b in pairwise(line.marks))
        and all(_fits(one, line.words) for one in every)
        and all(len(line.places.get(one.id, ())) == len(one.fragments) for one in line.annotations)
        and len(line.excluded) == len(line.excluded_places)
        and len(line.roles) == len(line.role_places)
    )
    if not fits:
        remedy = "It was changed or damaged: get the release again."
        raise UserError("The line is none of a release without texts.", where=where, remedy=remedy)


def _fits(one: WordlessPlace, words: int) -> bool:
    return 0 <= one.begin.word <= words and 0 <= one.end.word <= words
