"""`annotator corpus`: what the window does, over archives of millions."""

import importlib

import click

from annotator.cli import options

_COMMANDS = {
    "count": "annotator.cli.corpus_count:count",
    "suggest": "annotator.cli.corpus_suggest:suggest",
    "copies": "annotator.cli.corpus_copies:copies",
    "sample": "annotator.cli.corpus_sample:sample",
}


class _Loaded(click.Group):
    """Loads each command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in their order."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)


@click.group(
    "corpus",
    cls=_Loaded,
    short_help="Count, suggest, find copies in and sample archives of millions.",
    epilog=options.example("annotator corpus count archive counts"),
)
def corpus() -> None:
    """Work on archives that are too large for a project, with many processes or computers."""
