"""Writing XML piece by piece: nothing but the names of open elements is kept."""

import re
from collections.abc import Mapping
from typing import IO

Attributes = Mapping[str, object]
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def fits_xml(text: str) -> bool:
    """Tell whether XML has all characters of a text: it lacks most control characters."""
    return _NOT_XML.search(text) is None


def for_xml(text: str) -> str:
    """Return a text with U+FFFD for each character that XML lacks, as long in all units."""
    return _NOT_XML.sub("\ufffd", text)


class XmlWriter:
    """Writes elements to a file, each as it comes; attributes that are None are left out."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._open: list[str] = []

    def declare(self) -> None:
        """Write the first line of a file."""
        self._write('<?xml version="1.0" encoding="UTF-8"?>\n')

    def start(self, name: str, attributes: Attributes | None = None) -> None:
        """Open an element, on a line of its own."""
        self._write(f"<{name}{_said(attributes)}>\n")
        self._open.append(name)

    def end(self) -> None:
        """Close the element that was opened last."""
        self._write(f"</{self._open.pop()}>\n")

    def empty(self, name: str, attributes: Attributes | None = None) -> None:
        """Write an element without content."""
        self._write(f"<{name}{_said(attributes)}/>\n")

    def text(self, name: str, words: str, attributes: Attributes | None = None) -> None:
        """Write an element that holds a text and nothing else."""
        said = for_xml(words).translate(_IN_TEXT)
        self._write(f"<{name}{_said(attributes)}>{said}</{name}>\n")

    def _write(self, words: str) -> None:
        self._file.write(words.encode())


def _said(attributes: Attributes | None) -> str:
    return "".join(
        f' {name}="{for_xml(str(value)).translate(_IN_ATTRIBUTE)}"'
        for name, value in (attributes or {}).items()
        if value is not None
    )
