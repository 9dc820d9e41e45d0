"""The bytes of a DocBin, as spaCy 3 reads them: compressed MessagePack, written piece by piece.

Words and labels are named by numbers (see `formats/labels/spacy_strings`), which the strings at
the file's end explain. What grows with the number of documents lies in temporary files until then.
"""

import struct
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from types import TracebackType
from typing import Any, BinaryIO, Self

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.labels.spacy_strings import number_of

_ORTH, _ENT_IOB, _ENT_TYPE, _ENT_ID = 65, 77, 78, 454
_ATTRIBUTES = (_ORTH, _ENT_IOB, _ENT_TYPE, _ENT_ID)
_BEGINS, _INSIDE, _OUTSIDE = 3, 1, 2
_TOKEN = struct.Struct("<QQQQ")
_SPAN = struct.Struct(">QQQllll")
_MOST = 2**32 - 1
"""How many bytes MessagePack has a length for."""
_LISTS = ("cats", "flags", "span_groups", "user_data")
_CHUNK = 1 << 20
_packed = msgspec.msgpack.encode


class WrittenSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A span from a token to before another one; `first` and `last` are the same in code points."""

    label: str
    ident: str
    start: int
    end: int
    first: int
    last: int


class WrittenDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One document: its words, after which of them a blank stands, and what is said of it.

    `entities` don't overlap; `groups` are lists of spans by their names.
    """

    words: Sequence[str]
    blanks: Sequence[bool]
    entities: Sequence[WrittenSpan]
    groups: Mapping[str, Sequence[WrittenSpan]]
    cats: Mapping[str, float]
    user_data: Mapping[str, Any]


class DocBinWriter:
    """Takes documents one after the other; the file is whole when the block ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._stack = ExitStack()
        self._tokens = self._spool()
        self._spaces = self._spool()
        self._lists = {name: self._spool() for name in _LISTS}
        self._lengths = bytearray()
        self._count = 0
        self._strings: set[str] = set()
        self._number = lru_cache(maxsize=100_000)(number_of)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if kind is None:
                self._finish()

    def add(self, doc: WrittenDoc) -> None:
        """Take a document."""
        self._count += 1
        self._strings.update(doc.words)
        self._lengths += struct.pack("<i", len(doc.words))
        self._tokens.write(self._token_rows(doc))
        self._spaces.write(bytes(doc.blanks))
        self._lists["cats"].write(_packed(dict(doc.cats)))
        self._lists["flags"].write(_packed({"has_unknown_spaces": False}))
        self._lists["span_groups"].write(_packed(self._groups(doc.groups)))
        self._lists["user_data"].write(_packed(_packed(dict(doc.user_data))))

    def _token_rows(self, doc: WrittenDoc) -> bytes:
        rows = [[self._number(word), _OUTSIDE, 0, 0] for word in doc.words]
        for one in doc.entities:
            kind, ident = self._named(one.label), self._named(one.ident)
            for n in range(one.start, one.end):
                rows[n][1:] = (_BEGINS if n == one.start else _INSIDE, kind, ident)
        return b"".join([_TOKEN.pack(*row) for row in rows])

    def _groups(self, groups: Mapping[str, Sequence[WrittenSpan]]) -> bytes:
        # A group's bytes are the key, and the names under which it stands the value.
        found = {
            _packed({"name": name, "attrs": {}, "spans": [self._span(one) for one in spans]}): [
                name
            ]
            for name, spans in groups.items()
        }
        return _packed(found or [])

    def _span(self, one: WrittenSpan) -> bytes:
        ident, kind = self._named(one.ident), self._named(one.label)
        return _SPAN.pack(ident, 0, kind, one.start, one.end, one.first, one.last)

    def _named(self, text: str) -> int:
        self._strings.add(text)
        return self._number(text)

    def _finish(self) -> None:
        packer = zlib.compressobj()

        def put(data: bytes) -> None:
            self._file.write(packer.compress(data))

        put(_map_of(6 + len(_LISTS)))
        put(_packed("version") + _packed("0.1"))
        put(_packed("attrs") + _packed(list(_ATTRIBUTES)))
        for name, spool in (("tokens", self._tokens), ("spaces", self._spaces)):
            put(_packed(name) + _bytes_of(spool.tell()))
            _copied(spool, put)
        put(_packed("lengths") + _packed(bytes(self._lengths)))
        put(_packed("strings") + _packed(sorted(self._strings - {""})))
        for name, spool in self._lists.items():
            put(_packed(name) + _list_of(self._count))
            _copied(spool, put)
        self._file.write(packer.flush())

    def _spool(self) -> BinaryIO:
        return self._stack.enter_context(tempfile.TemporaryFile())


def _map_of(count: int) -> bytes:
    return bytes((0x80 | count,))


def _list_of(count: int) -> bytes:
    return b"\xdd" + count.to_bytes(4, "big")


def _bytes_of(length: int) -> bytes:
    if length > _MOST:
        remedy = "Export fewer articles at a time, or divide them (--set splits=80/10/10)."
        raise UserError("The texts are too long for one file of spaCy.", remedy=remedy)
    return b"\xc6" + length.to_bytes(4, "big")


def _copied(spool: BinaryIO, put: Callable[[bytes], None]) -> None:
    spool.seek(0)
    while chunk := spool.read(_CHUNK):
        put(chunk)
