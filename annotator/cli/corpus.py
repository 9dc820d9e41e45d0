"""`annotator corpus`: what the window does, over archives of millions."""

import click

from annotator.cli import options
from annotator.cli.loading import LoadedCommands

_COMMANDS = {
    "count": "annotator.cli.corpus_count:count",
    "suggest": "annotator.cli.corpus_suggest:suggest",
    "copies": "annotator.cli.corpus_copies:copies",
    "sample": "annotator.cli.corpus_sample:sample",
}


class _Commands(LoadedCommands):
    places = _COMMANDS


@click.group(
    "corpus",
    cls=_Commands,
    short_help="Count, suggest, find copies in and sample archives of millions.",
    epilog=options.example("annotator corpus count archive counts"),
)
def corpus() -> None:
    """Work on archives that are too large for a project, with many processes or computers."""
