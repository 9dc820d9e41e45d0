"""CoNLL and BIO: one token per line with its tags; sentences lie between blank lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.domain.wording import counted, enumerated
from annotator.formats.files.encodings import bounded_bytes, detected
from annotator.formats.files.folder import export_above
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.labels.conll_lines import (
    BEGIN,
    Sentence,
    TokenLines,
    cells,
    is_comment,
    is_tabbed,
    words,
)
from annotator.formats.labels.conll_tags import (
    TagColumns,
    columns_of,
    is_heading,
    parted,
    stretches,
)
from annotator.formats.labels.conll_text import (
    TextToken,
    TokenText,
    blanks_after,
    blanks_before,
)
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile, ForeignLabel
from annotator.formats.labels.reader import LabelReader

SUFFIXES = (".conll", ".conllu", ".conllup", ".bio", ".iob", ".iob2", ".bilou", ".bioes", ".bmes")
_LONGEST = 1_000_000  # characters of a document that the file doesn't end itself
_FIRST = 2_000  # sentences that tell what columns hold
_MOST_ROWS = 2_000_000
_WRONG = 0.01  # of the tags of a column
_SEEN = 200  # lines that tell what a file is


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether lines are tokens of which one column holds tags, with some within labels."""
    by_name = glimpse.suffix in SUFFIXES
    if glimpse.text.startswith("#FORMAT=WebAnno"):
        return False
    lines = glimpse.text.removeprefix("\ufeff").splitlines()[: _SEEN * (10 if by_name else 1)]
    kept = [one for one in lines if one.strip()]
    if len(kept) < 2 or not (by_name or len(kept) < len(lines) or len(kept) > 20):
        return False
    tabbed = is_tabbed(kept)
    every = [cells(one, tabbed=tabbed) for one in kept if not is_comment(one, tabbed=tabbed)]
    rows = [one for one in every if one and one[0] != BEGIN]
    widths = {len(one) for one in rows[:-1]}
    if not widths or (not by_name and (len(widths) > 1 or not 2 <= min(widths) <= 20)):
        return False
    columns = columns_of(rows if len(kept) < 3 else rows[:-1])
    if columns is None or not (columns.tags or columns.phrases):
        return by_name and columns is not None and tabbed
    if by_name:
        return True
    return columns.named and any(
        cell in ("O", "o") for row in rows for n, cell in enumerate(row) if n in columns.tags
    )


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    data = bounded_bytes(path)
    if not data.strip():
        raise UserError("The file is empty.", where=path.name)
    raw = data.decode(detected(data, path.name, options.encoding))
    lines = TokenLines(normalised(raw))
    columns = _columns(lines)
    if columns is None:
        remedy = "Each line is to have a word, and its tag in a further column."
        raise UserError("It has no words.", where=path.name, remedy=remedy)
    if "MISC" in lines.columns and "FORM" in lines.columns:
        columns = _without_others(columns, lines.columns)
    reading = _Reading(columns, raw, lines.columns)
    documents = [
        reading.document(number, one) for number, one in enumerate(_parted(lines.sentences()), 1)
    ]
    return ForeignFile(
        tool="CoNLL",
        documents=[one for one in documents if one.text.strip()],
        told=list(reading.told()),
        own=export_above(path) is not None,
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _columns(lines: TokenLines) -> TagColumns | None:
    """Return which columns hold what: the first sentences tell, or all if these have no tags."""
    columns: TagColumns | None = None
    for most in (_FIRST, None):
        rows = [row for one in islice(lines.sentences(), most) for row in one.rows]
        columns = columns_of(rows, wrong=_WRONG)
        if columns is None or columns.tags or columns.phrases or len(rows) > _MOST_ROWS:
            break
    if columns is not None and "FORM" in lines.columns:
        columns = msgspec.structs.replace(columns, token=lines.columns.index("FORM"))
    return columns


def _without_others(columns: TagColumns, names: Sequence[str]) -> TagColumns:
    """Return the columns without those for tags that a heading names otherwise."""
    others = {n for n, name in enumerate(names) if name.isupper()}
    return msgspec.structs.replace(columns, tags=tuple(set(columns.tags) - others))


def _parted(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each document; what nothing ends is cut where it is long."""
    held: list[Sentence] = []
    length = 0
    for one in sentences:
        if held and (one.begins_document or length > _LONGEST):
            yield held
            held, length = [], 0
        held.append(one)
        length += sum(len(cell) + 1 for row in one.rows for cell in row[:2])
    if held:
        yield held


class _Reading:
    """Documents on their way in, and what is to be said of their lines."""

    def __init__(self, columns: TagColumns, raw: str, names: Sequence[str]) -> None:
        self._columns = columns
        self._knows_blanks = "SpaceAfter=No" in raw
        self._knows_all = "SpacesAfter=" in raw or "TokenRange=" in raw
        self._remarks = names.index("MISC") if "MISC" in names else -1
        self._short = 0
        self._wrong: Counter[str] = Counter()

    def document(self, number: int, sentences: Sequence[Sentence]) -> ForeignDocument:
        """Return a document with its labels."""
        columns, pieces = self._columns, TokenText()
        tags: dict[int, list[list[str]]] = {n: [] for n in columns.tags}
        in_paragraphs = any(one.begins_paragraph for one in sentences)
        for one in sentences:
            if number == 1 and one is sentences[0] and is_heading(one.rows[0], columns):
                del one.rows[0]
            rows = list(words(one.rows, columns))
            if not rows:
                continue
            tokens = [self._token(row) for row in rows]
            between = "\n\n" if one.begins_paragraph else " " if in_paragraphs else "\n"
            pieces.add(tokens, one.text, between=between)
            for n, of_column in tags.items():
                of_column.append([self._tag(row, n) for row in rows])
        name = next((one.name for one in sentences if one.name), "")
        coder = next((one.coder for one in sentences if one.coder), "")
        return ForeignDocument(
            name=name or f"document {number}",
            text=pieces.text,
            meta={"document": name} if name else {},
            labels=list(_labels(pieces, list(tags.values()), coder)),
        )

    def told(self) -> Iterator[Told]:
        """Yield what was left out, and what was taken for something else."""
        if self._columns.phrases:
            said = enumerated([str(n + 1) for n in self._columns.phrases])
            yield Told("", f"Tags of grammar were left out (column {said}).")
        if not self._columns.tags:
            yield Told("", "No column holds labels.")
        if self._short:
            yield Told("", f"{counted(self._short, 'line')} without a tag: outside of any label.")
        for tag, count in self._wrong.most_common(10):
            said = f"“{tag[:60]}” is no tag ({counted(count, 'time')}): outside of any label."
            yield Told("", said)

    def _token(self, row: Sequence[str]) -> TextToken:
        remarks = row[self._remarks] if self._remarks < len(row) else ""
        form = row[self._columns.token]
        if self._knows_all:
            return TextToken(form, before=blanks_before(remarks), after=blanks_after(remarks))
        return TextToken(form, "SpaceAfter=No" in remarks if self._knows_blanks else None)

    def _tag(self, row: Sequence[str], n: int) -> str:
        if n >= len(row):
            self._short += 1
            return "O"
        if not parted(row[n]):
            self._wrong[row[n]] += 1
        return row[n]


def _labels(
    pieces: TokenText, columns: Sequence[Sequence[Sequence[str]]], coder: str
) -> Iterator[ForeignLabel]:
    """Yield the labels of all columns, each once."""
    every = dict.fromkeys(one for sentences in columns for one in stretches(sentences))
    for one in every:
        start, end = pieces.places[one.start][0], pieces.places[one.end - 1][1]
        yield ForeignLabel(label=one.label, fragments=((start, end),), coder=coder)
