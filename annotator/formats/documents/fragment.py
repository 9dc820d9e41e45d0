"""Pieces of pages that stand in other files (feeds, mails) as an article's paragraphs."""

from collections.abc import Iterator, Sequence

from annotator.domain.layout import StretchRole
from annotator.formats.blocks.block import BlockKind
from annotator.formats.blocks.html import PageBlock, page_blocks, tree_of
from annotator.formats.documents import page_signs as signs
from annotator.formats.documents.roles import Piece


def fragment_pieces(text: str, where: str) -> list[Piece]:
    """Return the paragraphs of a piece of a page; raise a `UserError` when it can't be read."""
    return list(pieces_of(page_blocks(tree_of(text, where))))


def pieces_of(blocks: Sequence[PageBlock]) -> Iterator[Piece]:
    """Yield paragraphs with what they are; those that are but a link are left out."""
    for block in blocks:
        if block.kind is not BlockKind.HEADING and signs.is_link(block):
            continue
        yield Piece(text=block.text, role=_role(block))


def _role(block: PageBlock) -> StretchRole:
    above = [block.element, *list(block.element.iterancestors())[:2]]
    if block.kind is BlockKind.HEADING:
        return StretchRole.SUBHEAD
    if block.kind is BlockKind.CAPTION or any(map(signs.is_caption, above[:2])):
        return StretchRole.CAPTION
    return StretchRole.PULL_QUOTE if any(map(signs.is_pull_quote, above)) else StretchRole.BODY
