"""Where a caret can stand: between letters as readers see them, never within one.

Positions are UTF-16 units of the document.
"""

from PySide6.QtGui import QTextDocument


def has_caret_place(document: QTextDocument, unit: int) -> bool:
    """Whether a caret can stand there: not in a surrogate pair or a joined or accented letter."""
    return nearest_caret_place(document, unit, up=False) == unit


def nearest_caret_place(document: QTextDocument, unit: int, *, up: bool) -> int:
    """Return the position if a caret can stand there, else the next before, or after with `up`."""
    block = document.findBlock(unit)
    layout, place = block.layout(), unit - block.position()
    # Qt finds no valid position in an empty paragraph.
    if not 0 < place < block.length() - 1 or layout.isValidCursorPosition(place):
        return unit
    move = layout.nextCursorPosition if up else layout.previousCursorPosition
    return block.position() + move(place)
