"""Writing a database of Discourse Network Analyzer: documents, and statements with variables.

That program wants a value of each variable for each statement. Where a number, or a yes or no, is
missing, the variable becomes a short text, which alone can be empty.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

import msgspec

from annotator.domain.bounds import LONGEST_CELL
from annotator.domain.wording import cut
from annotator.store.dna_schema import LONGEST, RELEASED, TABLES, VERSION
from annotator.store.file.placing import placed

_INTEGERS = range(-(2**31), 2**31)
_ATTRIBUTES = ("Type", "Alias", "Notes")
_COLOURS = ((255, 255, 0), (51, 153, 255), (255, 102, 102), (102, 255, 0), (255, 153, 51))

DnaValue = str | int | bool
"""A value of a variable."""


class DnaType(StrEnum):
    """What values a variable takes."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    SHORT = "short text"
    LONG = "long text"


class DnaDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One text; `date` is in seconds since 1970. Texts that are too long there are cut."""

    title: str
    text: str
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""
    date: int = 0


class DnaDatabase:
    """A database while it is written; ids count from 1, in the order of being added."""

    def __init__(self, connection: sqlite3.Connection, password: str) -> None:
        self._connection = connection
        self._password = password
        self._coders: dict[str, int] = {}
        self._types: dict[int, DnaType] = {}
        self._entities: dict[tuple[int, str], int] = {}
        for name, columns in TABLES.items():
            connection.execute(f"CREATE TABLE {name}({', '.join(columns)})")
        for name, value in (("version", VERSION), ("date", RELEASED)):
            self._insert("SETTINGS", {"Property": name, "Value": value})
        self.coder("Admin")

    def coder(self, name: str) -> int:
        """Return the id of a coder, who comes to be there; the first one administers."""
        if name not in self._coders:
            colour = _COLOURS[len(self._coders) % len(_COLOURS)]
            values = {"Name": short(name), "Password": self._password}
            self._coders[name] = self._insert("CODERS", values | _coloured(colour))
        return self._coders[name]

    def statement_type(self, label: str, colour: tuple[int, int, int]) -> int:
        """Add a kind of statements."""
        return self._insert("STATEMENTTYPES", {"Label": short(label)} | _coloured(colour))

    def variable(self, statement_type: int, name: str, kind: DnaType) -> int:
        """Add what is asked of a kind of statements; names differ within a kind."""
        values = {"Variable": short(name), "DataType": kind, "StatementTypeId": statement_type}
        ident = self._insert("VARIABLES", values)
        self._types[ident] = kind
        return ident

    def document(self, one: DnaDocument) -> int:
        """Add a document, which is the administrator's."""
        values = {
            "Title": short(one.title),
            "Text": one.text,
            "Coder": 1,
            "Author": short(one.author),
            "Source": short(one.source),
            "Section": short(one.section),
            "Notes": one.notes,
            "Type": short(one.type),
            "Date": one.date,
        }
        return self._insert("DOCUMENTS", values)

    def statement(self, kind: int, document: int, place: tuple[int, int], coder: int) -> int:
        """Add a statement; its place is in UTF-16 units of the document's text."""
        values = {
            "StatementTypeId": kind,
            "DocumentId": document,
            "Start": place[0],
            "Stop": place[1],
            "Coder": coder,
        }
        return self._insert("STATEMENTS", values)

    def say(self, statement: int, variable: int, value: DnaValue) -> None:
        """Give a statement a value of a variable, once; a whole number may be of any size."""
        values = {"StatementId": statement, "VariableId": variable}
        kind = self._types[variable]
        if kind is DnaType.BOOLEAN and isinstance(value, bool):
            self._insert("DATABOOLEAN", values | {"Value": int(value)})
        elif kind is DnaType.INTEGER and isinstance(value, int) and value in _INTEGERS:
            self._insert("DATAINTEGER", values | {"Value": int(value)})
        elif kind is DnaType.LONG:
            self._insert("DATALONGTEXT", values | {"Value": str(value)})
        else:
            entity = self.entity(variable, str(value))
            self._insert("DATASHORTTEXT", values | {"Entity": entity})

    def entity(self, variable: int, value: str, colour: tuple[int, int, int] = (0, 0, 0)) -> int:
        """Return the id of what a short text names, which comes to be there."""
        place = variable, short(value)
        if place not in self._entities:
            values = {"VariableId": variable, "Value": place[1]} | _coloured(colour)
            self._entities[place] = self._insert("ENTITIES", values)
        return self._entities[place]

    def describe(self, known: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """Give every statement all values, and entities their types and aliases, where known.

        `known` are those by variable and value. This comes last.
        """
        self._relate_coders()
        self._turn_what_lacks_values()
        self._fill()
        self._describe({(one, short(value)): said for (one, value), said in known.items()})

    def _relate_coders(self) -> None:
        self._connection.execute(
            "INSERT INTO CODERRELATIONS(Coder, OtherCoder) SELECT a.ID, b.ID"
            " FROM CODERS a JOIN CODERS b ON a.ID != b.ID ORDER BY a.ID, b.ID"
        )

    def _turn_what_lacks_values(self) -> None:
        turned = ((DnaType.BOOLEAN, "DATABOOLEAN"), (DnaType.INTEGER, "DATAINTEGER"))
        for kind, table in turned:
            for variable in [one for one, of in self._types.items() if of is kind]:
                if self._lacks(variable, table):
                    self._turn(variable, table)

    def _lacks(self, variable: int, table: str) -> bool:
        asked = "SELECT count(*) FROM STATEMENTS JOIN VARIABLES v USING (StatementTypeId)"
        said = f"SELECT count(*) FROM {table}"  # noqa: S608 - a name from above
        every = self._connection.execute(f"{asked} WHERE v.ID = ?", (variable,)).fetchone()
        known = self._connection.execute(f"{said} WHERE VariableId = ?", (variable,)).fetchone()
        return every != known

    def _turn(self, variable: int, table: str) -> None:
        """Make a variable one of short texts, with all that is said of it."""
        query = f"SELECT StatementId, Value FROM {table} WHERE VariableId = ? ORDER BY ID"  # noqa: S608 - a name from above
        rows = self._connection.execute(query, (variable,)).fetchall()
        is_flag = self._types[variable] is DnaType.BOOLEAN
        self._types[variable] = DnaType.SHORT
        self._connection.execute(f"DELETE FROM {table} WHERE VariableId = ?", (variable,))  # noqa: S608 - a name from above
        update = "UPDATE VARIABLES SET DataType = ? WHERE ID = ?"
        self._connection.execute(update, (DnaType.SHORT, variable))
        for statement, value in rows:
            words = ("yes" if value else "no") if is_flag else str(value)
            self.say(statement, variable, words)

    def _fill(self) -> None:
        """Say nothing, in so many words, where a statement has no text."""
        for variable, kind in self._types.items():
            if kind is DnaType.SHORT:
                self.entity(variable, "")
        missing = (
            " FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId) {} WHERE v.DataType = ?"
            " AND NOT EXISTS (SELECT 1 FROM {} d WHERE d.StatementId = s.ID"
            " AND d.VariableId = v.ID) ORDER BY s.ID, v.ID"
        )
        named = "JOIN ENTITIES e ON e.VariableId = v.ID AND e.Value = ''"
        self._connection.execute(
            "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) SELECT s.ID, v.ID, e.ID"
            + missing.format(named, "DATASHORTTEXT"),
            (DnaType.SHORT,),
        )
        self._connection.execute(
            "INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) SELECT s.ID, v.ID, ''"
            + missing.format("", "DATALONGTEXT"),
            (DnaType.LONG,),
        )

    def _describe(self, known: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        named: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for (variable, value), entity in self._entities.items():
            named[variable].append((value, entity))
        for variable, kind in self._types.items():
            if kind is not DnaType.SHORT:
                continue
            attributes = [
                self._insert("ATTRIBUTEVARIABLES", {"VariableId": variable, "AttributeVariable": n})
                for n in _ATTRIBUTES
            ]
            for value, entity in named[variable]:
                said = (*known.get((variable, value), ("", "")), "")
                for attribute, words in zip(attributes, said, strict=True):
                    self._attribute(entity, attribute, words)

    def _attribute(self, entity: int, attribute: int, words: str) -> None:
        values = {
            "EntityId": entity,
            "AttributeVariableId": attribute,
            "AttributeValue": short(words),
        }
        self._insert("ATTRIBUTEVALUES", values)

    def _insert(self, table: str, values: Mapping[str, str | int]) -> int:
        columns, signs = ", ".join(values), ", ".join("?" for _ in values)
        query = f"INSERT INTO {table}({columns}) VALUES ({signs})"  # noqa: S608 - names from above
        return self._connection.execute(query, tuple(values.values())).lastrowid or 0


@contextmanager
def new_dna_database(target: Path, password: str) -> Generator[DnaDatabase]:
    """Give a database to fill, which is at the target when the block ends, and else nowhere.

    `password` is what coders log in with, as the program keeps it. Raise a `UserError` when it
    can't be written.
    """
    with (
        placed(target, replace=True) as part,
        closing(sqlite3.connect(part, isolation_level=None)) as connection,
    ):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
        # What breaks off is thrown away with the whole file.
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("BEGIN")
        yield DnaDatabase(connection, password)
        connection.execute("COMMIT")


def short(words: str) -> str:
    """Return words as a short text there: on one line, without blanks around it, and cut."""
    return cut(" ".join(words.split()).replace("\0", "\ufffd"), LONGEST)


def _coloured(colour: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("Red", "Green", "Blue"), colour, strict=True))
