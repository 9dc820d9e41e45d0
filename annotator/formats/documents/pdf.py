"""PDF: columns in reading order, words whole again, running heads proposed to be left out.

All pages are one article. What stands at the edges of pages (running heads, page numbers) is kept
after the paragraph in which the page ends, and proposed to be excluded.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.documents.pdf_lines import PdfLine, lines_of
from annotator.formats.documents.pdf_words import words_of
from annotator.formats.documents.roles import Piece, article_of, byline_of, folded
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import LARGEST, bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told

SUFFIXES = (".pdf",)

_HEADLINE = 1.25  # times the text's size
_OTHER_SIZE = 1.12
_APART = 1.12  # times the usual distance of lines
_INDENT = 0.7  # of the letters' size
_SHORT = 0.88  # of a column's width; a line that ends before has ended its paragraph
_STOP = re.compile(r"[.!?…。！？؟۔:][\"'’”“»›」』)\]]*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad]$")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_KEPT = frozenset(
    (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "half",
        "well",
        "self",
        "long",
        "short",
        "high",
        "low",
        "non",
        "ex",
        "vice",
        "anti",
        "pro",
        "semi",
        "multi",
        "mid",
        "old",
        "new",
        "much",
        "all",
        "cross",
        "counter",
    )
)
"""First parts of words that keep their hyphen."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_JUNK_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|rtf|odt|html?)\b|^\W*$|^https?:",
    re.IGNORECASE,
)
_JUNK_AUTHOR = frozenset(("anonymous", "user", "admin", "unknown", "unspecified", "(anonymous)"))
_BEFORE_TEXT = 8  # paragraphs
_LONGEST_ABOVE = 120  # code points of what may stand above a headline
_LONGEST_SUBHEAD = 150  # code points
_LONGEST_CAPTION = 300  # code points
_CAPTION = re.compile(r"photo|foto|bild|picture|image|fig\.|graphic|grafik", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Paragraph:
    """Lines that are read as one; `pages` are those that end within or right after it."""

    def __init__(self, line: PdfLine) -> None:
        self.lines = [line]
        self.size = line.size

    @property
    def last(self) -> PdfLine:
        return self.lines[-1]


def read(path: Path, options: ReadOptions) -> Iterator[Found]:  # noqa: ARG001 - of every importer
    """Yield the one article of a PDF, or why it can't come in."""
    try:
        yield from _article(bounded_bytes(path, LARGEST), path.name)
    except UserError as error:
        yield error


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a PDF, whatever its name."""
    return b"%PDF-" in glimpse.head[:1024]


def _article(data: bytes, where: str) -> Iterator[Found]:
    pdf = words_of(data, where)
    empty = [n for n, page in enumerate(pdf.pages, 1) if not page.words]
    if len(empty) == len(pdf.pages):
        message = "The PDF holds pictures of its pages and no text: it is a scan."
        remedy = "Have its text recognised first (OCR), then import that."
        raise UserError(message, where=where, remedy=remedy)
    lines = lines_of(pdf.pages)
    usual = _usual_size(lines.lines)
    paragraphs = _paragraphs(lines.lines)
    words = _known_words(lines.lines)
    said = "" if _JUNK_TITLE.search(pdf.title) else pdf.title
    pieces = list(_pieces(paragraphs, lines.heads, usual, words, said))
    headline = next((one.text for one in pieces if one.role is StretchRole.HEADLINE), "")
    title = headline or said
    above = [one.text for one in pieces if one.excluded]
    meta = _meta(pieces, [*lines.heads, above], pdf.author)
    article = article_of(pieces, title=title, meta=meta, where=where)
    yield Incoming(where=where, article=article)
    if empty:
        shown = ", ".join(map(str, empty[:10]))
        yield Told(where, f"Pages without text, which may be pictures: {shown}.")


def _meta(pieces: Sequence[Piece], heads: Sequence[Sequence[str]], author: str) -> dict[str, str]:
    meta = {"author": "" if author.casefold() in _JUNK_AUTHOR else author}
    lines = (byline_of(one.text) for one in pieces if one.role is StretchRole.BYLINE)
    if byline := next(filter(None, lines), None):
        meta |= {"author": byline.author, "published": byline.published}
    if not meta.get("published"):
        days = (iso(head) for page in heads for head in page)
        meta["published"] = next((day for day in days if _ISO_DAY.match(day)), "")
    return meta


def _usual_size(lines: Sequence[PdfLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _paragraphs(lines: Sequence[PdfLine]) -> list[_Paragraph]:
    columns: dict[int, list[PdfLine]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    found: list[_Paragraph] = []
    for column in columns.values():
        pitch = _pitch(column)
        left, right = _edges(column)
        for before, line in pairwise([None, *column]):
            if line is None:
                continue
            if before is None:
                begins = not found or not _goes_on(found[-1].last, line, left)
            else:
                begins = _begins(before, line, pitch, (left, right))
            if begins:
                found.append(_Paragraph(line))
            else:
                found[-1].lines.append(line)
    return found


def _pitch(lines: Sequence[PdfLine]) -> float:
    steps = [one.base - two.base for one, two in pairwise(lines) if one.base > two.base]
    return sorted(steps)[len(steps) // 2] if steps else 0.0


def _edges(lines: Sequence[PdfLine]) -> tuple[float, float]:
    """Return where most lines of a column begin, and where the longest end."""
    lefts = Counter(round(line.left) for line in lines)
    return lefts.most_common(1)[0][0], max(line.right for line in lines)


def _begins(before: PdfLine, line: PdfLine, pitch: float, edges: tuple[float, float]) -> bool:
    """Tell whether a line begins a paragraph after another one of its column."""
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return True
    step = before.base - line.base
    large = max(line.size, 1)
    # Lines of other sizes have another distance; a headline's are as far apart as it is large.
    usual = max(pitch, 1.0) if line.size < _HEADLINE * large else step
    if step > _APART * usual and step - usual > 0.1 * large and step > 1.3 * large:
        return not (line.size > 14 and step < 1.7 * line.size)
    left, right = edges
    indented = line.left - left > _INDENT * large and before.left - left <= _INDENT * large
    if indented and bool(_STOP.search(before.text)):
        return True
    ends_short = before.right < left + _SHORT * (right - left)
    return ends_short and bool(_STOP.search(before.text))


def _goes_on(before: PdfLine, line: PdfLine, left: float) -> bool:
    """Tell whether the first line of a column goes on with what another column broke off."""
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return False
    if _HYPHEN.search(before.text):
        return True
    if line.left - left > _INDENT * line.size and line.text[:1].isupper():
        return False
    return not _STOP.search(before.text)


def _known_words(lines: Sequence[PdfLine]) -> frozenset[str]:
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line.text))


def _pieces(
    paragraphs: Sequence[_Paragraph],
    heads: Sequence[Sequence[str]],
    usual: float,
    words: frozenset[str],
    title: str,
) -> Iterator[Piece]:
    texts = [_text(one.lines, words) for one in paragraphs]
    headline = _headline_at(paragraphs, texts, usual, title)
    told = 0
    has_text = False
    for n, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        role = _role(paragraph, text, usual, near_top=n < _BEFORE_TEXT, has_text=has_text)
        role = StretchRole.HEADLINE if n == headline else role
        # What stands above the headline is the paper's name, the day, the section.
        above = n < headline
        has_text = has_text or (role is StretchRole.BODY and not above)
        yield Piece(text=text, role=StretchRole.BODY if above else role, excluded=above)
        after = paragraphs[n + 1].lines[0].page if n + 1 < len(paragraphs) else len(heads)
        while told < after:
            yield from (Piece(text=head, excluded=True) for head in heads[told])
            told += 1


def _headline_at(
    paragraphs: Sequence[_Paragraph], texts: Sequence[str], usual: float, title: str
) -> int:
    """Return which paragraph is the headline: the title, or what is large before the text."""
    wanted = folded(title)
    for n, text in enumerate(texts[:_BEFORE_TEXT]):
        if wanted and folded(text) == wanted:
            return n
    large: list[int] = []
    for n, (paragraph, text) in enumerate(
        zip(paragraphs[:_BEFORE_TEXT], texts[:_BEFORE_TEXT], strict=True)
    ):
        if paragraph.size >= _HEADLINE * usual or (n == 0 and paragraph.size > _OTHER_SIZE * usual):
            large.append(n)
        elif len(text) > _LONGEST_ABOVE:
            break
    return max(large, key=lambda n: (paragraphs[n].size, -n), default=-1)


def _role(
    paragraph: _Paragraph, text: str, usual: float, *, near_top: bool, has_text: bool
) -> StretchRole:
    large = paragraph.size >= _HEADLINE * usual
    if large or (paragraph.size > _OTHER_SIZE * usual and len(text) < _LONGEST_SUBHEAD):
        return StretchRole.SUBHEAD if has_text else StretchRole.STANDFIRST
    if near_top and not has_text and byline_of(text):
        return StretchRole.BYLINE
    is_small = paragraph.size < usual / _OTHER_SIZE and len(text) < _LONGEST_CAPTION
    return StretchRole.CAPTION if is_small and _CAPTION.search(text) else StretchRole.BODY


def _text(lines: Sequence[PdfLine], words: frozenset[str]) -> str:
    parts: list[str] = []
    for line in lines:
        text = (
            line.text.replace("\u00ad", "-")
            if not line.text.endswith("\u00ad")
            else (line.text[:-1].replace("\u00ad", "-") + "\u00ad")
        )
        if parts:
            parts[-1], between = _end(parts[-1], text, words)
            parts.append(between)
        parts.append(text)
    return "".join(parts).replace("\u00ad", "-").strip()


def _end(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """Return how a line's end goes on into the next: what stays of it, and what comes between."""
    if not _HYPHEN.search(before):
        unspaced = _UNSPACED.match(before[-1:]) and _UNSPACED.match(after[:1])
        return before, "" if unspaced else " "
    left = re.search(r"(\w+)$", before[:-1])
    right = re.match(r"\w+", after)
    if left is None or right is None:
        return f"{before[:-1]}-", ""
    first, second = left[1].casefold(), right[0].casefold()
    compound = f"{first}-{second}" in words and f"{first}{second}" not in words
    is_kept = compound or first in _KEPT or any(c.isdigit() for c in first) or right[0][0].isupper()
    is_kept = is_kept or before[: left.start()].endswith(("-", "\u2010"))
    if is_kept and f"{first}{second}" not in words:
        return f"{before[:-1]}-", ""
    return before[:-1], ""
