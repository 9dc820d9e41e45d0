"""spaCy's binary files (DocBin): compressed MessagePack, read without spaCy."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.labels.spacy_strings import names_by_number

_LARGEST = 512 * 2**20  # bytes once it is no longer compressed
_MOST_STRINGS = 5_000_000
_ORTH, _ENT_IOB, _ENT_TYPE, _ENT_KB_ID = 65, 77, 78, 452
_BEGINS, _INSIDE = 3, 1
_SPAN = struct.Struct(">QQQllll")
Values = dict[str, Any]


class Span(msgspec.Struct, frozen=True):
    """A label from a token to before another one; `group` is the name of the list it stands in."""

    label: str
    start: int
    end: int
    group: str = ""
    kb_id: str = ""


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """One document: its words, after which of them a blank stands, and what is said of it."""

    words: Sequence[str]
    blanks: Sequence[bool]
    spans: Sequence[Span]
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
    values = _unpacked(plain)
    if not isinstance(values, dict):
        raise UserError("The file holds no documents.")
    yield from _Bin(cast("Values", values)).docs()


def _unpacked(data: bytes) -> Any:
    try:
        return msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, TypeError, ValueError, RecursionError, OverflowError):
        raise UserError("The file is damaged.") from None


class _Bin:
    """What a file holds, with its arrays."""

    def __init__(self, values: Values) -> None:
        import numpy as np  # noqa: PLC0415 - only these files need it

        self._values = values
        attrs = [one for one in _listed(values, "attrs") if isinstance(one, int)]
        strings = [one for one in _listed(values, "strings") if isinstance(one, str)]
        if _ORTH not in attrs or len(strings) > _MOST_STRINGS:
            raise UserError("The file names no words.")
        self._names = names_by_number(strings)
        try:
            lengths = np.frombuffer(_bytes(values, "lengths"), "<i4")
            tokens = np.frombuffer(_bytes(values, "tokens"), "<u8").reshape(-1, len(attrs))
            blanks = np.frombuffer(_bytes(values, "spaces"), "?")
        except ValueError:
            raise UserError("The file is damaged.") from None
        if (lengths < 0).any() or lengths.sum() != len(tokens) or len(blanks) != len(tokens):
            raise UserError("The file is damaged: its documents have other lengths than it says.")
        self._lengths: list[int] = lengths.tolist()
        self._blanks: list[bool] = blanks.tolist()
        self._columns: dict[int, list[int]] = {
            attr: tokens[:, n].tolist()
            for n, attr in enumerate(attrs)
            if attr in (_ORTH, _ENT_IOB, _ENT_TYPE, _ENT_KB_ID)
        }

    def docs(self) -> Iterator[Doc | UserError]:
        """Yield the documents in their order."""
        at = 0
        cats, flags = _listed(self._values, "cats"), _listed(self._values, "flags")
        groups, user = _listed(self._values, "span_groups"), _listed(self._values, "user_data")
        for n, length in enumerate(self._lengths):
            first, at = at, at + length
            try:
                words = [self._names[one] for one in self._columns[_ORTH][first:at]]
            except KeyError:
                yield UserError("Words of it are not in the file.", where=f"document {n + 1}")
                continue
            spans = [*self._entities(first, at), *self._groups(_nth(groups, n), length)]
            flag = _nth(flags, n)
            said = _nth(cats, n)
            yield Doc(
                words=words,
                blanks=self._blanks[first:at],
                spans=spans,
                cats=cast("Values", said) if isinstance(said, dict) else {},
                user_data=_mapping(_nth(user, n)),
                guessed_blanks=isinstance(flag, dict)
                and cast("Values", flag).get("has_unknown_spaces") is True,
            )

    def _entities(self, first: int, last: int) -> Iterator[Span]:
        """Yield the entities, which don't overlap."""
        signs = self._columns.get(_ENT_IOB, [])[first:last]
        types = self._columns.get(_ENT_TYPE, [])[first:last]
        bases = self._columns.get(_ENT_KB_ID, [])[first:last] or [0] * len(types)
        start = -1
        for n, (sign, kind) in enumerate(zip(signs, types, strict=False)):
            goes_on = sign == _INSIDE and start >= 0 and kind == types[start]
            if start >= 0 and not goes_on:
                yield self._entity(types[start], start, n, bases[start])
                start = -1
            if sign in (_BEGINS, _INSIDE) and start < 0 and kind:
                start = n
        if start >= 0:
            yield self._entity(types[start], start, len(types), bases[start])

    def _entity(self, kind: int, start: int, end: int, base: int) -> Span:
        return Span(self._name(kind), start, end, kb_id=self._name(base) if base else "")

    def _groups(self, packed: Any, length: int) -> Iterator[Span]:
        """Yield the spans of the lists that a document has."""
        if not isinstance(packed, bytes) or not packed:
            return
        try:
            opened = _unpacked(packed)
        except UserError:
            return
        groups: list[tuple[str, Any]] = []
        if isinstance(opened, dict):
            for group, names in cast("dict[Any, Any]", opened).items():
                every = cast("list[Any]", names) if isinstance(names, list) else [names]
                groups.extend((str(one), group) for one in every)
        elif isinstance(opened, list):
            groups.extend(("", one) for one in cast("list[Any]", opened))
        for name, group in groups:
            yield from self._group(name, group, length)

    def _group(self, name: str, packed: Any, length: int) -> Iterator[Span]:
        values = _mapping(packed)
        for one in _listed(values, "spans"):
            if not isinstance(one, bytes) or len(one) < _SPAN.size:
                continue
            _, base, kind, start, end, _, _ = _SPAN.unpack_from(one)
            if 0 <= start < end <= length:
                own = name or str(values.get("name", ""))
                yield Span(self._name(kind), start, end, own, self._name(base) if base else "")

    def _name(self, number: int) -> str:
        return self._names.get(number, f"label {number}")


def _nth(values: Sequence[Any], n: int) -> Any:
    return values[n] if n < len(values) else None


def _mapping(packed: Any) -> dict[Any, Any]:
    """Return a packed map; an empty one where there is none or it can't be read."""
    if not isinstance(packed, bytes) or not packed:
        return {}
    try:
        found = _unpacked(packed)
    except UserError:
        return {}
    return cast("dict[Any, Any]", found) if isinstance(found, dict) else {}


def _listed(values: Mapping[Any, Any], key: str) -> list[Any]:
    found = values.get(key)
    return cast("list[Any]", found) if isinstance(found, list) else []


def _bytes(values: Values, key: str) -> bytes:
    found = values.get(key)
    return found if isinstance(found, bytes) else b""
