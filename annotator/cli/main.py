"""The command `annotator`; subcommands are loaded when they are used, so that it starts fast."""

import sys

import click

from annotator import __version__
from annotator.cli import options
from annotator.cli.child_processes import is_child
from annotator.cli.loading import LoadedCommands
from annotator.cli.refusals import OneLine, print_bug
from annotator.workflow.device import use_own_device

_COMMANDS = {
    "open": "annotator.cli.open:open_window",
    "new": "annotator.cli.new:new",
    "sample": "annotator.cli.sample:sample",
    "import": "annotator.cli.import_:import_articles",
    "archive-profile": "annotator.cli.archive_profile:archive_profile",
    "correct": "annotator.cli.correct:correct",
    "copies": "annotator.cli.copies:copies",
    "export": "annotator.cli.export:export_dataset",
    "formats": "annotator.cli.formats:formats",
    "rehydrate": "annotator.cli.rehydrate:rehydrate_release",
    "package": "annotator.cli.package:package",
    "merge": "annotator.cli.merge:merge",
    "follow": "annotator.cli.follow:follow",
    "agreement": "annotator.cli.agreement:agreement",
    "needed": "annotator.cli.needed:needed",
    "rounds": "annotator.cli.rounds:rounds",
    "runs": "annotator.cli.runs:runs",
    "suggest": "annotator.cli.suggest:suggest",
    "train": "annotator.cli.train:train",
    "evaluate": "annotator.cli.evaluate:evaluate",
    "corpus": "annotator.cli.corpus:corpus",
    "search": "annotator.cli.search:search",
    "insights": "annotator.cli.insights:insights",
    "info": "annotator.cli.info:info",
    "report": "annotator.cli.report:report",
    "times": "annotator.cli.times:times",
    "units": "annotator.cli.units:units",
    "history": "annotator.cli.history:history",
    "freeze": "annotator.cli.freeze:freeze",
    "coders": "annotator.cli.coders:coders",
    "actors": "annotator.cli.actors:actors",
    "check": "annotator.cli.check:check",
    "rescue": "annotator.cli.rescue:rescue",
    "backup": "annotator.cli.backup:backup",
    "restore": "annotator.cli.restore:restore",
    "codebook": "annotator.cli.codebook:codebook",
}


class Commands(OneLine, LoadedCommands):
    """The subcommands by name; a project named instead of one is opened."""

    places = _COMMANDS

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take the name of a project file for `open` with that file."""
        if args[0] not in _COMMANDS and args[0].endswith(".annotator"):
            args = ["open", *args]
        return super().resolve_command(ctx, args)


@click.group(
    "annotator",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=options.example("annotator new study.annotator", "annotator study.annotator"),
)
@click.version_option(__version__, prog_name="annotator", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Tag quotes, sources, framing and sentiment in news articles.

    Without a command the window opens; so it does for a project file.
    """
    if context.invoked_subcommand is None:
        command = cli.get_command(context, "open")
        if command is not None:
            context.exit(context.invoke(command))


def main() -> None:
    """Run the command line that the program was started with."""
    if is_child():
        return
    sys.excepthook = print_bug
    use_own_device()
    cli.main(prog_name="annotator")
