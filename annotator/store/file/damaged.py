"""What a damaged file is refused with, in plain words: the one place where damage is worded."""

import re
from typing import Any

import msgspec

from annotator.domain.errors import DamageError
from annotator.domain.kinds import KINDS
from annotator.domain.wording import cut

_LONGEST = 80
_MOST_FIELDS = 5
ALTERED = "it is not as it was saved"
"""What is said of a row whose sum is another."""
UNREADABLE = "it can't be read"
SOME = "record"
"""What is said of something whose kind can't be read."""
_PARTS = {
    "edit": "edits",
    "change": "changes",
    "text": "texts",
    "withheld": "withheld records",
    "conflict": "conflicts",
    "brought": "edits that came in again",
    "typed_words": "typed words",
    "worked": "working times",
    "model": "learned models",
    "tally": "counts of records",
    "annotation_count": "counts of annotations",
    "code_count": "counts of codes",
    "status_count": "counts of statuses",
    "article_title": "titles to search",
    "article_mark": "marks to find articles by",
    "actor_mention": "rows of who is named where",
}
_FIELDS = {
    "codebook_description": "codebook's description",
    "codebook_title": "codebook's title",
    "codebook_version": "codebook version",
    "contexts": "context",
    "excluded": "excluded ranges",
    "meta": "metadata",
    "origin": "origin",
    "state": "whether it is in use",
    "text_sha256": "text",
    "texts": "words",
    "values": "answers",
}
"""What attributes are called where their name says something else, or less."""
_COLUMNS = {
    "after": "what they changed it to",
    "at": "when they were made",
    "before": "what they changed",
    "edit": "which edit they are of",
    "id": "which they are",
    "kind": "of what kind they are",
    "record": "which record they are of",
}
"""What columns are called that are no fields of a record."""
_SAID_OF_INDEX = re.compile(r"(?:missing from|entries in|entry in|differ from|of) index (\S+)")
_SAID_OF_CELL = re.compile(r"value in (\w+)\.(\w+)")
_SAID_OF_COLUMN = re.compile(r"column '(\w+)'")
_SAID_OF_TABLE = re.compile(r"(?:no such table: |constraint failed in |(?:table|column) )(\w+)")
_SAID: tuple[tuple[str, str], ...] = (
    ("fts5", "its search index can't be read"),
    ("text_fts", "its search index can't be read"),
    ("database schema", "what describes its tables can't be read"),
    ("no such column", "what describes its tables can't be read"),
    ("not a database", "its beginning is not that of a project"),
    ("unsupported file format", "its beginning is not that of a project"),
    ("decode", "a text in it can't be read"),
    ("interrupted", "its parts refer to one another without end"),
)


def file(name: str, detail: str) -> DamageError:
    """Return the refusal of a file as a whole."""
    error = DamageError(f"{name} is damaged: {detail}.")
    error.detail = detail
    return error


def cell(value: object) -> str:
    """Return what names something in a damaged row, or nothing where it is no text any more."""
    return value if isinstance(value, str) else ""


def record(
    kind: object, ident: object, detail: str = ALTERED, *, name: str = "", article: str = ""
) -> DamageError:
    """Return the refusal of a record by what it is called, and by the article that it is on."""
    told = cut(detail, 200)
    called = the_record(kind, ident, name, article)
    error = DamageError(f"{called} is damaged: {told}.")
    error.kind, error.record, error.detail = cell(kind) or SOME, cell(ident), told
    return error


def the_record(kind: object, ident: object, name: str = "", article: str = "") -> str:
    """Name a record at the beginning of a sentence."""
    called = record_called(kind, ident, name, article)
    alone = called == record_called(kind, None)
    return f"{called[:1].upper()}{called[1:]}" if alone else f"The {called}"


def record_called(kind: object, ident: object, name: str = "", article: str = "") -> str:
    """Name a record: its kind, its own name or a short id, and the article that it is on.

    Where nothing else can be read it is one of its kind, or a record.
    """
    what = cell(kind) or SOME
    if what == "text" and article:
        return f"text of “{cut(article, _LONGEST)}”"
    own = f"“{cut(name, _LONGEST)}”" if name else short_id(cell(ident))
    on = f"on “{cut(article, _LONGEST)}”" if article else ""
    if not own and not on:
        return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    return " ".join(part for part in (what, own, on) if part)


def short_id(ident: str) -> str:
    """Return an id as people can read it: one that an import gave whole, others by their beginning.

    That is enough to find it in what `check --json` lists.
    """
    if re.fullmatch(r"[0-9a-f]{64}", ident):
        return f"{ident[:12]}…"
    # One that is damaged itself may have other letters.
    if not re.fullmatch(r"\w{8}(?:-\w{4}){3}-\w{12}", ident):
        return cut(ident, 40)
    return f"{ident[:8]}…"


def part_words(table: str) -> str:
    """Return what the rows of a table are called."""
    if table in KINDS:
        kind = KINDS[table]
        return kind.plural or f"{kind.name}s"
    return _PARTS.get(table, "search index" if table.startswith("text_fts") else "other parts")


def schema_words(kind: str, name: str) -> str:
    """Return what a table, an index or a trigger of ours is for."""
    if kind == "table":
        return f"its {part_words(name)}"
    parts = part_words(_table_of(name))
    return f"an index of its {parts}" if kind == "index" else f"what guards its {parts}"


def _table_of(name: str) -> str:
    """Return the table that an index or a trigger is of: they are named for it."""
    plain = name.removeprefix("sqlite_autoindex_")
    known = (one for one in (*KINDS, *_PARTS) if plain.startswith(one))
    return next(known, plain)


def field_words(attribute: str, entry: str = "") -> str:
    """Return what an attribute of a record, or one entry of it, is called in the glossary."""
    if attribute == "values" and entry:
        return f"its answer to “{cut(entry, 40)}”"
    if attribute == "meta" and entry:
        return f"its metadata “{cut(entry, 40)}”"
    return _FIELDS.get(attribute, attribute.replace("_", " "))


def fields_in_words(attribute: str, is_: object, was: object) -> list[str]:
    """Return what differs between two cells of a record: the attribute, or entries of it."""
    try:
        found, wanted = (msgspec.json.decode(str(one), type=dict[str, Any]) for one in (is_, was))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return [field_words(attribute)]
    entries = [one for one in sorted(found | wanted) if found.get(one) != wanted.get(one)]
    return list(dict.fromkeys(field_words(attribute, one) for one in entries[:_MOST_FIELDS]))


def plainly(words: str) -> str:
    """Return in plain words what SQLite says of a file; its own are of its pages and cells."""
    if found := _SAID_OF_CELL.search(words):
        parts, column = part_words(found[1]), _COLUMNS.get(found[2]) or field_words(found[2])
        return f"some of its {parts} can't be read ({column})"
    if index := _SAID_OF_INDEX.search(words):
        parts = part_words(_table_of(index[1]))
        return f"its index of {parts} does not fit them"
    if column := _SAID_OF_COLUMN.search(words):
        return f"a text in it can't be read ({field_words(column[1])})"
    known = (plain for said, plain in _SAID if said in words.casefold())
    if plain := next(known, ""):
        return plain
    if table := _SAID_OF_TABLE.search(words):
        return f"its {part_words(table[1])} can't be read"
    return "parts of it can't be read"
