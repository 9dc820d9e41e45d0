"""Puts the words of a PDF's pages into lines in the order in which they are read: column by column.

Where words leave a free lane from one line to the next, they stand in columns; a line across the
lane (a headline) ends them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from annotator.formats.documents.pdf_words import PdfPage, Word

_SAME_LINE = 0.35  # of the letters' size
_LANE = 0.7  # of the letters' size, that columns are apart at least
_FAR = 2.5  # times the letters' size, between two running heads on one line
_LEAST_LINES = 3  # of a column
_LEAST_WORDS = 2.0  # in a column's line on average
_MOST_LINES = 400  # of a page that is looked at for columns
_EDGE = 0.12  # of a page's height in which running heads stand
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|s\.|p\.|pg\.|página|pagina|strana|стр\.?|صفحة|第)\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?"
    r"(?:\s*(?:/|of|von|de|sur|di|van|из|ページ|頁|页)\s*\d{0,4})?",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_Lane = tuple[float, float]


class PdfLine(msgspec.Struct, gc=False):
    """A line of text; `column` is the part of the page that it stands in, counted through."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0


class Lines(msgspec.Struct, frozen=True):
    """The lines of a document in reading order, and its running heads, page by page."""

    lines: list[PdfLine]
    heads: list[list[str]]


def lines_of(pages: Sequence[PdfPage]) -> Lines:
    """Return the lines of all pages, what comes again at the edges of pages apart."""
    rows = [_rows(page.words) for page in pages]
    again = _running(pages, rows)
    lines: list[PdfLine] = []
    heads: list[list[str]] = []
    column = 0
    for number, (page, here) in enumerate(zip(pages, rows, strict=True)):
        kept: list[list[Word]] = []
        found: list[str] = []
        for row in here:
            if _at_edge(row, page) and any(one in again for one in _forms(row)):
                found.extend(_joined(part) for part in _apart(row))
            else:
                kept.append(row)
        heads.append(found)
        for part in _ordered(kept):
            column += 1
            lines.extend(_line(row, number, column) for row in part)
    return Lines(lines, heads)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return words by the lines that they stand on, from the top, each from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.base, one.left)):
        if rows and abs(rows[-1][0].base - word.base) <= _SAME_LINE * max(word.size, 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _line(row: Sequence[Word], page: int, column: int) -> PdfLine:
    return PdfLine(
        text=_joined(row),
        left=min(one.left for one in row),
        right=max(one.right for one in row),
        base=row[0].base,
        size=max(one.size for one in row),
        page=page,
        column=column,
    )


def _joined(row: Sequence[Word]) -> str:
    words = [one.text for one in row]
    letters = "".join(words)
    if len(_RIGHT_TO_LEFT.findall(letters)) * 2 > len(letters):
        words.reverse()
    return " ".join(words)


def _apart(row: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield what stands far apart on one line: a name on the left, a day on the right."""
    part: list[Word] = []
    for word in row:
        if part and word.left - part[-1].right > _FAR * max(word.size, 1):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _at_edge(row: Sequence[Word], page: PdfPage) -> bool:
    height = max(page.height, 1)
    return row[0].base > (1 - _EDGE) * height or row[0].base < _EDGE * height


def _forms(row: Sequence[Word]) -> Iterator[str]:
    """Yield how a line may come again: as it is but for its numbers, on one side or the other."""
    text = _joined(row)
    if _PAGE_NUMBER.fullmatch(text):
        yield ""
    yield _NUMBERS.sub("#", text.casefold())


def _running(pages: Sequence[PdfPage], rows: Sequence[Sequence[list[Word]]]) -> set[str]:
    """Return the forms of lines that stand at the edges of several pages; "" is a page's number."""
    seen: Counter[str] = Counter()
    for page, here in zip(pages, rows, strict=True):
        edge = {form for row in here if _at_edge(row, page) for form in _forms(row)}
        seen.update(edge)
    return {form for form, count in seen.items() if count > 1 or not form}


def _ordered(rows: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Yield the parts of a page one after the other: whole lines, or a column of them."""
    if len(rows) > _MOST_LINES:
        yield rows
        return
    at = 0
    whole: list[list[Word]] = []
    while at < len(rows):
        end, lane = _columns(rows, at)
        if lane is None:
            whole.append(rows[at])
            at += 1
            continue
        if whole:
            yield whole
            whole = []
        sides = _sides(rows[at:end], lane)
        letters = "".join(word.text for row in rows[at:end] for word in row)
        if len(_RIGHT_TO_LEFT.findall(letters)) * 2 > len(letters):
            sides.reverse()
        for side in sides:
            yield from _ordered(side)
        at = end
    if whole:
        yield whole


def _sides(rows: Sequence[list[Word]], lane: _Lane) -> list[list[list[Word]]]:
    middle = (lane[0] + lane[1]) / 2
    left = [[one for one in row if one.right <= middle] for row in rows]
    right = [[one for one in row if one.right > middle] for row in rows]
    return [[row for row in side if row] for side in (left, right)]


def _columns(rows: Sequence[list[Word]], start: int) -> tuple[int, _Lane | None]:
    """Return up to where lines from one on leave a lane free, and the lane, if it parts columns."""
    lanes = _free(rows[start])
    best: tuple[int, _Lane | None] = (start, None)
    for end in range(start + 1, len(rows) + 1):
        lanes = lanes if end == start + 1 else _common(lanes, _free(rows[end - 1]))
        lanes = [one for one in lanes if one[1] - one[0] >= _LANE * _size(rows[start:end][0])]
        if not lanes:
            break
        if end == len(rows) or not _common_wide(lanes, rows[end]):
            found = next((one for one in _widest(lanes) if _parts(rows[start:end], one)), None)
            if found is not None:
                best = (end, found)
    return best


def _common_wide(lanes: Sequence[_Lane], row: Sequence[Word]) -> bool:
    wide = _LANE * _size(row)
    return any(right - left >= wide for left, right in _common(lanes, _free(row)))


def _size(row: Sequence[Word]) -> float:
    return max(min(one.size for one in row), 1.0)


def _free(row: Sequence[Word]) -> list[_Lane]:
    """Return where a line has no words, the margins left and right of it among that."""
    lanes: list[_Lane] = []
    end = float("-inf")
    for word in row:
        if word.left > end:
            lanes.append((end, word.left))
        end = max(end, word.right)
    return [*lanes, (end, float("inf"))]


def _common(some: Sequence[_Lane], others: Sequence[_Lane]) -> list[_Lane]:
    found: list[_Lane] = []
    n = m = 0
    while n < len(some) and m < len(others):
        left, right = max(some[n][0], others[m][0]), min(some[n][1], others[m][1])
        if left < right:
            found.append((left, right))
        if some[n][1] < others[m][1]:
            n += 1
        else:
            m += 1
    return found


def _widest(lanes: Sequence[_Lane]) -> list[_Lane]:
    inner = [one for one in lanes if one[0] != float("-inf") and one[1] != float("inf")]
    return sorted(inner, key=lambda one: one[0] - one[1])


def _parts(rows: Sequence[list[Word]], lane: _Lane) -> bool:
    """Tell whether there are columns on both sides of a lane: enough lines with enough words."""
    for side in _sides(rows, lane):
        words = sum(map(len, side))
        if len(side) < _LEAST_LINES or words < _LEAST_WORDS * len(side):
            return False
    return True
