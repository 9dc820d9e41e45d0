"""QualCoder: the database of a project, data.qda, which lies in a folder NAME.qda."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, quoted
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.jsonl.lines import Scalar
from annotator.formats.labels.counting import Said, likeliest, readings
from annotator.formats.labels.foreign import (
    ForeignCode,
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
)
from annotator.formats.labels.qda_names import (
    UniqueNames,
    colour,
    integer_of,
    joined,
    note_on,
    words_of,
)
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.stamps import stamp
from annotator.formats.labels.units import Positions
from annotator.store.foreign import ForeignDatabase, Row, foreign_database, foreign_tables

SUFFIXES = (".qda",)
_TABLES = frozenset(("source", "code_name", "code_text", "code_cat"))
_MOST_ALONG = 50_000  # files of a project's folder


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is the database of a QualCoder project."""
    return glimpse.is_sqlite and foreign_tables(glimpse.path) >= _TABLES


def along(path: Path) -> Iterable[Path]:
    """Return what else lies in a project's folder: its texts stand in the database."""
    if path.parent.suffix.lower() not in SUFFIXES:
        return ()
    return islice(path.parent.rglob("*"), _MOST_ALONG)


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    with foreign_database(path) as database:
        if not database.has("source", "id", "fulltext") or not database.has("code_text", "fid"):
            raise UserError("It is no project of QualCoder.", where=path.name)
        return _Project(database).file()


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


class _Project:
    """What the tables of a project hold."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        self._codes = dict(_codes(database))
        self._labels = _by(database.rows("code_text", _LABEL), "fid")
        self._notes = _by(database.rows("annotation", _NOTE), "fid")
        self._meta = self._attributes()

    def file(self) -> ForeignFile:
        """Return all that comes over, with what can't be."""
        problems: list[UserError] = []
        documents: list[ForeignDocument] = []
        sources = self._database.rows("source", ("id", "name", "fulltext", "mediapath", "memo"))
        for row in sorted(sources, key=lambda row: integer_of(row["id"]) or 0):
            name = words_of(row["name"])
            if words_of(row["fulltext"]).strip():
                documents.append(self._document(row, name))
            else:
                problems.append(UserError(f"The file {quoted(name)} has no text.", where=name))
        return ForeignFile(
            tool="QualCoder",
            documents=documents,
            codes=[one for _, one in sorted(self._codes.items(), key=lambda pair: pair[0][0])],
            problems=problems,
            told=list(self._told({integer_of(row["id"]) for row in sources})),
        )

    def _document(self, row: Row, name: str) -> ForeignDocument:
        ident = integer_of(row["id"])
        placed = self._labels.get(ident, [])
        raw = words_of(row["fulltext"])
        positions = likeliest(readings(raw, mark=True), map(_said, placed))
        notes = [words_of(row["memo"]), *(_note(one, positions) for one in self._notes[ident])]
        return ForeignDocument(
            name=name,
            title=name,
            text=positions.text,
            meta={"document": name, **self._meta[ident]} if name else self._meta[ident],
            labels=[one for each in placed for one in self._label(each, positions)],
            note=joined(notes),
        )

    def _label(self, row: Row, positions: Positions) -> Iterator[ForeignLabel]:
        start, end, words = _said(row)
        span = positions.span(start, end)
        code = self._codes.get(("code", integer_of(row["cid"]) or 0))
        important = integer_of(row["important"]) == 1
        yield ForeignLabel(
            label=code.name if code else f"Code {row['cid']}",
            fragments=(span,) if span else (),
            placeless=span is None,
            quote=words or None,
            coder=words_of(row["owner"]).strip(),
            note=words_of(row["memo"]).strip(),
            at=stamp(row["date"]),
            fields={"important": True} if important else {},
        )

    def _attributes(self) -> defaultdict[int | None, dict[str, Scalar]]:
        """Return what is said of each file, and of the cases that it belongs to."""
        types = self._database.rows("attribute_type", ("name", "valuetype"))
        numeric = {row["name"] for row in types if row["valuetype"] == "numeric"}
        of_files: defaultdict[int | None, dict[str, Scalar]] = defaultdict(dict)
        of_cases: defaultdict[int | None, dict[str, Scalar]] = defaultdict(dict)
        rows = self._database.rows("attribute", ("name", "attr_type", "value", "id"))
        for row in rows:
            name, value = words_of(row["name"]).strip(), words_of(row["value"]).strip()
            if name and value:
                of = of_cases if row["attr_type"] == "case" else of_files
                given = _numeric(value) if row["name"] in numeric else value
                of[integer_of(row["id"])][name] = given
        names = {
            integer_of(row["caseid"]): words_of(row["name"]).strip()
            for row in self._database.rows("cases", ("caseid", "name"))
        }
        for row in self._database.rows("case_text", ("caseid", "fid")):
            case, meta = integer_of(row["caseid"]), of_files[integer_of(row["fid"])]
            told = [*filter(None, str(meta.get("case") or "").split("; ")), names.get(case) or ""]
            meta["case"] = "; ".join(dict.fromkeys(filter(None, told)))
            for name, value in of_cases[case].items():
                meta.setdefault(name, value)
        return of_files

    def _told(self, sources: set[int | None]) -> Iterator[Told]:
        pictures = len(self._database.rows("code_image", ("cid",)))
        media = len(self._database.rows("code_av", ("cid",)))
        lost = sum(len(rows) for ident, rows in self._labels.items() if ident not in sources)
        journal = len(self._database.rows("journal", ("name",)))
        graphs = len(self._database.rows("graph", ("name",)))
        for count, noun, rest in (
            (pictures, "label", " in pictures and pages"),
            (media, "label", " in sound and film"),
            (lost, "label", " on a file that isn’t there"),
            (journal, "entry", " of the journal"),
            (graphs, "graph", ""),
        ):
            if count:
                yield Told("", f"Left out: {counted(count, noun)}{rest}.")


_LABEL = ("cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important")
_NOTE = ("fid", "pos0", "pos1", "memo", "owner")


def _codes(database: ForeignDatabase) -> Iterator[tuple[tuple[str, int], ForeignCode]]:
    """Yield the codes and the headings over them, by their numbers."""
    names = UniqueNames()
    rows = database.rows("code_name", ("cid", "name", "memo", "catid", "color", "supercid"))
    code_names = {
        integer_of(row["cid"]): names.name(words_of(row["name"]))
        for row in sorted(rows, key=lambda row: integer_of(row["cid"]) or 0)
    }
    headings = database.rows("code_cat", ("catid", "name", "memo", "supercatid"))
    heading_names = {
        integer_of(row["catid"]): names.name(words_of(row["name"]), "heading") for row in headings
    }
    for row in headings:
        ident = integer_of(row["catid"])
        yield (
            ("category", ident or 0),
            ForeignCode(
                name=heading_names[ident],
                title=words_of(row["name"]).strip(),
                parent=heading_names.get(integer_of(row["supercatid"]), ""),
                group=True,
                definition=words_of(row["memo"]).strip(),
            ),
        )
    for row in rows:
        ident = integer_of(row["cid"])
        above = code_names.get(integer_of(row["supercid"]), "")
        yield (
            ("code", ident or 0),
            ForeignCode(
                name=code_names[ident],
                parent=above or heading_names.get(integer_of(row["catid"]), ""),
                colour=colour(row["color"]),
                definition=words_of(row["memo"]).strip(),
            ),
        )


def _by(rows: Iterable[Row], key: str) -> defaultdict[int | None, list[Row]]:
    grouped: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[integer_of(row[key])].append(row)
    return grouped


def _said(row: Mapping[str, object]) -> Said:
    start, end = integer_of(row["pos0"]), integer_of(row["pos1"])
    words = words_of(row["seltext"]).replace("\u2029", "\n")  # as Qt writes ends of paragraphs
    return (-1 if start is None else start, -1 if end is None else end, words)


def _note(row: Row, positions: Positions) -> str:
    start, end = integer_of(row["pos0"]) or 0, integer_of(row["pos1"]) or 0
    words = words_of(row["memo"])
    return note_on(positions, start, end, words, words_of(row["owner"])) if words.strip() else ""


def _numeric(value: str) -> Scalar:
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number if abs(number) < 1e300 else value
