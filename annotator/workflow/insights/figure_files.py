"""Insights as pictures in files: SVG is written here, PNG and PDF by a child that has Qt.

Every picture is laid out by the same estimate of how wide texts are, so that all look the same.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from annotator.analysis.insights.insight import Insight
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.own_child import child_command, child_environment, last_words
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.svg import svg

COMMAND = "figure-worker"
"""By this command a frozen program is the child, as it can't run a module."""
MODULE = "annotator.gui.insights.figure_child"
KINDS = (".svg", ".png", ".pdf")
"""The endings of pictures that can be written."""
_PATIENCE = 300  # seconds


class FigureJob(msgspec.Struct, frozen=True):
    """What the child is told: where the picture goes, and what is in it."""

    path: str
    insight: Insight


def write_figure(path: Path, insight: Insight) -> None:
    """Write an insight as SVG, PNG or PDF, by the file's ending.

    Raise a `UserError` for another ending, when the file can't be written, or when Qt, which paints
    PNG and PDF, can't be had.
    """
    ending = path.suffix.lower()
    if ending not in KINDS:
        raise UserError(
            f"{path.name} is no picture.", remedy=f"Names end in {', '.join(KINDS)} for pictures."
        )
    made = _svg(insight) if ending == ".svg" else _painted(ending, insight)
    with written_beside(path) as (file,):
        file.write(made)


def _svg(insight: Insight) -> bytes:
    return svg(drawn(insight), insight.title).encode()


def _painted(ending: str, insight: Insight) -> bytes:
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder, f"figure{ending}")
        job = msgspec.json.encode(FigureJob(str(path), _bare(insight)))
        done = subprocess.run(  # noqa: S603 - this very program
            _command(),
            input=job,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=child_environment(),
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode or not path.exists():
            raise UserError(
                f"The picture can't be painted: {last_words(done.stdout)}",
                remedy="Write it as SVG instead, which browsers and word processors show.",
            )
        return path.read_bytes()


def _bare(insight: Insight) -> Insight:
    """Return an insight without the labels behind its marks: a picture shows none."""
    marks = tuple(msgspec.structs.replace(one, labels=()) for one in insight.marks)
    return msgspec.structs.replace(insight, marks=marks)


def _command() -> list[str]:
    return child_command(COMMAND, MODULE)
