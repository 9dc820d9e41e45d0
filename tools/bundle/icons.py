"""The program's icon for Windows (ico) and macOS (icns): PNGs of several sizes in one file."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_KINDS = {
    b"icp4": 16,
    b"icp5": 32,
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic08": 256,
    b"ic13": 256,
    b"ic09": 512,
    b"ic14": 512,
    b"ic10": 1024,
}
"""How macOS names a picture, and its width; one that stands twice is also for double density."""


def ico(drawing: Path) -> bytes:
    """Return a drawing (SVG) as an icon for Windows."""
    pictures = [_png(drawing, size) for size in _ICO_SIZES]
    place = 6 + 16 * len(pictures)
    rows = b""
    for size, picture in zip(_ICO_SIZES, pictures, strict=True):
        # A width of 256 is written as 0.
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + rows + b"".join(pictures)


def icns(drawing: Path) -> bytes:
    """Return a drawing (SVG) as an icon for macOS."""
    parts = [(kind, _png(drawing, size)) for kind, size in _ICNS_KINDS.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _png(drawing: Path, size: int) -> bytes:
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
