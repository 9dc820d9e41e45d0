"""JSONL of an archive: cut behind lines, its keys told by its first lines."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, BinaryIO, cast

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, CorpusRow, Partition
from annotator.formats.corpus.stretch import BROKEN_OFF, head_of, opened_file, opened_stretch
from annotator.formats.corpus.taking import article_of_row, bad_row, taken_row
from annotator.formats.files.headings import guess_mapping
from annotator.formats.files.strict_json import decoded
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonl.lines import ArticleLine
from annotator.formats.jsonlist import lines as others
from annotator.formats.jsonlist.objects import MOST_KEYS, UnreadLabels, flat
from annotator.formats.tables.plan import planned
from annotator.formats.tables.rows import Table, meta_of
from annotator.formats.text import title_of

LONGEST_LINE = 16 * 2**20
"""How many bytes a line may have; the longest text has half of that."""
_CHUNK = 2**20
_TELLING = 200  # lines from which it is told what the keys hold
_TELLING_BYTES = 8 * 2**20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OWN = frozenset(ArticleLine.__struct_fields__)

_Object = Mapping[str, Any]


def cut_jsonl(of: CorpusFile, at_most: int) -> Iterator[Partition]:
    """Yield partitions of a file, each of about so many bytes, which end behind lines."""
    if of.packed or of.size <= at_most:
        yield Partition(of=of)
        return
    first = part = 0
    row, number = 1, 1
    for number, end in _line_ends(of, at_most):
        yield Partition(of=of, first=first, last=end, row=row, part=part)
        first, row, part = end, number, part + 1
    if first < of.size:
        yield Partition(of=of, first=first, row=row, part=part)


def _line_ends(of: CorpusFile, at_most: int) -> Iterator[tuple[int, int]]:
    """Yield behind which bytes lines end where a partition is full, and the next line's number."""
    at = since = 0
    number = 1
    with opened_file(of) as file:
        while data := file.read(_CHUNK):
            done = 0
            while True:
                found = data.find(b"\n", max(done, since + at_most - at - 1))
                if found < 0:
                    break
                number += data.count(b"\n", done, found + 1)
                done = found + 1
                since = at + done
                yield number, since
            number += data.count(b"\n", done)
            at += len(data)


def read_jsonl(partition: Partition) -> Iterator[CorpusRow]:
    """Yield the rows of a partition."""
    if head_of(partition.of, 2) in _UTF16:
        error = UserError("It is in UTF-16.", remedy="Save it as UTF-8.")
        yield bad_row(partition, 0, error)
        return
    try:
        rows = _Rows(partition)
    except UserError as error:
        if partition.begins:
            yield bad_row(partition, 0, error)
        return
    with opened_stretch(partition) as lines:
        file = cast("BinaryIO", lines)
        for number, data in others.numbered(file, LONGEST_LINE, partition.row - 1):
            yield rows.taken(number, data)


class _Rows:
    """What the keys of a file's objects hold: told from the first, and of others by their names."""

    def __init__(self, partition: Partition) -> None:
        self._partition = partition
        with opened_file(partition.of) as file:
            first: list[_Object] = []
            with suppress(*BROKEN_OFF):  # reading it says where
                first.extend(islice(_objects(file), _TELLING))
        self._own = bool(first) and all(_is_own(one) for one in first)
        rows = [flat(one, UnreadLabels()) for one in first]
        self._header = tuple({key: None for row in rows for key in row})[:MOST_KEYS]
        self._later: dict[tuple[str, ...], Table] = {}
        if self._own:
            return
        if not self._header:
            raise UserError("There is no object with articles in it.")
        self._plan = planned(self._header, ReadOptions(), rows)
        if self._plan.listed:
            raise UserError("It holds no texts, only what is known of articles.")
        self._table = Table(path=partition.path, plan=self._plan, encoding="utf-8")
        self._table.check()

    def taken(self, number: int, data: bytes) -> CorpusRow:
        """Return the article of a line, or why it is none."""
        try:
            one = _object(data)
            if self._own and _is_own(one):
                return self._own_line(number, one)
            row = flat(one, UnreadLabels())
            found = self._table_for(row).taken("", row)
        except UserError as error:
            return bad_row(self._partition, number, error)
        taken = taken_row(self._partition, number, found)
        if taken is None:
            raise LookupError("a row with a text is an article")
        return taken

    def _own_line(self, number: int, one: _Object) -> CorpusRow:
        text = one.get("text")
        if not isinstance(text, str) or not text.strip():
            raise UserError("The row has no text.")
        text = normalised(text)
        meta = meta_of(one["meta"]) if isinstance(one.get("meta"), dict) else {}
        title, ident = (_text(one.get(key)) for key in ("title", "id"))
        return article_of_row(self._partition, number, ident, title or title_of(text), text, meta)

    def _table_for(self, row: _Object) -> Table:
        """Return how a row is taken; keys that come up later hold what their names say."""
        known: Mapping[str, str] = {} if self._own else self._plan.mapping
        later = tuple(sorted(key for key in row if key not in known))
        if not later and not self._own:
            return self._table
        if later not in self._later:
            self._later[later] = self._table_with(later[:MOST_KEYS])
        return self._later[later]

    def _table_with(self, later: tuple[str, ...]) -> Table:
        if self._own:
            plan = planned(later, ReadOptions(), ())
            return Table(path=self._partition.path, plan=plan, encoding="utf-8")
        guessed = guess_mapping([*self._header, *later])
        taken = set(self._plan.mapping.values())
        more = {key: guessed[key] for key in later if guessed[key] not in taken}
        plan = msgspec.structs.replace(self._plan, mapping={**self._plan.mapping, **more})
        return Table(path=self._partition.path, plan=plan, encoding="utf-8")


def _objects(file: BinaryIO) -> Iterator[_Object]:
    size = 0
    for _, data in others.numbered(file, LONGEST_LINE):
        size += len(data)
        if size > _TELLING_BYTES and size > len(data):
            return
        try:
            one = msgspec.json.decode(others.mended(data)) if len(data) <= LONGEST_LINE else None
        except (msgspec.DecodeError, RecursionError):
            continue
        if isinstance(one, dict):
            yield cast("_Object", one)


def _object(data: bytes) -> _Object:
    """Return the object on a line; raise a `UserError` where there is none."""
    if len(data) > LONGEST_LINE:
        raise others.too_long("", LONGEST_LINE)
    values = decoded(others.mended(data), "")
    if not isinstance(values, dict):
        raise UserError("It is no object with keys.")
    return cast("_Object", values)


def _is_own(one: _Object) -> bool:
    """Tell whether an object has the keys of this program's own lines, and no others."""
    return one.keys() <= _OWN and isinstance(one.get("meta", {}), dict)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
