"""Measures how fast the program is, and prints each figure beside its target.

python -m bench                      all rooms, some minutes
python -m bench articles edits       these alone
python -m bench --large              with projects of 100,000 articles, an hour or more
python -m bench --markdown FILE      also puts the figures into that page's table
"""

import argparse
import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from bench.material import Material
from bench.rows import Row, merged, printed
from bench.sizes import LARGE, TINY, USUAL

ROOMS = (
    "starting",
    "articles",
    "edits",
    "long_use",
    "by_keys",
    "projects",
    "search",
    "annotations_page",
    "team",
    "actors",
    "agreement",
    "insights",
    "exchange",
    "out",
    "suggest",
    "corpus",
    "dev_corpus",
    "stalls",
)
"""The modules with `rows`, which yields what it measures on some material."""


_UNSEEN = "This plugin does not support"
"""What Qt says of windows, over and over, where nobody sees any."""


def _said(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    if not words.startswith(_UNSEEN):
        print(words, file=sys.stderr)


def measured(names: Sequence[str], material: Material) -> Iterator[Row]:
    """Yield the rows of these rooms, as they are measured."""
    for name in names:
        yield from importlib.import_module(f"bench.{name}").rows(material)
        material.tidy()


def main() -> None:
    """Print the table; above its target a figure is marked, and an error if that is binding."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--large", action="store_true", help="with 100,000 articles")
    size.add_argument("--tiny", action="store_true", help="so small that nothing is learnt")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="a page to put figures into")
    asked = parser.parse_args()
    if unknown := set(asked.rooms).difference(ROOMS):
        parser.error(f"There is no room {min(unknown)}; there are {', '.join(ROOMS)}.")
    qInstallMessageHandler(_said)
    sizes = LARGE if asked.large else TINY if asked.tiny else USUAL
    with Material(sizes) as material:
        found: list[Row] = []

        def kept() -> Iterator[Row]:
            for row in measured(asked.rooms or ROOMS, material):
                found.append(row)
                yield row

        for line in printed(kept()):
            print(line, flush=True)
    if asked.markdown is not None:
        page = asked.markdown.read_text(encoding="utf-8")
        asked.markdown.write_text(merged(page, found), encoding="utf-8")
    if any(row.fails for row in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
