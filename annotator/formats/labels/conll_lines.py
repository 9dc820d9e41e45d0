"""The lines of CoNLL's formats: rows of tokens in sentences, with what comments say of them."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from annotator.formats.labels.conll_tags import OUTSIDE, Columns, parted

BEGIN = "-DOCSTART-"
"""The word of a line that begins a document."""
_WIDEST = 100  # columns
_COMMENTS = ("# newdoc", "# begin document")
_FURTHER_COMMENTS = (*_COMMENTS, "# newpar", "# id", "#end")
_PARTS = re.compile(r"(\d{1,6})-(\d{1,6})")
_EMPTY = re.compile(r"\d{1,6}\.\d{1,6}")
_WITH_REMARKS = 10  # columns of a file of the form CoNLL-U, or more
_MOST_KEYS = 30


class Sentence(msgspec.Struct):
    """The rows of a sentence, and what the comments before it say."""

    rows: list[list[str]] = msgspec.field(default_factory=list[list[str]])
    text: str = ""
    begins_document: bool = False
    begins_paragraph: bool = False
    name: str = ""


class Lines:
    """The sentences of a text, and the names of the columns where it gives them."""

    def __init__(self, text: str) -> None:
        self.sentences: list[Sentence] = []
        self.columns: list[str] = []
        self._current = Sentence()
        lines = text.split("\n")
        self._tabbed = is_tabbed([one for one in lines[:2000] if one.strip()])
        for line in lines:
            self._take(line)
        self._end()
        self._add_remarks()

    def rows(self) -> list[list[str]]:
        """Return the rows of all sentences."""
        return [row for one in self.sentences for row in one.rows]

    def _take(self, line: str) -> None:
        if not line.strip():
            self._end()
        elif is_comment(line, tabbed=self._tabbed):
            self._end()
            self._take_comment(line)
        else:
            row = cells(line, tabbed=self._tabbed)
            if row[:1] == [BEGIN]:
                self._end()
                self._current = Sentence(begins_document=True)
            elif row:
                self._current.rows.append(row)

    def _end(self) -> None:
        """End a sentence; comments before one without rows are those of the next."""
        if self._current.rows:
            self.sentences.append(self._current)
            self._current = Sentence()

    def _take_comment(self, line: str) -> None:
        key, _, value = line[1:].partition("=")
        key, value = key.strip().casefold(), value.strip()
        if line.casefold().startswith(_COMMENTS):
            self._current.begins_document = True
            self._current.name = value
        elif key.startswith("newpar"):
            self._current.begins_paragraph = True
        elif key == "text":
            self._current.text = value
        elif key == "global.columns":
            self.columns = value.split()

    def _add_remarks(self) -> None:
        """Give tags that stand in the last column as NER=B-PER a column of their own."""
        rows = [row for row in self.rows() if len(row) >= _WITH_REMARKS]
        said = [dict(_said(row[-1])) for row in rows]
        keys = list(dict.fromkeys(key for one in said for key in one))[:_MOST_KEYS]
        kept = [key for key in keys if all(map(parted, {one.get(key, "O") for one in said}))]
        kept = [key for key in kept if any(_is_named(one.get(key, "O")) for one in said)]
        for row, one in zip(rows, said, strict=True):
            row[-1:] = [*(one.get(key, "O") for key in kept), row[-1]]


def is_tabbed(lines: Sequence[str]) -> bool:
    """Tell whether columns lie between tabs, and not between blanks."""
    return sum("\t" in one for one in lines) * 2 > sum(not one.startswith("#") for one in lines)


def is_comment(line: str, *, tabbed: bool) -> bool:
    """Tell whether a line is a remark, and no token that is a number sign."""
    if not line.startswith("#"):
        return False
    if tabbed:
        return "\t" not in line or "=" in line.partition("\t")[0]
    return " = " in line or line.casefold().startswith(_FURTHER_COMMENTS)


def cells(line: str, *, tabbed: bool) -> list[str]:
    """Return the cells of a line."""
    found = line.rstrip("\r\n").split("\t") if tabbed and "\t" in line else line.split()
    return [one.strip() for one in found[:_WIDEST]]


def words(rows: Sequence[Sequence[str]], columns: Columns) -> Iterator[Sequence[str]]:
    """Yield the rows that are words as they stand in the text.

    Of a word with parts of its own (1-2 du, 1 de, 2 le) it is the whole, with its parts' tags.
    """
    kept = [row for row in rows if len(row) > columns.token and row[columns.token]]
    if not columns.token:
        yield from kept
        return
    last, whole = 0, list[str]()
    for row in kept:
        parts = _PARTS.fullmatch(row[0])
        if parts is None and row[0].isdecimal() and int(row[0]) <= last:
            _take_tags(whole, row, columns)
            continue
        last, whole = 0, list(row)
        if parts is not None:
            last = int(parts[2])
        if _EMPTY.fullmatch(row[0]) is None:
            yield whole


def _take_tags(whole: list[str], part: Sequence[str], columns: Columns) -> None:
    """Give a word the tags of its first part that has some."""
    for n in columns.tags:
        if n < min(len(part), len(whole)) and whole[n] in OUTSIDE:
            whole[n] = part[n]


def _said(cell: str) -> Iterator[tuple[str, str]]:
    for one in cell.split("|") if "=" in cell else ():
        key, sign, value = one.partition("=")
        if sign:
            yield key, value


def _is_named(tag: str) -> bool:
    return len(tag) > 2 and any(label for _, label in parted(tag))
