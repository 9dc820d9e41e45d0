"""`annotator open` and `media-annotator`: the window."""

import traceback
from pathlib import Path

import click

from annotator import __version__
from annotator.cli import options
from annotator.cli.child_processes import is_child
from annotator.cli.output import plain, say
from annotator.cli.refusals import OneLine
from annotator.cli.ways_back import naming_ways_back
from annotator.cli.window_needs import is_seen, load, need_display
from annotator.domain.errors import UserError
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.device import use_own_device
from annotator.workflow.open_article import article_called
from annotator.workflow.program_log import FaultFile, log_path, note

_WINDOW = "annotator.gui.app"
"""Found by name: the command line knows no Qt and must run where there is none."""
_NO_WINDOW = 1


@click.command(
    "open",
    short_help="Open the window.",
    epilog=options.example("annotator open study.annotator"),
)
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.argument("article", required=False)
@click.option(
    "--screenshot",
    type=options.FileToWrite(),
    help="Draw the window into this picture (PNG) and close it again.",
)
def open_window(project: Path | None, article: str | None, screenshot: Path | None) -> int:
    """Open the window, on PROJECT and ARTICLE (an id or a title) when they are given."""
    if screenshot is not None:
        refuse_targets(screenshot)
    need_display(drawn=screenshot is not None)
    if project is None:
        return _shown(None, article, screenshot)
    # Opened here: a refusal belongs on the command line, too.
    try:
        with naming_ways_back(project, opening=True):
            found = Project.open(project, pages=False)
    except UserError as error:
        # The ways on are offered where somebody can choose one; a wrong name is to be corrected.
        if screenshot is not None or not project.is_file() or not is_seen():
            raise
        say(f"annotator: {plain(str(error))}", err=True)
        return _shown(project, article)
    with found as opened:
        _need_article(opened, article)
        return _shown(opened, article, screenshot)


def _shown(
    project: Project | Path | None, article: str | None = None, screenshot: Path | None = None
) -> int:
    """Run the window; what hinders it is told in one line and in the log, and the status is 1."""
    faults = FaultFile()
    faults.begin()
    try:
        return load(_WINDOW).run(project, article, screenshot)
    except (UserError, click.ClickException):
        raise
    except Exception as error:  # noqa: BLE001 - no window stands that could show it
        note(f"Before the window stood\n{traceback.format_exc()}")
        why = f"{type(error).__name__}: {error}"
        say(f"The window could not be opened. {why}. The log is {log_path()}", err=True)
        return _NO_WINDOW
    finally:
        faults.end()


def _need_article(project: Project, wanted: str | None) -> None:
    if wanted and article_called(project, wanted) is None:
        remedy = f"Type annotator info {project.path} --json to see all."
        raise UserError(f"There is no article “{wanted}” in {project.path.name}.", remedy=remedy)


@click.command(
    "media-annotator",
    cls=OneLine,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=options.example("media-annotator study.annotator"),
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.argument("project", type=click.Path(path_type=Path), required=False)
def window_alone(project: Path | None) -> int:
    """Open the window, on PROJECT when it is given; what can't be opened is told in a dialog."""
    need_display(drawn=False)
    return _shown(project)


def main() -> None:
    """Run `media-annotator`, which has no console on some systems."""
    if is_child():
        return
    use_own_device()
    window_alone.main(prog_name="media-annotator")
