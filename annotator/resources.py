"""Finds the files that come with the program: icons, codebooks, word lists, sample articles.

They lie beside the package in a checkout, inside it (`_data`) when it was installed from a wheel,
and under the unpacked bundle when the program was frozen.
"""

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the file or folder `resources/PARTS`; raise FileNotFoundError when there is none."""
    return _find("resources", *parts)


def seeds() -> Path:
    """Return the folder of sample articles; raise FileNotFoundError when there is none."""
    return _find("seeds")


def own_fonts() -> list[Path]:
    """Return the files of the font that a frozen program brings; none otherwise."""
    return sorted(
        file for root in _roots() for file in (root / "resources" / "fonts").glob("*.ttf")
    )


def _find(*parts: str) -> Path:
    candidates = [root.joinpath(*parts) for root in _roots()]
    for path in candidates:
        if path.exists():
            return path
    places = ", ".join(str(path) for path in candidates)
    raise FileNotFoundError(
        f"{'/'.join(parts)} is missing from this installation; looked for {places}"
    )


def _roots() -> list[Path]:
    frozen = getattr(sys, "_MEIPASS", None)
    bundled = [Path(frozen) / "annotator" / "_data", Path(frozen)] if frozen else []
    return [*bundled, _PACKAGE / "_data", _PACKAGE.parent]


@cache
def word_list(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a list's rows, split at tabs; empty lines and lines that start with # are left out."""
    text = resource("words", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.split("\n"))
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
