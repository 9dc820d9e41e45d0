"""The sheet of articles in the program's own spreadsheets, where their texts were asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.domain.article import WorkStatus
from annotator.formats.jsonl.lines import Scalar
from annotator.formats.labels.foreign import Ranges
from annotator.formats.metadata import METADATA
from annotator.formats.tables.rows import written
from annotator.formats.xlsx.columns import NO_METADATA, TEXT_COLUMN
from annotator.formats.xlsx.workbook import Cell, Sheet

_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
_OWN = frozenset(("article_id", "title", "length", "text"))
_DONE = f": {WorkStatus.DONE.value}"


class SheetArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its text, as its row says; `done_by` are handles."""

    id: str
    title: str
    text: str
    meta: Mapping[str, Scalar]
    excluded: Ranges
    note: str
    done_by: tuple[str, ...]


def sheet_articles(sheets: Sequence[Sheet]) -> dict[str, SheetArticle]:
    """Return the articles whose texts are in a spreadsheet, by their ids, in their order."""
    found: dict[str, SheetArticle] = {}
    for sheet in sheets:
        header = [written(one).strip() for one in sheet.rows[0][1]] if sheet.rows else []
        if set(header) >= _OWN:
            for _, cells in sheet.rows[1:]:
                one = _article(dict(zip(header, cells, strict=False)))
                if one.id and one.text:
                    found.setdefault(one.id, one)
    return found


def _article(row: Mapping[str, Cell]) -> SheetArticle:
    said = {name: written(cell) for name, cell in row.items()}
    statuses = said.get("statuses", "").split("\n")
    excluded = _RANGE.findall(said.get("excluded", ""))
    return SheetArticle(
        id=said["article_id"].strip(),
        title=said["title"].strip(),
        text="".join(cell for name, cell in said.items() if TEXT_COLUMN.fullmatch(name)),
        meta=dict(_metadata(row)),
        excluded=tuple((int(start), int(end)) for start, end in excluded),
        note=said.get("note", ""),
        done_by=tuple(one.removesuffix(_DONE) for one in statuses if one.endswith(_DONE)),
    )


def _metadata(row: Mapping[str, Cell]) -> Iterator[tuple[str, Scalar]]:
    for name, cell in row.items():
        if name and not _is_taken(name) and cell not in (None, ""):
            key = name.removeprefix(METADATA)
            yield key if _is_taken(key) else name, cell


def _is_taken(name: str) -> bool:
    """Tell whether a column is called so that is no metadata."""
    return name in NO_METADATA or TEXT_COLUMN.fullmatch(name) is not None
