"""`annotator open`: the window."""

import importlib
import os
import sys
from pathlib import Path

import click

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import refuse_targets
from annotator.store.project import Project

_WINDOW = "annotator.gui.app"
"""Found by name: the command line knows no Qt and must run where there is none."""


@click.command("open", short_help="Open the window.")
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.argument("article", required=False)
@click.option(
    "--screenshot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the window into this picture (PNG) and close it again.",
)
def open_window(project: Path | None, article: str | None, screenshot: Path | None) -> int:
    """Open the window, on PROJECT and ARTICLE (an id or a title) when they are given."""
    if screenshot is not None:
        refuse_targets(screenshot)
    _need_display(drawn=screenshot is not None)
    if project is None:
        return importlib.import_module(_WINDOW).run(None, article, screenshot)
    # Opened here: a refusal belongs on the command line, not in a dialog.
    with Project.open(project) as opened:
        return importlib.import_module(_WINDOW).run(opened, article, screenshot)


def _need_display(*, drawn: bool) -> None:
    """Refuse to open a window where there is no display; a picture needs none."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(os.environ.get(name) for name in chosen):
        return
    if not drawn:
        remedy = "Use the other commands, or --screenshot FILE to draw the window into a picture."
        raise UserError("There is no display here to open a window on.", remedy=remedy)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
