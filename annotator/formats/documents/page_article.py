"""Finds the article on a web page: where it stands, and what each paragraph of it is.

trafilatura says which paragraphs are the article’s. Here it is looked up in which part of the page
they stand, so that none of that part is lost, and what stands there beside them is left out or
proposed to be.
"""

import copy
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from annotator.domain.layout import StretchRole
from annotator.formats.blocks.block import BlockKind
from annotator.formats.blocks.html import Element, PageBlock, page_blocks
from annotator.formats.documents import page_signs as signs
from annotator.formats.documents.page_head import head_pieces
from annotator.formats.documents.page_meta import PageMeta
from annotator.formats.documents.page_prose import LINK_HEAVY, ends_a_sentence, reads_as_prose
from annotator.formats.documents.roles import Piece, folded

_MOST_ELEMENTS = 60_000  # of a page that trafilatura is asked about
_SHARE = 0.85  # of the article’s prose that its part of the page holds
_BELIEVED = 0.35  # of a page’s prose that trafilatura must name to be believed
_LONGEST_DOUBTFUL = 250  # code points
_LARGEST_OFFER = 600  # code points
_MOST_BEFORE = 60  # paragraphs between the headline and the text

_Within = Callable[[Element], bool]


def article_pieces(root: Element, meta: PageMeta) -> list[Piece]:
    """Return an article’s paragraphs with what they are; none where the page has no article."""
    blocks = page_blocks(root)
    for furniture in (signs.is_furniture, signs.is_furniture_by_tag):
        within = _remembered(furniture)
        free = [block for block in blocks if not within(block.element)]
        prose = [block for block in free if _is_prose(block)]
        if prose:
            return _found(root, blocks, free, prose, meta)
    return []


def _found(
    root: Element,
    blocks: Sequence[PageBlock],
    free: Sequence[PageBlock],
    prose: Sequence[PageBlock],
    meta: PageMeta,
) -> list[Piece]:
    named = _named_by_trafilatura(root)
    part = _part_of(_weighty(prose, named))
    inside = _remembered(lambda element: element is part)
    allowed = {id(block) for block in free}
    body = [block for block in blocks if inside(block.element)]
    first = next((n for n, one in enumerate(blocks) if inside(one.element)), 0)
    kept = [block for block in body if id(block) in allowed]
    texts = {id(one) for one in prose}
    starts = [n for n, one in enumerate(kept) if id(one) in texts]
    start = next((n for n in starts if not _stands_first(kept[n])), next(iter(starts), 0))
    above = [
        block for block in blocks[max(0, first - _MOST_BEFORE) : first] if id(block) in allowed
    ]
    return [*head_pieces(blocks, above, kept[:start], meta), *_body(kept[start:], named, meta)]


def _stands_first(block: PageBlock) -> bool:
    """Tell whether a paragraph, or what holds it alone, is named as the lines before the text."""
    above = block.element.getparent()
    alone = block.tag == "p" and above is not None and above.tag == "div" and len(above) == 1
    return signs.is_standfirst(block.element) or (alone and signs.is_standfirst(above))


def _weighty(prose: Sequence[PageBlock], named: set[str]) -> Sequence[PageBlock]:
    """Return the prose that trafilatura names, unless it is too little to be the article."""
    found = [block for block in prose if folded(block.text)[:200] in named]
    size = sum(len(block.text) for block in found)
    return found if size >= _BELIEVED * sum(len(block.text) for block in prose) else prose


def _remembered(is_it: Callable[[Element], bool]) -> _Within:
    """Return what tells whether an element or one above it is so; each is asked once."""
    known: dict[Element, bool] = {}

    def within(element: Element) -> bool:
        path: list[Element] = []
        at: Any = element
        found = False
        while at is not None:
            if at in known:
                found = known[at]
                break
            path.append(at)
            if is_it(at):
                found = True
                break
            at = at.getparent()
        known.update(dict.fromkeys(path, found))
        return found

    return within


def _is_prose(block: PageBlock) -> bool:
    if block.linked > LINK_HEAVY or block.kind is BlockKind.HEADING or signs.is_notice(block.text):
        return False
    if block.element.tag in {"button", "label", "figcaption"} or signs.is_caption(block.element):
        return False
    return reads_as_prose(block.text)


def _named_by_trafilatura(root: Element) -> set[str]:
    """Return the beginnings of the paragraphs that trafilatura takes for the article’s, folded."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return set()
    try:
        import trafilatura  # noqa: PLC0415 - slow, and few files need it
    except ModuleNotFoundError:  # it belongs to the extra for web pages
        return set()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # of a page it finds nothing in
    untyped: Any = trafilatura
    try:
        found = untyped.bare_extraction(
            copy.deepcopy(root),
            favor_precision=True,
            with_metadata=False,
            include_comments=False,
        )
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the page is read without it
        return set()
    body = None if found is None else found.body
    if body is None:
        return set()
    texts = ("".join(one.itertext()) for one in body.iter("p", "head", "quote", "item", "cell"))
    return {begun for text in texts if (begun := folded(text)[:200])}


def _part_of(blocks: Sequence[PageBlock]) -> Element:
    """Return the innermost element that holds nearly all of the prose, blocks’ own left aside."""
    weights: Counter[Element] = Counter()
    depth: dict[Element, int] = {}
    for block in blocks:
        path = list(block.element.iterancestors())
        if block.element.tag not in {"p", "li", "blockquote", "td"} and not path:
            path = [block.element]
        for n, element in enumerate(path):
            weights[element] += len(block.text)
            depth[element] = len(path) - n
        own = block.element
        weights[own] += len(block.text)
        depth[own] = len(path) + 1
    whole = sum(len(block.text) for block in blocks)
    held = [element for element, weight in weights.items() if weight >= _SHARE * whole]
    part = max(held, key=lambda element: depth[element])
    # A page with one long paragraph: its neighbours belong to it.
    if part.tag in {"p", "li", "blockquote", "td"} and part.getparent() is not None:
        part = part.getparent()
    return part


def _body(kept: Sequence[PageBlock], named: set[str], meta: PageMeta) -> list[Piece]:
    usual = _usual(kept)
    in_offer = _remembered(frozenset(_offers(kept)).__contains__)
    pieces: list[Piece] = []
    for block in _without_headline(kept, meta):
        if block.linked >= 0.99 and signs.is_link(block) and block.kind is not BlockKind.HEADING:
            continue
        if signs.is_notice(block.text):
            continue
        aside = _is_aside(block.element) or in_offer(block.element)
        role = _body_role(block)
        doubtful = role is StretchRole.BODY and (
            aside
            or signs.is_imprint(block.text)
            or _is_doubtful(block, usual, named=folded(block.text)[:200] in named)
        )
        left_out = doubtful or (aside and role is StretchRole.SUBHEAD)
        pieces.append(Piece(text=block.text, role=role, excluded=left_out))
    return _without_last_headings(pieces)


def _offers(kept: Sequence[PageBlock]) -> Iterator[Element]:
    """Yield the boxes in which a heading asks to sign up for something."""
    for block in kept:
        box = block.element.getparent()
        if block.kind is BlockKind.HEADING and signs.is_offer(block.text) and box is not None:
            yield block.element if signs.has_more_than(box, _LARGEST_OFFER) else box


def _without_headline(kept: Sequence[PageBlock], meta: PageMeta) -> Iterator[PageBlock]:
    title = folded(meta.title)
    for block in kept:
        is_headline = block.tag == "h1" and title and folded(block.text) == title
        if not is_headline:
            yield block


def _usual(kept: Sequence[PageBlock]) -> tuple[str, tuple[str, ...]]:
    """Return of which kind of element most of the text is."""
    weights: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for block in kept:
        weights[_make_up(block)] += len(block.text)
    return weights.most_common(1)[0][0] if weights else ("p", ())


def _make_up(block: PageBlock) -> tuple[str, tuple[str, ...]]:
    return block.tag, signs.names_of(block.element)


def _is_aside(element: Element) -> bool:
    above = [element, *list(element.iterancestors())[:4]]
    return any(one.tag == "aside" for one in above)


def _body_role(block: PageBlock) -> StretchRole:
    above = [block.element, *list(block.element.iterancestors())[:2]]
    in_aside = any(one.tag == "aside" for one in above)
    if any(map(signs.is_pull_quote, above)) or (in_aside and block.kind is BlockKind.QUOTE):
        return StretchRole.PULL_QUOTE
    if block.kind is BlockKind.CAPTION or any(map(signs.is_caption, above[:2])):
        return StretchRole.CAPTION
    return StretchRole.SUBHEAD if block.kind is BlockKind.HEADING else StretchRole.BODY


def _is_doubtful(block: PageBlock, usual: tuple[str, tuple[str, ...]], *, named: bool) -> bool:
    """Tell whether a paragraph is otherwise made up than the text and says little."""
    told = named and ends_a_sentence(block.text)
    if block.tag in {"p", "li", "blockquote", "td", "pre"} and (told or _is_prose(block)):
        return False
    if _make_up(block) == usual or (named and block.tag != "p"):
        return False
    if block.tag == usual[0] == "p":
        says_little = not named or not ends_a_sentence(block.text)
        return says_little and not _is_prose(block) and len(block.text) < _LONGEST_DOUBTFUL
    if block.linked > LINK_HEAVY:
        return True
    if usual[1] and block.tag == usual[0]:
        return len(block.text) < _LONGEST_DOUBTFUL
    return not named and len(block.text) < _LONGEST_DOUBTFUL and not _is_prose(block)


def _without_last_headings(pieces: list[Piece]) -> list[Piece]:
    """Leave out headings that nothing of the article follows: they were those of furniture."""
    ends = [*pieces, None]
    kept: list[Piece] = []
    for piece, after in pairwise(ends):
        if piece is not None and piece.role is StretchRole.SUBHEAD and after is None:
            continue
        if piece is not None:
            kept.append(piece)
    while kept and kept[-1].role is StretchRole.SUBHEAD:
        kept.pop()
    return kept
