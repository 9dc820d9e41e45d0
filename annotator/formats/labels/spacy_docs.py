"""spaCy's binary files (DocBin): compressed MessagePack, read without spaCy."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.labels.spacy_strings import names_by_number

_LARGEST = 2**30  # bytes once it is no longer compressed
_MOST_STRINGS = 5_000_000
_MOST_DOCS = 1_000_000
_LARGEST_PART = 2**22  # bytes of what is said of one document beside its tokens
_ORTH, _ENT_IOB, _ENT_TYPE, _ENT_KB_ID = 65, 77, 78, 452
_BEGINS, _INSIDE = 3, 1
_SPAN = struct.Struct(">QQQllll")
Values = dict[str, Any]
_Each = Annotated[list[msgspec.Raw], msgspec.Meta(max_length=_MOST_DOCS)]


class _Packed(msgspec.Struct):
    """A file: what it says of each document stays packed until its turn comes."""

    attrs: Annotated[list[int], msgspec.Meta(max_length=1000)]
    tokens: bytes
    spaces: bytes
    lengths: bytes
    strings: Annotated[list[str], msgspec.Meta(max_length=_MOST_STRINGS)]
    cats: _Each = msgspec.field(default_factory=list[msgspec.Raw])
    flags: _Each = msgspec.field(default_factory=list[msgspec.Raw])
    span_groups: _Each = msgspec.field(default_factory=list[msgspec.Raw])
    user_data: _Each = msgspec.field(default_factory=list[msgspec.Raw])


class DocSpan(msgspec.Struct, frozen=True):
    """A label from a token to before another one; `group` is the name of the list it stands in.

    `ident` is what it is called; spans of one thing can share it.
    """

    label: str
    start: int
    end: int
    group: str = ""
    kb_id: str = ""
    ident: str = ""


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """One document: its words, after which of them a blank stands, and what is said of it."""

    words: Sequence[str]
    blanks: Sequence[bool]
    spans: Sequence[DocSpan]
    cats: Mapping[str, Any]
    user_data: Mapping[Any, Any]
    guessed_blanks: bool


def is_doc_bin(head: bytes) -> bool:
    """Tell whether a file begins as spaCy's do."""
    try:
        start = zlib.decompressobj().decompress(head, 200)
    except zlib.error:
        return False
    return 0x80 <= int.from_bytes(start[:1]) <= 0x8F and b"version" in start and b"attrs" in start


def docs_of(data: bytes) -> Iterator[Doc | UserError]:
    """Yield the documents of a file, or why one can't be read; raise a `UserError` for others."""
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(data, _LARGEST)
    except zlib.error:
        raise UserError("The file is damaged: it can’t be unpacked.") from None
    if unpacker.unconsumed_tail:
        raise UserError(f"The file holds more than {_LARGEST // 2**20} MiB.")
    if not unpacker.eof:
        raise UserError("The file breaks off.")
    try:
        packed = msgspec.msgpack.decode(plain, type=_Packed)
    except _BROKEN:
        raise UserError("The file is damaged, or holds no documents.") from None
    yield from _Bin(packed).docs()


_BROKEN = (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError)


def _unpacked(data: bytes | msgspec.Raw | None) -> Any:
    """Return what is packed; None where that can't be read."""
    if data is None or len(data) > _LARGEST_PART:
        return None
    try:
        return msgspec.msgpack.decode(data)
    except _BROKEN:
        return None


class _Bin:
    """What a file holds, with its arrays."""

    def __init__(self, packed: _Packed) -> None:
        import numpy as np  # noqa: PLC0415 - only these files need it

        self._packed = packed
        attrs = packed.attrs
        if _ORTH not in attrs:
            raise UserError("The file names no words.")
        self._names = names_by_number(packed.strings)
        try:
            lengths = np.frombuffer(packed.lengths, "<i4")
            self._tokens = np.frombuffer(packed.tokens, "<u8").reshape(-1, len(attrs))
            self._blanks = np.frombuffer(packed.spaces, "?")
        except ValueError:
            raise UserError("The file is damaged.") from None
        count = len(self._tokens)
        if (lengths < 0).any() or lengths.sum() != count or len(self._blanks) != count:
            raise UserError("The file is damaged: its documents have other lengths than it says.")
        self._lengths: list[int] = lengths.tolist()
        self._columns = {attr: n for n, attr in enumerate(attrs)}

    def docs(self) -> Iterator[Doc | UserError]:
        """Yield the documents in their order."""
        at, packed = 0, self._packed
        for n, length in enumerate(self._lengths):
            first, at = at, at + length
            try:
                words = [self._names[one] for one in self._column(_ORTH, first, at)]
            except KeyError:
                yield UserError("Words of it are not in the file.", where=f"document {n + 1}")
                continue
            groups = _nth(packed.span_groups, n)
            flags = _mapping(_nth(packed.flags, n))
            yield Doc(
                words=words,
                blanks=self._blanks[first:at].tolist(),
                spans=[*self._entities(first, at), *self._groups(groups, length)],
                cats=_mapping(_nth(packed.cats, n)),
                user_data=_mapping(_unpacked_bytes(_nth(packed.user_data, n))),
                guessed_blanks=flags.get("has_unknown_spaces") is True,
            )

    def _column(self, attr: int, first: int, last: int) -> list[int]:
        """Return what some tokens have of an attribute; zeros where the file has nothing of it."""
        n = self._columns.get(attr)
        return [0] * (last - first) if n is None else self._tokens[first:last, n].tolist()

    def _entities(self, first: int, last: int) -> Iterator[DocSpan]:
        """Yield the entities, which don't overlap."""
        signs = self._column(_ENT_IOB, first, last)
        types = self._column(_ENT_TYPE, first, last)
        bases = self._column(_ENT_KB_ID, first, last)
        start = -1
        for n, (sign, kind) in enumerate(zip(signs, types, strict=True)):
            goes_on = sign == _INSIDE and start >= 0 and kind == types[start]
            if start >= 0 and not goes_on:
                yield self._entity(types[start], start, n, bases[start])
                start = -1
            if sign in (_BEGINS, _INSIDE) and start < 0 and kind:
                start = n
        if start >= 0:
            yield self._entity(types[start], start, len(types), bases[start])

    def _entity(self, kind: int, start: int, end: int, base: int) -> DocSpan:
        return DocSpan(self._name(kind), start, end, kb_id=self._name(base) if base else "")

    def _groups(self, packed: msgspec.Raw | None, length: int) -> Iterator[DocSpan]:
        """Yield the spans of the lists that a document has."""
        opened = _unpacked(_unpacked_bytes(packed))
        groups: list[tuple[str, Any]] = []
        if isinstance(opened, dict):
            for group, names in cast("dict[Any, Any]", opened).items():
                every = cast("list[Any]", names) if isinstance(names, list) else [names]
                groups.extend((str(one), group) for one in every)
        elif isinstance(opened, list):
            groups.extend(("", one) for one in cast("list[Any]", opened))
        for name, group in groups:
            yield from self._group(name, group, length)

    def _group(self, name: str, packed: Any, length: int) -> Iterator[DocSpan]:
        values = _mapping(packed)
        spans = values.get("spans")
        for one in cast("list[Any]", spans) if isinstance(spans, list) else []:
            if not isinstance(one, bytes) or len(one) < _SPAN.size:
                continue
            ident, base, kind, start, end, _, _ = _SPAN.unpack_from(one)
            if 0 <= start < end <= length:
                own = name or str(values.get("name", ""))
                about, called = (self._name(n) if n else "" for n in (base, ident))
                yield DocSpan(self._name(kind), start, end, own, about, called)

    def _name(self, number: int) -> str:
        return self._names.get(number, f"label {number}")


def _nth(values: Sequence[msgspec.Raw], n: int) -> msgspec.Raw | None:
    return values[n] if n < len(values) else None


def _unpacked_bytes(packed: msgspec.Raw | None) -> bytes | None:
    """Return the bytes that are packed once more; None where there are others."""
    found = _unpacked(packed)
    return found if isinstance(found, bytes) and found else None


def _mapping(packed: Any) -> dict[Any, Any]:
    """Return a packed map; an empty one where there is none or it can't be read."""
    if not isinstance(packed, bytes | msgspec.Raw):
        return {}
    found = _unpacked(packed)
    return cast("dict[Any, Any]", found) if isinstance(found, dict) else {}
