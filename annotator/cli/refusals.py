"""How a command line ends: quietly, or with one sentence and an exit status, never a traceback."""

import sys
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import click

from annotator.cli.output import plain, say
from annotator.cli.ways_back import for_commands
from annotator.domain.errors import UserError

USER_ERROR = 2
_INTERRUPTED = 130  # as shells count a Ctrl+C: 128 and the signal's number


class OneLine(click.Command):
    """A command whose refusals are one line on standard error."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command line and exit: 0, a command's own status, or 2 with one line of why.

        A group that is called without a command prints its help and exits with 2, as click does.
        """
        options["standalone_mode"] = False
        status: Any = 0
        try:
            status = super().main(args, *rest, **options)
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message(), err=True)
            sys.exit(error.exit_code)
        except (UserError, click.ClickException) as error:
            self._fail(_one_line(error), USER_ERROR)
        except (click.Abort, KeyboardInterrupt):
            self._fail("Stopped; nothing was changed.", _INTERRUPTED)
        except SystemExit:  # click's answer to a reader of a help page that has had enough
            status = 0
        sys.exit(status if isinstance(status, int) else 0)

    def _fail(self, message: str, status: int) -> None:
        say(f"{self.name}: {message}", err=True)
        sys.exit(status)


def print_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what nobody foresaw, as Python does, with nothing raw in it of what a file holds."""
    say("".join(traceback.format_exception(kind, error, trace)), err=True)


def _one_line(error: UserError | click.ClickException) -> str:
    if isinstance(error, UserError):
        return plain(for_commands(str(error)))
    message = plain(error.format_message())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message} See {context.command_path} --help." if context else message


LIST = "list"
"""The act of a `ListsAProject` that is done where none is named."""


class ListsAProject(OneLine, click.Group):
    """A group in which a project that is named instead of an act is listed."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no act for a project."""
        if args[0] not in self.commands:
            args = [LIST, *args]
        return super().resolve_command(ctx, args)
