"""The lines of CoNLL's formats: rows of tokens in sentences, with what comments say of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from annotator.formats.files.pulse import beat
from annotator.formats.labels.conll_tags import OUTSIDE, TagColumns, parted

BEGIN = "-DOCSTART-"
"""The word of a line that begins a document."""
_WIDEST = 1_000  # columns
_COMMENTS = ("# newdoc", "# begin document")
_FURTHER_COMMENTS = (*_COMMENTS, "# newpar", "# id", "#end")
_PARTS = re.compile(r"(\d{1,6})-(\d{1,6})")
_EMPTY = re.compile(r"\d{1,6}\.\d{1,6}")
_WITH_REMARKS = 10  # columns of a file of the form CoNLL-U, or more
_MOST_KEYS = 30
_FIRST = 2_000  # sentences that tell what columns hold


class Sentence(msgspec.Struct):
    """The rows of a sentence, and what the comments before it say."""

    rows: list[list[str]] = msgspec.field(default_factory=list[list[str]])
    text: str = ""
    begins_document: bool = False
    begins_paragraph: bool = False
    name: str = ""
    coder: str = ""


class TokenLines:
    """The sentences of a text, read again each time, as the rows of a corpus take much room."""

    def __init__(self, text: str) -> None:
        self._text = text
        seen = islice((one for one in _lines(text) if one.strip()), 2_000)
        self._tabbed = is_tabbed(list(seen))
        self.columns: list[str] = []
        """The names of the columns, where the text gives them; known once sentences were read."""
        self._keys: list[str] = []
        first = list(islice(self.sentences(), _FIRST))
        self._keys = _keys_of([row for one in first for row in one.rows])

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences in their order."""
        current = Sentence()
        for step, line in enumerate(_lines(self._text)):
            beat(step)
            is_blank = not line.strip()
            if is_blank or is_comment(line, tabbed=self._tabbed):
                if current.rows:
                    yield current
                    current = Sentence()
                if not is_blank:
                    self._take_comment(current, line)
                continue
            row = cells(line, tabbed=self._tabbed)
            if row[:1] == [BEGIN]:
                if current.rows:
                    yield current
                current = Sentence(begins_document=True)
            elif row:
                current.rows.append(self._with_remarks(row))
        if current.rows:
            yield current

    def _take_comment(self, sentence: Sentence, line: str) -> None:
        key, _, value = line[1:].partition("=")
        key, value = key.strip().casefold(), value.strip()
        if line.casefold().startswith(_COMMENTS):
            sentence.begins_document = True
            sentence.name = value
        elif key.startswith("newpar"):
            sentence.begins_paragraph = True
        elif key == "text":
            sentence.text = value
        elif key == "coder":
            sentence.coder = value
        elif key == "global.columns":
            self.columns = value.split()

    def _with_remarks(self, row: list[str]) -> list[str]:
        """Return a row in which tags that stand in the last column as NER=B-PER have their own."""
        if not self._keys or len(row) < _WITH_REMARKS:
            return row
        said = dict(_said(row[-1]))
        return [*row[:-1], *(said.get(key, "O") for key in self._keys), row[-1]]


def _keys_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names in the last column whose values are tags."""
    said = [dict(_said(row[-1])) for row in rows if len(row) >= _WITH_REMARKS]
    keys = list(dict.fromkeys(key for one in said for key in one))[:_MOST_KEYS]
    kept = [key for key in keys if all(map(parted, {one.get(key, "O") for one in said}))]
    return [key for key in kept if any(_is_named(one.get(key, "O")) for one in said)]


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[at:end]
        at = end + 1


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


def words(rows: Sequence[Sequence[str]], columns: TagColumns) -> Iterator[Sequence[str]]:
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


def _take_tags(whole: list[str], part: Sequence[str], columns: TagColumns) -> None:
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
