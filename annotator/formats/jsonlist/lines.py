"""JSONL of others: one object per line, each of which is an article with its metadata."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import noun
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import decoded
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Told
from annotator.formats.jsonl.lines import SCHEMA, SUFFIXES, ArticleLine
from annotator.formats.jsonlist.table import ObjectTable

LONGEST = 64 * 2**20
"""How many bytes a line may have."""
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_FIRST = 20  # lines by which one tells whose form it is
_OWN = frozenset(ArticleLine.__struct_fields__)
_LABELS = _OWN - {"id", "title", "text", "meta", "note", "created"}
_OURS = SCHEMA.partition("/")[0]
_NAMED = 5


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file has objects, a line each, that are not in this program's own form."""
    if not glimpse.text.lstrip().startswith("{") or glimpse.suffix not in (*SUFFIXES, ".json"):
        return False
    return is_of_others(glimpse.path)


def opened(path: Path) -> BinaryIO:
    """Open a file to read its lines as UTF-8, also one in UTF-16 as some shells write it."""
    file = path.open("rb")
    if not file.read(2).startswith(_UTF16):
        file.seek(0)
        return file
    file.close()
    return io.BytesIO(bounded_bytes(path).decode("utf-16", "replace").encode())


def is_of_others(path: Path, *, mapped: bool = False) -> bool:
    """Tell by its first lines whether a file has objects, a line each, in a form of others.

    What says that it is in this program's form is so, and what has nothing else than that has. Of
    the latter, texts without labels are as others write them where their keys are `mapped`.
    """
    try:
        with opened(path) as file:
            first = [one for _, one in zip(range(_FIRST), _objects(file), strict=False)]
    except OSError:
        return False
    if any(str(one.get("schema", "")).startswith(_OURS) for one in first):
        return False
    if mapped and not any(_LABELS & one.keys() for one in first):
        return True
    return any(not _is_own(one) for one in first)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of each line, or why it is refused; blank lines are passed over."""
    try:
        table = _table(path, options)
        with opened(path) as file:
            damaged: list[int] = []
            yield from table.found(_placed(file, path.name, damaged))
        if damaged:
            yield _told(path.name, damaged)
    except UserError as error:
        yield error
    except OSError as error:
        yield _unreadable(path, error)


def mapping_of(path: Path, options: ReadOptions) -> Mapping[str, str]:
    """Return what each key of the objects is taken for; raise a `UserError`."""
    try:
        return _table(path, options).mapping
    except OSError as error:
        raise _unreadable(path, error) from None


def lists(path: Path, options: ReadOptions) -> bool:
    """Tell whether the objects have no texts, but say of which articles they are."""
    try:
        return _table(path, options).listed
    except (UserError, OSError):
        return False


def numbered(
    file: BinaryIO, longest: int = LONGEST, before: int = 0
) -> Iterator[tuple[int, bytes]]:
    """Yield lines that aren't blank; of one that is too long (bytes) only its beginning.

    So many lines stand `before` these in their file.
    """
    number = before
    while data := file.readline(longest + 1):
        number += 1
        rest = data
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(longest + 1)
        data = data.removeprefix(_BOM) if number == 1 else data
        if data.strip():
            yield number, data


def too_long(where: str, longest: int = LONGEST) -> UserError:
    """Return the refusal of a line that is too long."""
    return UserError(f"The line is longer than {longest // 2**20} MiB.", where=where)


def _table(path: Path, options: ReadOptions) -> ObjectTable:
    with opened(path) as file:
        return ObjectTable(path, options, _objects(file))


def _objects(file: BinaryIO) -> Iterator[Mapping[str, Any]]:
    for _, data in numbered(file):
        try:
            one = msgspec.json.decode(mended(data)) if len(data) <= LONGEST else None
        except (msgspec.DecodeError, RecursionError):
            continue
        if isinstance(one, dict):
            yield cast("Mapping[str, Any]", one)


def _is_own(one: Mapping[str, Any]) -> bool:
    return one.keys() <= _OWN and not isinstance(one.get("id"), int)


def _placed(file: BinaryIO, name: str, damaged: list[int]) -> Iterator[tuple[str, Any]]:
    for number, data in numbered(file):
        where = f"{name}, line {number}"
        if len(data) > LONGEST:
            yield where, too_long(where)
            continue
        whole = mended(data)
        if whole is not data:
            damaged.append(number)
        try:
            yield where, decoded(whole, where)
        except UserError as error:
            yield where, error


def mended(data: bytes) -> bytes:
    """Return a line with a mark for each byte that is no UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace").encode()
    return data


def _told(name: str, damaged: list[int]) -> Told:
    more = f" and {len(damaged) - _NAMED:,} more" if len(damaged) > _NAMED else ""
    lines = ", ".join(map(str, damaged[:_NAMED]))
    word = noun(len(damaged), "line")
    message = "Bytes that are not UTF-8 came in as “\ufffd”; mend them in the file."
    return Told(f"{name}, {word} {lines}{more}", message)


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(f"The file can't be read: {error.strerror}.", where=path.name)
