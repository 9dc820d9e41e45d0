"""Reads what stands above an article on its page: headline, standfirst, byline, captions."""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from annotator.domain.layout import StretchRole
from annotator.formats.blocks.block import BlockKind
from annotator.formats.blocks.html import Element, PageBlock
from annotator.formats.documents import page_signs as signs
from annotator.formats.documents.page_meta import PageMeta
from annotator.formats.documents.page_prose import (
    LINK_HEAVY,
    UNSPACED,
    ends_a_sentence,
    is_long_enough,
)
from annotator.formats.documents.roles import Piece, byline_of, folded
from annotator.formats.files.dates import iso

_LONGEST_HEADLINE = 300  # code points
_LONGEST_BYLINE = 300  # code points
_LONGEST_NAME = 80  # code points
_MOST_NAMES = 4
_MOST_WITHIN = 40  # elements of a paragraph among which an author's name is looked for
_TIME = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}\.\d{1,2}\.")
_DAY = re.compile(
    r"\d{4}(?:[-/.]|\s?年\s?)\d{1,2}(?:[-/.]|\s?月\s?)\d{1,2}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|\d{1,2}(?:\.|st|nd|rd|th|er)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
)
_SAID = re.compile(
    r"(?P<key>来源|來源|出处|作者|记者|記者|文)\s*[:：]\s*(?P<name>[^\s:：|/]{2,40})"
)
_OF_OUTLET = frozenset(("来源", "來源", "出处"))
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def head_pieces(
    blocks: Sequence[PageBlock],
    above: Sequence[PageBlock],
    within: Sequence[PageBlock],
    meta: PageMeta,
) -> Iterator[Piece]:
    """Yield headline, standfirst, byline and captions from before the text.

    `blocks` are all of the page; `above` those above the part that holds the text, `within` those
    in it before its first long paragraph: what has no role there is text, too.
    """
    inside = {id(block) for block in within}
    before = list(_by_line([*above, *within], inside))
    at = _headline_at(before, meta)
    headline = before[at].text if at >= 0 else _headline_elsewhere(blocks, meta)
    if headline:
        yield Piece(text=" ".join(headline.split()), role=StretchRole.HEADLINE)
    seen = {folded(headline)}
    for block in before[at + 1 :]:
        role = _role(block, meta)
        same = folded(block.text)
        if same in seen:
            continue
        if role is None:
            if id(block) in inside and _is_text(block):
                yield Piece(text=block.text, excluded=not ends_a_sentence(block.text))
            continue
        seen.add(same)
        text = _byline_text(block, meta.author) if role is StretchRole.BYLINE else block.text
        if text:
            yield Piece(text=text, role=role)


def said_above(blocks: Sequence[PageBlock], headline: str) -> dict[str, str]:
    """Return author, outlet and day as the lines around a headline say them, for want of marks."""
    wanted = folded(headline)
    at = next((n for n, one in enumerate(blocks) if wanted and folded(one.text) == wanted), -1)
    found: dict[str, str] = {}
    for block in blocks[at + 1 : at + 9] if at >= 0 else ():
        if len(block.text) > _LONGEST_BYLINE or ends_a_sentence(block.text):
            continue
        if name := author_within(block.element):
            found.setdefault("author", name)
        for one in _SAID.finditer(block.text):
            found.setdefault("outlet" if one["key"] in _OF_OUTLET else "author", one["name"])
        if day := _DAY.search(block.text):
            written = re.sub(r"\s?[年月]\s?", "-", day[0])
            if _ISO_DAY.match(when := iso(_padded(written))):
                found.setdefault("published", when)
    return found


def author_within(element: Element) -> str:
    """Return the name of whom an element, or one within it, is marked as the author."""
    for n, one in enumerate(element.iter()):
        if n > _MOST_WITHIN:
            break
        if one is not element and isinstance(one.tag, str) and signs.is_author(one):
            name = " ".join("".join(one.itertext()).split()).strip(" ,")
            if name and len(name) <= _LONGEST_NAME and not any(map(str.isdigit, name)):
                line = byline_of(name)
                return line.author if line is not None else name
    above = [element, *list(element.iterancestors())[:1]]
    return _first_name(element) if any(map(signs.is_byline, above)) else ""


def _first_name(element: Element) -> str:
    """Return the first words of a byline whose parts are elements, if they can be a name."""
    first = next((one.strip() for one in element.itertext() if one.strip()), "")
    line = byline_of(first)
    name = line.author if line is not None else first
    words = name.split()
    looks_so = 1 < len(words) <= _MOST_NAMES and len(name) <= _LONGEST_NAME
    plain = not any(map(str.isdigit, name)) and not ends_a_sentence(name)
    return " ".join(words) if looks_so and plain and words[0][:1].isupper() else ""


def _padded(written: str) -> str:
    parts = re.split(r"[-/.]", written)
    if len(parts) == 3 and len(parts[0]) == 4 and all(map(str.isdigit, parts)):
        return f"{parts[0]}-{parts[1].zfill(2)}-{parts[2].zfill(2)}"
    return written


def _by_line(blocks: Sequence[PageBlock], inside: set[int]) -> Iterator[PageBlock]:
    """Yield blocks, those with several short lines line by line: headline and byline of old."""
    for block in blocks:
        lines = block.text.split("\n")
        if len(lines) == 1 or any(len(line) > _LONGEST_BYLINE for line in lines):
            yield block
            continue
        for line in filter(str.strip, lines):
            one = structs.replace(block, text=line.strip())
            if id(block) in inside:
                inside.add(id(one))
            yield one


def _headline_at(before: Sequence[PageBlock], meta: PageMeta) -> int:
    title = folded(meta.title)
    same = [n for n, one in enumerate(before) if title and folded(one.text) == title]
    if same:
        return same[-1]
    first = [
        n
        for n, one in enumerate(before)
        if one.tag == "h1"
        and one.kind is BlockKind.HEADING
        and len(one.text) <= _LONGEST_HEADLINE
        and folded(one.text) != folded(meta.outlet)
    ]
    if first and (not title or _alike(before[first[-1]].text, meta)):
        return first[-1]
    window = folded(meta.page_title)
    return next(
        (n for n, one in enumerate(before) if len(one.text) > 12 and _begins(one.text, window)),
        -1,
    )


def _begins(line: str, window: str) -> bool:
    return bool(window) and window.startswith(folded(line))


def _headline_elsewhere(blocks: Sequence[PageBlock], meta: PageMeta) -> str:
    if meta.title:
        return meta.title
    own = folded(meta.outlet)
    heads = [one.text for one in blocks if one.tag == "h1" and folded(one.text) != own]
    return heads[0] if len(heads) == 1 else ""


def _alike(headline: str, meta: PageMeta) -> bool:
    """Tell whether a heading can be the headline that the page says: they share words."""
    one = set(re.findall(r"\w+", headline.casefold()))
    other = set(re.findall(r"\w+", f"{meta.title} {meta.page_title}".casefold()))
    return len(one & other) * 3 >= len(one) or bool(UNSPACED.search(headline))


def _role(block: PageBlock, meta: PageMeta) -> StretchRole | None:
    """Return what a paragraph before the text is; None for what has no role."""
    above = [block.element, *list(block.element.iterancestors())[:2]]
    if signs.is_link(block) and not any(map(signs.is_byline, above)):
        return None
    if block.kind is BlockKind.CAPTION or any(map(signs.is_caption, above[:2])):
        return StretchRole.CAPTION
    if meta.lead and folded(block.text) == folded(meta.lead):
        return StretchRole.STANDFIRST
    if _is_byline(block, above[:2], meta.author):
        return None if _TIME.match(block.text) or _DAY.match(block.text) else StretchRole.BYLINE
    return StretchRole.STANDFIRST if _is_standfirst(block, above[:2]) else None


def _is_byline(block: PageBlock, above: Sequence[Element], author: str) -> bool:
    if len(block.text) > _LONGEST_BYLINE:
        return False
    names_author = (
        bool(author) and author.split(",", maxsplit=1)[0].casefold() in block.text.casefold()
    )
    if names_author or byline_of(block.text) is not None or any(map(signs.is_byline, above)):
        return True
    return not ends_a_sentence(block.text) and bool(author_within(block.element))


def _is_standfirst(block: PageBlock, above: Sequence[Element]) -> bool:
    if signs.is_notice(block.text) or block.linked > LINK_HEAVY:
        return False
    named = [*above, *list(block.element.iterancestors())[1:3]]
    if any(map(signs.is_standfirst, named)) and len(block.text.split()) > 2:
        return True
    is_heading = block.kind is BlockKind.HEADING and block.level > 1
    return is_long_enough(block.text) and (is_heading or ends_a_sentence(block.text))


def _is_text(block: PageBlock) -> bool:
    """Tell whether a short paragraph before the first long one belongs to the text."""
    if block.tag not in {"p", "li", "blockquote", "h2", "h3", "h4"} or block.linked > LINK_HEAVY:
        return False
    return not signs.is_notice(block.text) and not _TIME.match(block.text)


def _byline_text(block: PageBlock, author: str) -> str:
    """Return a byline up to the author’s name: what follows is the time, and how long it takes."""
    line = " ".join(block.text.split())
    name = author.rsplit(",", maxsplit=1)[-1].strip() or author_within(block.element)
    at = line.casefold().find(name.casefold()) if name else -1
    if at >= 0:
        return line[: at + len(name)]
    return re.split(r"\s*[·•|]\s*", line)[0]
