"""What the frozen program is compared with: the program itself, and letters in a picture."""

import subprocess
import sys
from pathlib import Path

from places import CHECKOUT
from PySide6.QtGui import QImage

FIRST_MENUS = 300, 27
"""Width and height of the top left of the window, where the first menus are named."""
ENOUGH = 8
"""So many shapes of letters differ there at least, where there is a font: else all are one box."""


def unfrozen(*words: str | Path) -> None:
    """Run the program as it is in the checkout."""
    subprocess.run([sys.executable, "-m", "annotator", *map(str, words)], check=True, cwd=CHECKOUT)


def can_be_read(picture: Path) -> bool:
    """Tell whether there are letters in a picture of the window, and not boxes."""
    return len(letters(QImage(str(picture)))) > ENOUGH


def letters(picture: QImage) -> set[tuple[tuple[bool, ...], ...]]:
    """Return the shapes that differ in the line of menus: runs of columns with ink in them."""
    width, height = FIRST_MENUS
    ground = picture.pixelColor(2, 2).lightness()

    def column(x: int) -> tuple[bool, ...]:
        return tuple(abs(picture.pixelColor(x, y).lightness() - ground) > 60 for y in range(height))

    found: set[tuple[tuple[bool, ...], ...]] = set()
    run: list[tuple[bool, ...]] = []
    for one in map(column, range(width)):
        if any(one):
            run.append(one)
        elif run:
            found.add(tuple(run))
            run = []
    return found
