"""The program's own tables, CSV or XLSX: a row per annotation, on articles of the project.

In a spreadsheet the articles' texts may be, too: then those come in that the project has not.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Origin, Verdict
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import BETWEEN_CHOICES
from annotator.domain.field_types import is_id
from annotator.domain.names import folded
from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.csv.cells import as_before
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ArticleHere, ReadOptions, Told
from annotator.formats.labels.foreign import (
    ForeignDecision,
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
)
from annotator.formats.labels.own_rows import (
    BOM,
    is_own_workbook,
    own_delimiter,
    own_file,
    unknown_columns,
)
from annotator.formats.labels.own_table_links import Linker, Row
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.stamps import stamp
from annotator.formats.labels.units import OffsetUnit, Positions

_SCORE = re.compile(r"[01](\.[0-9]{1,20})?|[0-9](\.[0-9]{1,20})?e-[0-9]{1,2}")
"""A number from 0 to 1, as exports write it."""
_PIECE = re.compile(r"(\d{1,9})-(\d{1,9})")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a table's heading is the export's: what was marked, and in which article."""
    return is_own_workbook(glimpse) or own_delimiter(glimpse.text.removeprefix(BOM)) is not None


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    reading = _Reading(path, options)
    try:
        reading.take_rows()
    except csv.Error as error:
        message = f"The table breaks off here: {error}."
        reading.problems.append(UserError(message, where=reading.place))
    documents = list(reading.documents())
    return ForeignFile(
        tool="Table", documents=documents, problems=reading.problems, told=list(reading.told())
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


class _Reading:
    """A table, its rows sorted by the articles that they are on."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        file = own_file(path, options.encoding)
        self._tables, self._texts = file.tables, file.articles
        self._table = self._tables[0]
        self._options = options
        self._here = options.articles
        self._codebook = options.codebook
        self._by_article: dict[tuple[str, str], list[Row]] = {}
        self._seen: set[str] = set()
        self._unknown: list[str] = []
        self.problems: list[UserError] = []

    @property
    def place(self) -> str:
        """Where the row stands that is being read."""
        return self._table.place

    def take_rows(self) -> None:
        """Read all rows; raise `csv.Error` where the table can't be read on."""
        for table in self._tables:
            self._table = table
            header = table.header
            self._unknown += [one for one in unknown_columns(header) if one not in self._unknown]
            for cells in table:
                if any(one.strip() for one in cells):
                    given = {
                        name: self._armed(cell, name)
                        for name, cell in zip(header, cells, strict=False)
                        if name
                    }
                    self._take_row(given)

    def told(self) -> Iterator[Told]:
        """Yield what is to be said of the table."""
        if self._unknown:
            said = enumerated([f"“{one[:80]}”" for one in self._unknown[:10]])
            yield Told("", f"Columns that no export has were left out: {said}.")

    def documents(self) -> Iterator[ForeignDocument]:
        """Yield the articles with their rows' annotations; note those that aren't there.

        Articles that only the file has come in its order, also those without annotations.
        """
        places = {ident: n for n, ident in enumerate(self._texts)}
        found = [*self._labelled(), *self._bare()]
        yield from sorted(found, key=lambda one: places.get(one.id, len(places)))

    def _bare(self) -> Iterator[ForeignDocument]:
        """Yield the articles without rows that only the file has."""
        with_rows = {ident for ident, _ in self._by_article}
        for one in self._texts.values():
            if one.id not in with_rows and self._known(one.id) is None:
                yield self._with_text(ForeignDocument(name=one.title, text=one.text, id=one.id))

    def _with_text(self, document: ForeignDocument) -> ForeignDocument:
        """Return a document with all that the file says of an article that only it has."""
        said = self._texts.get(document.id)
        if said is None or self._known(document.id) is not None:
            return document
        return structs.replace(
            document,
            title=said.title,
            meta=said.meta,
            excluded=said.excluded,
            note=said.note,
            done_by=said.done_by,
        )

    def _known(self, ident: str) -> ArticleHere | None:
        return self._here.by_id(ident) if self._here is not None and ident else None

    def _labelled(self) -> Iterator[ForeignDocument]:
        for (ident, title), rows in self._by_article.items():
            try:
                article = self._article(ident, title, rows)
            except UserError as error:
                self.problems.append(error)
                continue
            linker = Linker(rows, self._codebook, self._here)
            positions = Positions(article.text, OffsetUnit.UTF16)
            placed = [self._placed(one, article, positions) for one in linker.linked()]
            made = ForeignDocument(
                name=title or ident,
                text=article.text,
                id=article.id,
                title=article.title,
                labels=placed,
                actors=linker.actors(),
            )
            yield self._with_text(made)

    def _article(self, ident: str, title: str, rows: Sequence[Row]) -> ArticleHere:
        own = self._texts.get(ident)
        if self._here is None:
            return ArticleHere(id=ident, title=title, text=own.text if own else "")
        known = self._known(ident)
        if known is not None:
            return known
        if own is not None:
            return ArticleHere(id=own.id, title=own.title, text=own.text)
        every = self._here.by_title(title) if title else []
        if len(every) > 1:
            every = [one for one in every if all(_stands(one.text, row) for row in rows)]
        if len(every) == 1:
            return every[0]
        belong = f"{counted(len(rows), 'row')} {noun(len(rows), 'belongs', 'belong')}"
        said = f"“{title or ident}”, to which {belong}"
        if every:
            raise UserError(f"Several articles are {said}.", remedy="Give the column article_id.")
        message = f"The project has no article {said}."
        raise UserError(message, remedy="Import the articles first: the table has no texts.")

    def _placed(self, row: Row, article: ArticleHere, positions: Positions) -> ForeignLabel:
        """Return a row's label, whose place may be given in UTF-16 units alone."""
        label = row.label
        if label.fragments or not article.text:
            return label
        start, end = _number(row.cells, "start_utf16"), _number(row.cells, "end_utf16")
        if start is None or end is None:
            return label
        span = positions.span(start, end)
        return structs.replace(label, fragments=(span,) if span else (), placeless=span is None)

    def _take_row(self, cells: dict[str, str]) -> None:
        where = self.place
        code = cells.get("code", "").strip()
        if not code:
            self.problems.append(UserError("The row has no code.", where=where))
            return
        ident = cells.get("annotation_id", "").strip()
        if ident and ident in self._seen:
            message = f"The annotation {ident[:60]} is there twice."
            self.problems.append(UserError(message, where=where))
            return
        self._seen.add(ident)
        label = self._label(cells, code, ident, where)
        if label is None:
            return
        is_here = bool(ident and self._here is not None and self._here.has_annotation(ident))
        if not is_here and not label.gold:
            label = structs.replace(label, decisions=tuple(self._decisions(cells, label)))
        article = cells.get("article_id", "").strip(), cells.get("article_title", "").strip()
        self._by_article.setdefault(article, []).append(Row(label, cells, is_here))

    def _label(
        self, cells: Mapping[str, str], code: str, ident: str, where: str
    ) -> ForeignLabel | None:
        try:
            pieces = _pieces(cells)
        except UserError as error:
            self.problems.append(error.at(where))
            return None
        text = cells.get("text", "")
        in_utf16 = _number(cells, "start_utf16") is not None
        gold = folded(cells.get("layer", "").strip()) == GOLD_LAYER
        layer = "" if gold else cells.get("layer", "").strip()
        return ForeignLabel(
            label=code,
            fragments=pieces,
            placeless=not pieces and (bool(text.strip()) or in_utf16),
            id=ident or where,
            annotation=ident,
            quote=text or None,
            fields=dict(self._fields(cells, code)),
            coder=cells.get("coder", "").strip() or layer,
            gold=gold,
            note=cells.get("note", ""),
            at=stamp(cells.get("created")),
            modified=stamp(cells.get("modified")),
            origin=_origin(cells.get("origin", "")),
            **_suggested(cells),
            version=_number(cells, "codebook_version") or None,
        )

    def _fields(self, cells: Mapping[str, str], code: str) -> Iterator[tuple[str, Any]]:
        known = self._codebook.code(code)
        for column, cell in cells.items():
            name, dot, field_id = column.partition(".")
            if not dot or name != code or not cell:
                continue
            field = known.field(field_id) if known else None
            parts = cell.split(BETWEEN_CHOICES)
            splits = field.type.row.several if field else all(map(is_id, parts))
            yield field_id, parts if splits and len(parts) > 1 else cell

    def _decisions(
        self, cells: Mapping[str, str], label: ForeignLabel
    ) -> Iterator[ForeignDecision]:
        said = cells.get("decision", "").strip()
        verdict = next((one for one in Verdict if one == said), None)
        reviewer = cells.get("reviewer", "").strip()
        if verdict is not None and reviewer:
            reason = cells.get("reason", "")
            yield ForeignDecision(
                reviewer=reviewer, verdict=verdict, reason=reason, at=label.modified
            )

    def _armed(self, cell: str, column: str) -> str:
        """Return a cell without the sign that keeps spreadsheets from running it."""
        if column == "fragments":
            return cell.removeprefix("'")
        return as_before(cell) if self._table.disarmed else cell


def _pieces(cells: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """Return where a row's annotation stands, in code points; nothing for whole articles."""
    written = cells.get("fragments", "").split()
    if written:
        pieces = [_PIECE.fullmatch(one) for one in written[:10_000]]
        if None in pieces:
            raise UserError(f"“{' '.join(written)[:80]}” are no places.")
        return tuple((int(one[1]), int(one[2])) for one in pieces if one is not None)
    start, end = _number(cells, "start"), _number(cells, "end")
    return ((start, end),) if start is not None and end is not None else ()


def _number(cells: Mapping[str, str], column: str) -> int | None:
    text = cells.get(column, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _origin(text: str) -> Origin | None:
    return next((one for one in Origin if one == text), None)


def _suggested(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says of what suggested it, as attributes of a label; nothing mostly."""
    by = cells.get("suggested_by", "").strip()
    if not by:
        return {}
    written = cells.get("score", "").strip().replace(",", ".")  # where decimals have a comma
    score = float(written) if _SCORE.fullmatch(written) else None
    rule = cells.get("suggested_rule", "").strip()
    return {"by": by, "rule": rule, "score": score, "reason": cells.get("score_reason", "")}


def _stands(text: str, row: Row) -> bool:
    """Tell whether a row's words stand where it says."""
    label = row.label
    if not label.fragments or not label.quote:
        return True
    start, end = label.fragments[0]
    return end <= len(text) and label.quote.startswith(text[start:end])
