"""What every document is read as before anybody looks for articles in it."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class BlockKind(StrEnum):
    """What a block is by the file's own mark-up."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    QUOTE = "quote"


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One paragraph, verbatim, without white space around it; LF where it breaks its line.

    `level` is that of a heading, 1 to 6, 0 for a document's title; `style` the name that the file
    gives to its make-up (a style, a class), in lower case; `bold` says that all of it is;
    `new_page`, that a page or a section begins with it. A `ROW` has a tab between its cells.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    style: str = ""
    bold: bool = False
    new_page: bool = False


class Blocks(msgspec.Struct, frozen=True, kw_only=True):
    """A document: its blocks in reading order, and what the file says of itself.

    `meta` has the keys of articles' metadata, and `title`. Running heads and feet, comments and
    notes on pages are left out of the blocks.
    """

    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    encoding: str = ""

    @property
    def lines(self) -> list[str]:
        """All lines of all blocks, those of a block apart, blank ones among them."""
        return [line for block in self.blocks for line in block.text.split("\n")]
