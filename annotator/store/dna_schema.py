"""The tables of a database of Discourse Network Analyzer 3.0."""

VERSION = "3.0.7"
"""The version of the program that the tables are of."""
RELEASED = "2022-06-10"
LONGEST = 190
"""How many characters a short text may have there."""
_PERMISSIONS = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments"),
    *("ViewOthersStatements", "EditOthersStatements"),
)
_DATA_TYPES = "('boolean', 'integer', 'long text', 'short text')"
_VIEWS = ("viewStatements", "editStatements", "viewDocuments", "editDocuments")


def _short(name: str, default: str | None = None) -> str:
    otherwise = "" if default is None else f" DEFAULT '{default}'"
    return f"{name} TEXT NOT NULL{otherwise} CHECK (LENGTH({name}) <= {LONGEST})"


def _within(name: str, low: int, high: int, more: str = "NOT NULL DEFAULT 0") -> str:
    return f"{name} INTEGER {more} CHECK ({name} BETWEEN {low} AND {high})"


def _flag(name: str, default: int) -> str:
    return _within(name, 0, 1, f"NOT NULL DEFAULT {default}")


def _colour(more: str = "NOT NULL DEFAULT 0") -> tuple[str, ...]:
    return tuple(_within(name, 0, 255, more) for name in ("Red", "Green", "Blue"))


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_OF_STATEMENT = ("StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL")
_STATEMENT_ENDS = (
    _refers("StatementId", "STATEMENTS"),
    _refers("VariableId", "VARIABLES"),
    "UNIQUE (StatementId, VariableId)",
)
TABLES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        _ID,
        _short("Name"),
        *_colour(),
        _within("Refresh", 0, 9999),
        _within("FontSize", 1, 99, "NOT NULL DEFAULT 14"),
        _short("Password"),
        _within("PopupWidth", 100, 9999, "DEFAULT 300"),
        _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0),
        _flag("PopupAutoComplete", 1),
        *(_flag(f"Permission{one}", 1) for one in _PERMISSIONS),
    ),
    "DOCUMENTS": (
        _ID,
        _short("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        *(_short(one, "") for one in ("Author", "Source", "Section")),
        "Notes TEXT NOT NULL DEFAULT ''",
        _short("Type", ""),
        "Date INTEGER NOT NULL",
        _refers("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_ID, _short("Label"), *_colour()),
    "VARIABLES": (
        _ID,
        _short("Variable"),
        f"DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN {_DATA_TYPES})",
        "StatementTypeId INTEGER",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        _ID,
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)",
        _refers("SourceVariableId", "VARIABLES"),
        _refers("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST})", *_colour()),
    "CODERRELATIONS": (
        _ID,
        "Coder INTEGER CHECK (Coder > 0)",
        "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *(_flag(one, 1) for one in _VIEWS),
        "CHECK (Coder != OtherCoder)",
        _refers("Coder", "CODERS"),
        _refers("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        _ID,
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        _refers("Coder", "CODERS"),
        _refers("DocumentId", "DOCUMENTS"),
    ),
    "DATABOOLEAN": (_ID, *_OF_STATEMENT, "Value INTEGER NOT NULL DEFAULT 1", *_STATEMENT_ENDS),
    "DATAINTEGER": (_ID, *_OF_STATEMENT, "Value INTEGER NOT NULL DEFAULT 0", *_STATEMENT_ENDS),
    "ENTITIES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _short("Value", ""),
        *_colour(""),
        "ChildOf INTEGER CHECK (ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _refers("ChildOf", "ENTITIES"),
        _refers("VariableId", "VARIABLES"),
    ),
    "DATASHORTTEXT": (
        _ID,
        *_OF_STATEMENT,
        "Entity INTEGER NOT NULL",
        _refers("Entity", "ENTITIES"),
        *_STATEMENT_ENDS,
    ),
    "DATALONGTEXT": (_ID, *_OF_STATEMENT, "Value TEXT DEFAULT ''", *_STATEMENT_ENDS),
    "ATTRIBUTEVARIABLES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _short("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
        _refers("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        _ID,
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _short("AttributeValue", ""),
        "UNIQUE (EntityId, AttributeVariableId)",
        _refers("EntityId", "ENTITIES"),
        _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}
"""The tables with their columns and rules, in the order in which they refer to one another."""
