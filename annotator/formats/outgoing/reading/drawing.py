"""Drawing pages of HTML on paper, in a process of its own: this layer knows no window.

The child gets a line of JSON for each sheet on its standard input and writes the PDF to the file
that the first line names. It shows nothing, and needs no display.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.own_child import child_command, child_environment, last_words

COMMAND = "drawing-worker"
"""By this command a frozen program is the child, as it can't run a module."""
MODULE = "annotator.gui.exports.drawing_child"
_PATIENCE = 300  # seconds that the child may take for what is left once it has got all sheets
_AT_ONCE = 1 << 20


class PaperJob(msgspec.Struct, frozen=True):
    """What the child is told first: where the PDF goes, its title, and how its sheets look."""

    path: str
    title: str
    style: str


class PaperSheet(msgspec.Struct, frozen=True):
    """HTML that begins a page; `title` stands at the foot of all pages that it takes."""

    title: str
    html: str


def drawn(title: str, style: str, sheets: Iterable[tuple[str, str]], into: BinaryIO) -> None:
    """Write a PDF of sheets, each with the title at its foot and its HTML.

    Raise a `UserError` when Qt, which draws them, can't be had.
    """
    encoder = msgspec.json.Encoder()
    with TemporaryDirectory(prefix="annotator-") as folder, TemporaryFile() as said:
        path = Path(folder, "pages.pdf")
        with subprocess.Popen(  # noqa: S603 - this very program
            _command(), stdin=subprocess.PIPE, stdout=said, stderr=said, env=child_environment()
        ) as child:
            try:
                if child.stdin is None:
                    raise RuntimeError("the child was started without its input")
                try:
                    with child.stdin as pipe:
                        pipe.write(encoder.encode(PaperJob(str(path), title, style)) + b"\n")
                        for foot, html in sheets:
                            pipe.write(encoder.encode(PaperSheet(foot, html)) + b"\n")
                except BrokenPipeError:
                    pass  # it has ended, and says why
                # Each sheet was drawn as it came, but for those that still wait in the pipe.
                child.wait(_PATIENCE)
            finally:
                child.kill()
        if child.returncode:
            said.seek(0)
            raise _failed(said.read())
        with path.open("rb") as made:
            while chunk := made.read(_AT_ONCE):
                into.write(chunk)


def _failed(said: bytes) -> UserError:
    remedy = "Export the articles as HTML instead: a browser can print that page."
    return UserError(f"The PDF can't be drawn: {last_words(said)}", remedy=remedy)


def _command() -> list[str]:
    return child_command(COMMAND, MODULE)
