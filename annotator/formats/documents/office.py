"""Makes one article of a document's blocks: which is its headline, its byline, its captions."""

from collections.abc import Iterator, Sequence

from annotator.domain.layout import StretchRole
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.documents.roles import Byline, Piece, article_of, byline_of, folded
from annotator.formats.incoming import Incoming

_LONGEST_HEADLINE = 250  # code points
_BEFORE_TEXT = 6  # blocks at the beginning among which a byline may stand
_UNSAID_TITLES = frozenset(("word document", "untitled", "document", "dokument", "unbenannt"))
_UNSAID_AUTHORS = frozenset(
    ("python-docx", "user", "admin", "administrator", "microsoft office user")
)
_STANDFIRST = ("subtitle", "untertitel", "sous-titre", "standfirst", "lead", "intro", "vorspann")
_BYLINES = ("byline", "author", "autor")
_PULL_QUOTES = ("pull quote", "pullquote", "intense quote", "intensives zitat")


def incoming_of(blocks: Blocks, where: str) -> Incoming:
    """Return the one article of a document; raise a `UserError` when it has no text."""
    found = [block for block in blocks.blocks if block.text.strip()]
    title = blocks.meta.get("title", "")
    at = _headline_at(found, "" if title.casefold() in _UNSAID_TITLES else title)
    pieces = list(_pieces(found, at))
    meta = {key: value for key, value in blocks.meta.items() if key != "title"}
    if meta.get("author", "").casefold() in _UNSAID_AUTHORS:
        del meta["author"]
    byline = _byline(pieces)
    if byline is not None:
        meta |= {"author": byline.author}
        meta |= {"published": byline.published} if byline.published else {}
    if at >= 0:
        title = found[at].text
    article = article_of(pieces, title=title, meta=meta, where=where)
    return Incoming(where=where, article=article, encoding=blocks.encoding)


def _headline_at(blocks: Sequence[Block], title: str) -> int:
    """Return which block is the headline: what the file calls its title, or a heading; else -1."""
    wanted = folded(title)
    for n, block in enumerate(blocks[:_BEFORE_TEXT]):
        if wanted and folded(block.text) == wanted:
            return n
    for n, block in enumerate(blocks[:_BEFORE_TEXT]):
        if block.kind is BlockKind.HEADING:
            return n
    first = blocks[0] if blocks else None
    short = first is not None and len(first.text) <= _LONGEST_HEADLINE
    plain = short and len(blocks) > 1 and first is not None and first.kind is BlockKind.PARAGRAPH
    return 0 if plain and first and (first.bold or first.text[-1:] not in ".…。") else -1


def _pieces(blocks: Sequence[Block], headline: int) -> Iterator[Piece]:
    for n, block in enumerate(blocks):
        role = StretchRole.HEADLINE if n == headline else _role(block, near_top=n <= _BEFORE_TEXT)
        yield Piece(
            text=block.text.replace("\t", " · ") if _is_row(block) else block.text, role=role
        )


def _is_row(block: Block) -> bool:
    return block.kind is BlockKind.ROW


def _role(block: Block, *, near_top: bool) -> StretchRole:
    if block.kind is BlockKind.HEADING:
        return StretchRole.SUBHEAD
    if block.kind is BlockKind.CAPTION:
        return StretchRole.CAPTION
    if block.kind is BlockKind.QUOTE or block.style.startswith(_PULL_QUOTES):
        return StretchRole.PULL_QUOTE if block.style.startswith(_PULL_QUOTES) else StretchRole.BODY
    if near_top and (block.style.startswith(_BYLINES) or byline_of(block.text)):
        return StretchRole.BYLINE
    if near_top and block.style.startswith(_STANDFIRST):
        return StretchRole.STANDFIRST
    return StretchRole.BODY


def _byline(pieces: Sequence[Piece]) -> Byline | None:
    lines = (byline_of(piece.text) for piece in pieces if piece.role is StretchRole.BYLINE)
    return next((line for line in lines if line is not None), None)
