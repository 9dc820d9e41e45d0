"""Damages foreign files by seed, and sees that reading them gives what it may and nothing else."""

import random
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.formats.format import Format
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ArticleHere, Incoming, ReadOptions, Shell, Told
from annotator.formats.table import import_format_for, import_suffixes

JUNK = (
    *(b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b'"', b"{", b"}", b"[[[[", b"{\\rtf", b"\\bin9"),
    *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"-1", b"999999999999", b"1e308", b"null", b"NaN"),
    *(b"\n", b"\t", b",", b"\r", b"PK\x03\x04", b"\xe2\x80\xa8", "\N{GRINNING FACE}".encode()),
)


class NothingHere:
    """A project without articles, which labels could be on."""

    def by_id(self, article: str) -> ArticleHere | None:
        return None

    def by_title(self, title: str) -> list[ArticleHere]:
        return []

    def by_url(self, url: str) -> list[ArticleHere]:
        return []

    def has_annotation(self, annotation: str) -> bool:
        return False

    def actor(self, name: str) -> Actor | None:
        return None


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, gone, doubled or put in, without their end, or twice."""
    made = bytearray(data)
    if chance.random() < 0.1:
        return bytes(made + made)
    if chance.random() < 0.15:
        return bytes(made[: chance.randrange(len(made) + 1)])
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        end = at + chance.choice((1, 5, 50, 400))
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end]
            case 3:
                made[at:at] = chance.choice(JUNK)
            case _:
                made[at : at + 3] = chance.choice(JUNK)
    return bytes(made)


def damaged_copy(path: Path, chance: random.Random) -> Path:
    """Write a damaged file beside a sound one, now and then with another ending."""
    suffix = chance.choice((*import_suffixes(), ".bin", "")) if chance.random() < 0.2 else None
    name = "damaged" + (path.suffix if suffix is None else suffix)
    made = path.with_name(name)
    made.write_bytes(damaged(path.read_bytes(), chance))
    return made


def read_soundly(row: Format, path: Path, *, extend: bool) -> int:
    """Ask a row all that it is asked of a file; return how many articles it gave.

    An exception that is no `UserError` goes on, and so does what is not to be given.
    """
    import_format_for(path)
    options = ReadOptions(extend_codebook=extend, articles=NothingHere())
    importer = row.importer
    if importer.recognises is not None:
        importer.recognises(Glimpse(path))
    if importer.lists is not None:
        importer.lists(path, options)
    if importer.along is not None:
        list(importer.along(path))
    for ask in (importer.columns, importer.labels):
        with suppress(UserError):
            if ask is not None:
                ask(path, options)
    came = 0
    for one in importer.read(path, options):
        assert isinstance(one, Incoming | UserError | Told | Shell), one
        if isinstance(one, Incoming):
            came += 1
            assert one.article.text.strip(), "a blank article"
        elif isinstance(one, UserError):
            assert one.message
            assert one.where, f"{one.message} says no place"
    return came
