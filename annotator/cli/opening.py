"""`annotator open`: the window."""

import importlib
from pathlib import Path

import click

from annotator.formats.atomic import refuse_targets
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
    if project is not None:
        Project.open(project).close()  # a refusal belongs on the command line, not in a dialog
    return importlib.import_module(_WINDOW).run(project, article, screenshot)
