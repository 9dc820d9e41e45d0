"""DNA (Discourse Network Analyzer): statements on documents in an SQLite file, versions 2 and 3."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, quoted
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.jsonl.lines import Scalar
from annotator.formats.labels.foreign import (
    ForeignCode,
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
)
from annotator.formats.labels.own_marks import put_together
from annotator.formats.labels.qda_names import UniqueNames, integer_of, words_of
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.units import OffsetUnit, Positions
from annotator.store.foreign import ForeignDatabase, Row, foreign_database, foreign_tables

SUFFIXES = (".dna",)
_TABLES = frozenset(("documents", "statements", "statementtypes", "variables"))
_DOCUMENT = ("ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date")
_META = {"author": "Author", "outlet": "Source", "section": "Section", "type": "Type"}
_MILLISECONDS = 10**11  # what is more can't be seconds: the year 5138
_DATA = ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a database of DNA."""
    return glimpse.is_sqlite and foreign_tables(glimpse.path) >= _TABLES


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    with foreign_database(path) as database:
        if not database.has("DOCUMENTS", "ID", "Text") or not database.has("STATEMENTS", "ID"):
            raise UserError("It is no database of DNA.", where=path.name)
        return _Network(database).file()


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


class _Network:
    """What the tables of a database hold."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        names = UniqueNames()
        kinds = database.rows("STATEMENTTYPES", ("ID", "Label", "Red", "Green", "Blue"))
        self._kinds = {
            integer_of(row["ID"]): (names.name(words_of(row["Label"])), _colour(row))
            for row in kinds
        }
        coders = database.rows("CODERS", ("ID", "Name"))
        self._coders = {integer_of(row["ID"]): words_of(row["Name"]).strip() for row in coders}
        variables = database.rows("VARIABLES", ("ID", "Variable"))
        self._variables = {
            integer_of(row["ID"]): words_of(row["Variable"]).strip() for row in variables
        }
        self._fields = self._answers()

    def file(self) -> ForeignFile:
        """Return all that comes over, with what can't be."""
        columns = ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder")
        placed: defaultdict[int | None, list[Row]] = defaultdict(list)
        for row in self._database.rows("STATEMENTS", columns):
            placed[integer_of(row["DocumentId"])].append(row)
        problems: list[UserError] = []
        documents: list[ForeignDocument] = []
        for row in self._database.rows("DOCUMENTS", _DOCUMENT):
            title = words_of(row["Title"]).strip()
            statements = placed.pop(integer_of(row["ID"]), [])
            if words_of(row["Text"]).strip():
                documents.append(self._document(row, title, statements))
            else:
                problems.append(UserError(f"{quoted(title)} has no text.", where=title))
        return ForeignFile(
            tool="DNA",
            documents=documents,
            codes=[ForeignCode(name=name, colour=said) for name, said in self._kinds.values()],
            problems=problems,
            told=list(self._told(sum(map(len, placed.values())))),
        )

    def _document(self, row: Row, title: str, statements: Iterable[Row]) -> ForeignDocument:
        positions = Positions(words_of(row["Text"]), OffsetUnit.UTF16)
        meta: dict[str, Scalar] = {
            key: words_of(row[column]).strip()
            for key, column in _META.items()
            if words_of(row[column]).strip()
        }
        published = _date(row["Date"])
        if published:
            meta["published"] = published
        return ForeignDocument(
            name=title,
            title=title,
            text=positions.text,
            meta=meta,
            labels=put_together(self._label(one, positions) for one in statements),
            note=words_of(row["Notes"]).strip(),
        )

    def _label(self, row: Row, positions: Positions) -> ForeignLabel:
        start, end = integer_of(row["Start"]), integer_of(row["Stop"])
        span = None if start is None or end is None else positions.span(start, end)
        kind = integer_of(row["StatementTypeId"])
        return ForeignLabel(
            label=self._kinds.get(kind, (f"Statement {kind}", ""))[0],
            id=words_of(row["ID"]),
            fragments=(span,) if span else (),
            placeless=span is None,
            coder=self._coders.get(integer_of(row["Coder"]), ""),
            fields=self._fields.get(integer_of(row["ID"]), {}),
        )

    def _answers(self) -> Mapping[int | None, dict[str, Any]]:
        """Return what is said of each statement: in version 3, texts stand apart."""
        entities = {
            integer_of(row["ID"]): words_of(row["Value"])
            for row in self._database.rows("ENTITIES", ("ID", "Value"))
        }
        found: defaultdict[int | None, dict[str, Any]] = defaultdict(dict)
        for table in _DATA:
            for row in self._database.rows(table, ("StatementId", "VariableId", "Value", "Entity")):
                name = self._variables.get(integer_of(row["VariableId"]), "")
                value = _answer(table, row, entities)
                if name and value not in (None, ""):
                    found[integer_of(row["StatementId"])][name] = value
        return found

    def _told(self, lost: int) -> Iterator[Told]:
        if lost:
            said = counted(lost, "statement")
            yield Told("", f"Left out: {said} on a document that isn’t there.")
        variables = self._database.rows("ATTRIBUTEVARIABLES", ("ID", "AttributeVariable"))
        names = {integer_of(row["ID"]): words_of(row["AttributeVariable"]) for row in variables}
        counts = Counter(
            names.get(integer_of(row["AttributeVariableId"]), "")
            for row in self._database.rows(
                "ATTRIBUTEVALUES", ("AttributeVariableId", "AttributeValue")
            )
            if words_of(row["AttributeValue"]).strip()
        )
        if counts:
            said = counted(sum(counts.values()), "attribute")
            listed = ", ".join(filter(None, counts))
            yield Told("", f"Left out: {said} of people and organisations ({listed}).")
        patterns = len(self._database.rows("REGEXES", ("Label",)))
        if patterns:
            yield Told("", f"Left out: {counted(patterns, 'pattern')} for highlighting.")


def _answer(table: str, row: Row, entities: Mapping[int | None, str]) -> Any:
    value = row["Value"]
    if table == "DATABOOLEAN":
        number = integer_of(value)
        return None if number is None else bool(number)
    if table == "DATAINTEGER":
        return integer_of(value)
    if value is None and row["Entity"] is not None:
        return entities.get(integer_of(row["Entity"]), "").strip()
    return words_of(value)


def _date(cell: object) -> str:
    """Return the date of a document, which stands there in seconds or thousandths since 1970."""
    number = integer_of(cell)
    if number is None:
        return ""
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    if not seconds % 86_400:
        return moment.date().isoformat()
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _colour(row: Row) -> str:
    parts = [integer_of(row[one]) for one in ("Red", "Green", "Blue")]
    shown = [one for one in parts if one is not None and 0 <= one <= 255]
    return f"#{''.join(f'{one:02X}' for one in shown)}" if len(shown) == 3 else ""
