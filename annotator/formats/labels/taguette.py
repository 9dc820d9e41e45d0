"""Taguette: highlights with tags on documents, in an SQLite file (project.sqlite3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

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
from annotator.formats.labels.qda_names import integer_of, words_of
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.stamps import stamp
from annotator.formats.labels.taguette_text import PageText
from annotator.store.foreign import ForeignDatabase, Row, foreign_database, foreign_tables

SUFFIXES = (".sqlite3",)
_TABLES = frozenset(("projects", "documents", "highlights", "tags", "highlight_tags"))
_OWN_ACCOUNT = "admin"  # the program's, where one person works on a computer of theirs
_LONGEST_PAGE = 8 * 2**20  # characters


class _Command(msgspec.Struct):
    """What an act says in the history: which highlight was made or changed."""

    type: str = ""
    highlight_id: int | None = None


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a database of Taguette."""
    return glimpse.is_sqlite and foreign_tables(glimpse.path) >= _TABLES


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    with foreign_database(path) as database:
        if not database.has("documents", "id", "contents") or not database.has("highlights", "id"):
            raise UserError("It is no database of Taguette.", where=path.name)
        return _Study(database).file()


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


class _Study:
    """What the tables of a database hold."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        projects = database.rows("projects", ("id", "name"))
        self._projects = {integer_of(row["id"]): words_of(row["name"]).strip() for row in projects}
        self._tags = {
            integer_of(row["id"]): row
            for row in database.rows("tags", ("id", "path", "description", "project_id"))
        }
        self._of_highlight: defaultdict[int | None, list[str]] = defaultdict(list)
        for row in database.rows("highlight_tags", ("highlight_id", "tag_id")):
            tag = self._tags.get(integer_of(row["tag_id"]))
            if tag is not None:
                self._of_highlight[integer_of(row["highlight_id"])].append(words_of(tag["path"]))
        self._made = self._makers()
        self._untagged = 0

    def file(self) -> ForeignFile:
        """Return all that comes over, with what can't be."""
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        placed: defaultdict[int | None, list[Row]] = defaultdict(list)
        for row in self._database.rows("highlights", columns):
            placed[integer_of(row["document_id"])].append(row)
        problems: list[UserError] = []
        documents: list[ForeignDocument] = []
        columns = ("id", "name", "description", "filename", "created", "project_id", "contents")
        for row in self._database.rows("documents", columns):
            name = words_of(row["name"]).strip() or words_of(row["filename"])
            try:
                highlights = placed.pop(integer_of(row["id"]), [])
                documents.append(self._document(row, name, highlights))
            except UserError as error:
                problems.append(error)
        return ForeignFile(
            tool="Taguette",
            documents=documents,
            codes=list(self._codes()),
            problems=problems,
            told=list(self._told(sum(map(len, placed.values())))),
        )

    def _document(self, row: Row, name: str, highlights: Iterable[Row]) -> ForeignDocument:
        page = words_of(row["contents"])
        if len(page) > _LONGEST_PAGE:
            raise UserError(f"The document {quoted(name)} is too long.", where=name)
        text = PageText(page)
        if not text.text.strip():
            raise UserError(f"The document {quoted(name)} has no text.", where=name)
        meta: dict[str, Scalar] = {"document": name}
        if len(self._projects) > 1:
            meta["project"] = self._projects.get(integer_of(row["project_id"]), "")
        return ForeignDocument(
            name=name,
            title=name,
            text=text.text,
            meta=meta,
            labels=[one for each in highlights for one in self._labels(each, text)],
            note=words_of(row["description"]).strip(),
        )

    def _labels(self, row: Row, text: PageText) -> Iterator[ForeignLabel]:
        """Yield a label for each tag of a highlight."""
        ident = integer_of(row["id"])
        start, end = integer_of(row["start_offset"]), integer_of(row["end_offset"])
        span = None if start is None or end is None else text.span(start, end)
        words = PageText(words_of(row["snippet"])[:_LONGEST_PAGE]).text
        coder, at = self._made.get(ident, ("", ""))
        tags = self._of_highlight.get(ident, ())
        self._untagged += not tags
        for tag in tags:
            yield ForeignLabel(
                label=tag,
                fragments=(span,) if span else (),
                placeless=span is None,
                quote=words or None,
                coder=coder,
                at=at,
            )

    def _codes(self) -> Iterator[ForeignCode]:
        """Yield the tags; what stands before a point in a name is above it, if it is a tag."""
        said = {words_of(row["path"]): row for row in reversed(self._tags.values())}
        for path, row in reversed(said.items()):
            above = path.rpartition(".")[0]
            yield ForeignCode(
                name=path,
                parent=above if above in said else "",
                definition=words_of(row["description"]).strip(),
            )

    def _makers(self) -> Mapping[int | None, tuple[str, str]]:
        """Return who made each highlight, and when; the program's own account is nobody."""
        found: dict[int | None, tuple[str, str]] = {}
        rows = self._database.rows("commands", ("id", "date", "user_login", "payload"))
        for row in sorted(rows, key=lambda row: integer_of(row["id"]) or 0):
            try:
                said = msgspec.json.decode(words_of(row["payload"]), type=_Command)
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                continue
            if said.type == "highlight_add" and said.highlight_id is not None:
                login = words_of(row["user_login"]).strip()
                found.setdefault(said.highlight_id, (login, stamp(row["date"])))
        alone = {login for login, _ in found.values()} <= {_OWN_ACCOUNT}
        return {ident: ("" if alone else login, at) for ident, (login, at) in found.items()}

    def _told(self, lost: int) -> Iterator[Told]:
        for count, rest in (
            (self._untagged, "without a tag"),
            (lost, "on a document that isn’t there"),
        ):
            if count:
                yield Told("", f"Left out: {counted(count, 'highlight')} {rest}.")
