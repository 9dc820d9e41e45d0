"""Plain text as blocks: one for each line."""

from annotator.formats.blocks.block import Block, Blocks
from annotator.formats.files.encodings import decoded


def read(data: bytes, where: str, encoding: str | None = None) -> Blocks:
    """Return a text's lines, blank ones too; raise a `UserError` when it can't be read."""
    found = decoded(data, where, encoding)
    lines = found.text.split("\n")
    blocks = tuple(Block(text=line.strip(), new_page="\f" in line) for line in lines)
    return Blocks(blocks=blocks, encoding=found.encoding)
