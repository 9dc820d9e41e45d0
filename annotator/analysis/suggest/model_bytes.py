"""Proves that a sequence model's bytes are safe to be read by the library, which trusts them.

A model lies in the project file, which can come from anybody. The library follows each offset and
each number in it without looking, so that a forged one could make it read or write anywhere.
"""

from collections.abc import Collection, Sequence
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.int64]

_HEADER = Struct("<4sI4s9I")
_CHUNK = Struct("<4sII")
_TABLES = Struct("<4s5I")
_HASH_TABLES = 256
_WORD = 4
_BUCKET = 2 * _WORD
_BYTE_ORDER = 0x62445371
_FEATURE = np.dtype([("type", "<u4"), ("src", "<u4"), ("dst", "<u4"), ("weight", "<f8")])
_LARGEST = 1 << 30
"""No model has so many bytes: the library counts them in 32 bits."""
_HEAVIEST = 1e4
"""No weight is farther from 0: beyond what floats can tell apart, the library loses its way."""


class _Names(NamedTuple):
    """A table of names: where each record's name begins, the record's own place, and its number."""

    base: int
    places: _Numbers
    numbers: _Numbers
    backward: _Numbers


def check_model(data: bytes, labels: Collection[str]) -> None:
    """Raise a ValueError unless the library can read these bytes, and tags with these labels only.

    That the bytes are a good model is not told: only that nothing in them points elsewhere.
    """
    if not _HEADER.size <= len(data) < _LARGEST:
        _refuse("their length")
    magic, size, kind, _, _, label_count, attribute_count, *offsets = _HEADER.unpack_from(data)
    if (magic, kind, size) != (b"lCRF", b"FOMC", len(data)):
        _refuse("their head")
    features_at, labels_at, attributes_at, label_refs_at, attribute_refs_at = offsets
    raw = np.frombuffer(data, np.uint8)
    features = _features(data, features_at, label_count)
    known = _names(raw, data, labels_at, label_count)
    _names(raw, data, attributes_at, attribute_count)
    if not 0 < label_count <= len(labels) or not set(_said(data, known)) <= set(labels):
        _refuse("their labels")
    for magic, at, count in (
        (b"LFRF", label_refs_at, label_count),
        (b"AFRF", attribute_refs_at, attribute_count),
    ):
        _check_references(raw, data, magic, at, count, features)


def _refuse(part: str) -> None:
    message = f"these bytes are no model of sequences: {part}"
    raise ValueError(message)


def _need(part: str, *, fits: object) -> None:
    if not fits:
        _refuse(part)


def _words(raw: NDArray[np.uint8], places: _Numbers, part: str) -> _Numbers:
    """Return the 32-bit numbers at places, which need not be aligned."""
    _need(part, fits=not places.size or (places.min() >= 0 and places.max() + _WORD <= len(raw)))
    cells = raw[places[:, None] + np.arange(_WORD)].astype(np.int64)
    return cells @ (1 << (8 * np.arange(_WORD, dtype=np.int64)))


def _row(data: bytes, at: int, count: int, part: str) -> _Numbers:
    """Return so many 32-bit numbers from a place on."""
    _need(part, fits=at >= 0 and at + count * _WORD <= len(data))
    return np.frombuffer(data, "<u4", count, at).astype(np.int64)


def _chunk(data: bytes, magic: bytes, at: int) -> int:
    """Return how many things a chunk says that it has."""
    _need("a chunk", fits=at + _CHUNK.size <= len(data))
    said, _, count = _CHUNK.unpack_from(data, at)
    _need("a chunk", fits=said == magic)
    return count


def _features(data: bytes, at: int, labels: int) -> int:
    """Return how many features there are; each is for a label, and has a weight."""
    count, part = _chunk(data, b"FEAT", at), "their features"
    _need(part, fits=at + _CHUNK.size + count * _FEATURE.itemsize <= len(data))
    found = np.frombuffer(data, _FEATURE, count, at + _CHUNK.size)
    _need(part, fits=(found["dst"] < labels).all())
    _need(part, fits=(np.abs(found["weight"]) < _HEAVIEST).all())
    return count


def _names(raw: NDArray[np.uint8], data: bytes, at: int, count: int) -> _Names:
    """Return a table of `count` names: a search in it ends, and finds only what is in it."""
    part = "a table of names"
    _need(part, fits=at + _TABLES.size <= len(data))
    magic, size, _, order, backward_size, backward_at = _TABLES.unpack_from(data, at)
    _need(part, fits=(magic, order) == (b"CQDB", _BYTE_ORDER) and at + size <= len(data))
    heads = _row(data, at + _TABLES.size, 2 * _HASH_TABLES, part).reshape(-1, 2)
    _need(part, fits=heads[:, 1].sum() == 2 * count)
    places: list[_Numbers] = [np.zeros(0, np.int64)]
    for offset, wide in heads.tolist():
        _need(part, fits=bool(offset) == bool(wide) and offset + wide * _BUCKET <= size)
        if wide:
            there = _row(data, at + offset, 2 * wide, part)[1::2]
            _need(part, fits=not there.all())  # or the search for another name wouldn't end
            places.append(there[there > 0])
    records = np.concatenate(places)
    _need(part, fits=len(records) == count)
    numbers = _words(raw, at + records, part)
    ends = records + _BUCKET + _words(raw, at + records + _WORD, part)
    _need(part, fits=(ends > records + _BUCKET).all() and (ends <= size).all())
    _need(part, fits=(raw[at + ends - 1] == 0).all() and (numbers < count).all())
    _need(part, fits=backward_size >= count and 0 < backward_at <= size - count * _WORD)
    backward = _row(data, at + backward_at, count, part)
    _need(part, fits=np.isin(backward, records).all())
    return _Names(at, records, numbers, backward)


def _said(data: bytes, names: _Names) -> Sequence[str]:
    """Return names as text, those that a search finds and those that are told by number."""
    starts = (names.base + _BUCKET + np.concatenate([names.places, names.backward])).tolist()
    return [data[at : data.index(0, at)].decode(errors="replace") for at in starts]


def _check_references(
    raw: NDArray[np.uint8], data: bytes, magic: bytes, at: int, count: int, features: int
) -> None:
    """Prove that all that names refer to are features."""
    part = "their references"
    _need(part, fits=_chunk(data, magic, at) >= count)
    places = _row(data, at + _CHUNK.size, count, part)
    lengths = _words(raw, places, part)
    _need(part, fits=lengths.sum() <= len(data) // _WORD)
    first = np.repeat(places + _WORD, lengths)
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    found = _words(raw, first + _WORD * (np.arange(len(first)) - before), part)
    _need(part, fits=(found < features).all())
