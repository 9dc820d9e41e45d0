"""A document as the lines that profiles speak of, and what makes one of them a mark."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from annotator.formats.archives.profile import LineMark
from annotator.formats.blocks.block import Block, BlockKind

_BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a]+")
_INVISIBLE = re.compile("[\u200b\ufeff\u00ad]")
_NUMBER = r"(\d{1,3}(?:[.,' ]\d{3})+|\d{1,9})"
_ENTITY = re.compile(r"&#\d{2,6};")
_WRAPPED_AT = (50, 84)  # code points: how long the lines of hard-wrapped text can be
_FULL = 64  # code points of a line after which no further word had room
_FIRST = 100  # blank lines, as many as any mark asks for
_MOSTLY = 0.97  # of a wrapped file's lines


class ArchiveLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A line that is not blank, its white space made one blank each.

    `at` is its number among all lines of the document, `block` that of its paragraph; `blanks` is
    how many blank lines stand before it; `page` says that a page begins with it or with those.
    """

    text: str
    at: int
    block: int
    blanks: int
    page: bool
    bold: bool
    style: str
    row: bool


def lines_of(blocks: Sequence[Block], *, wrapped: bool = False) -> list[ArchiveLine]:
    """Return a document's lines; `wrapped` says that a blank line ends a paragraph, not a line."""
    found: list[ArchiveLine] = []
    at = group = 0
    page, blanks = True, _FIRST  # a document's first line begins a page
    for block in blocks:
        page = page or block.new_page
        group += not wrapped
        style = f"heading {block.level}" if block.kind is BlockKind.HEADING else block.style
        for raw in block.text.split("\n"):
            text = tidy(raw)
            if text:
                group += wrapped and blanks > 0
                found.append(
                    ArchiveLine(
                        text=text,
                        at=at,
                        block=group,
                        blanks=blanks,
                        page=page,
                        bold=block.bold,
                        style=style,
                        row=block.kind is BlockKind.ROW,
                    )
                )
                blanks, page = 0, False
            else:
                blanks += 1
            at += 1
    return found


def tidy(text: str) -> str:
    """Return a line with each run of blanks as one, and without what can't be seen."""
    bare = _INVISIBLE.sub("", _BLANKS.sub(" ", text)).strip()
    return _ENTITY.sub(lambda one: _character(one[0]), bare) if "&#" in bare else bare


def _character(entity: str) -> str:
    from html import unescape  # noqa: PLC0415 - seldom needed

    return unescape(entity)


def is_wrapped(blocks: Sequence[Block]) -> bool:
    """Tell whether a text's lines were broken at a width, so that a blank line ends a paragraph."""
    lengths = [len(block.text) for block in blocks if block.text]
    low, high = _WRAPPED_AT
    short = sum(length <= high for length in lengths)
    full = sum(low < length <= high for length in lengths)
    if short < _MOSTLY * len(lengths):
        return False
    return full * 4 >= len(lengths) or (short == len(lengths) and _go_on(blocks))


def _go_on(blocks: Sequence[Block]) -> bool:
    """Tell whether lines that are full go on in the next one, in texts that are short."""
    wide = [n for n, one in enumerate(blocks[:-1]) if len(one.text) > _FULL]
    followed = sum(blocks[n + 1].text[:1].islower() for n in wide)
    return 0 < len(wide) <= followed * 4


def joined(lines: Sequence[ArchiveLine], *, wrapped: bool) -> Iterator[str]:
    """Yield the paragraphs of lines; those of a wrapped text are made whole again."""
    parts: list[str] = []
    block = None
    for line in lines:
        if block is not None and line.block != block:
            yield _paragraph(parts, wrapped=wrapped)
            parts = []
        parts.append(line.text)
        block = line.block
    if parts:
        yield _paragraph(parts, wrapped=wrapped)


def _paragraph(parts: Sequence[str], *, wrapped: bool) -> str:
    if not wrapped:
        return "\n".join(parts)
    text = parts[0]
    for part in parts[1:]:
        text += part if _goes_on(text, part) else f" {part}"
    return text


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a word that has a hyphen goes on in the next line: "publication-" "quality"."""
    whole = before.endswith("-") and len(before) > 1 and before[-2].isalnum()
    return whole and after.split(" ", 1)[0] not in {"and", "or", "und", "oder", "et", "ou", "to"}


@lru_cache(1024)
def template(text: str, *, whole: bool = True) -> re.Pattern[str]:
    """Return a pattern for a line that is so, or begins so, with `{n}` and `{total}` as numbers."""
    pattern = ""
    for part in re.split(r"(\{n\}|\{total\})", text):
        if part == "{n}" and "<n>" not in pattern:
            pattern += f"(?P<n>{_NUMBER})"
        elif part == "{total}" and "<total>" not in pattern:
            pattern += f"(?P<total>{_NUMBER})"
        else:
            pattern += re.escape(tidy(part) if whole and part == text else part)
    return re.compile(pattern + ("$" if whole else ""))


class Marked(msgspec.Struct, frozen=True):
    """A line that is a mark, and the numbers that it states; 0 for those that it doesn't."""

    mark: LineMark
    n: int = 0
    total: int = 0
    rest: str = ""


def marked(line: ArchiveLine, marks: Sequence[LineMark]) -> Marked | None:
    """Return what a line is by the first mark that it fulfils."""
    for mark in marks:
        words = mark.line or mark.prefix
        if words and not line.text.startswith(_beginning(words)):
            continue
        if (mark.bold and not line.bold) or (mark.page and not line.page):
            continue
        if line.blanks < mark.blanks or (mark.style and line.style != mark.style):
            continue
        if not words:
            return Marked(mark)
        found = template(words, whole=bool(mark.line)).match(line.text)
        if found is not None:
            said = found.groupdict()
            rest = "" if mark.line else line.text[found.end() :].strip()
            return Marked(mark, number(said.get("n")), number(said.get("total")), rest)
    return None


@lru_cache(1024)
def _beginning(words: str) -> str:
    """Return how a line begins that a mark's words fit, as far as it is always the same."""
    return tidy(words.partition("{")[0])


def number(written: str | None) -> int:
    """Return a number as it is written with marks between thousands; 0 for none."""
    digits = re.sub(r"\D", "", written or "")
    return int(digits) if digits else 0
