"""`annotator suggest`: the quotes that the program proposes."""

from pathlib import Path

import click

from annotator.analysis.suggest import quotes
from annotator.cli import options
from annotator.cli.output import plain, say
from annotator.cli.suggestion_lines import SuggestionLines
from annotator.domain.errors import UserError
from annotator.workflow.suggesting.texts import texts_of

_NOT_ALL = 1


@click.command(
    short_help="Propose quotes, with who says them.",
    epilog=options.example(
        "annotator suggest study.annotator --json",
        "annotator suggest --text articles/a.txt --json",
    ),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="PROJECT | FILE...",
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option("--text", "of_texts", is_flag=True, help="Files are texts or JSONL, no project.")
@click.option("--language", default="", metavar="TAG", help="Of texts: their language, as en.")
@click.option("--encoding", metavar="NAME", help="Of texts: read them so, whatever they look like.")
@click.option(
    "--above",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="S",
    help="Only what is at least so sure, 0 to 1.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line instead.")
def suggest(
    files: tuple[Path, ...],
    of_texts: bool,
    language: str,
    encoding: str | None,
    above: float,
    as_json: bool,
) -> int:
    """Propose quotes in the articles of PROJECT, or with --text in files that need no project."""
    lines = SuggestionLines(as_json=as_json)
    return _of_texts(files, lines, language, encoding, above)


def _of_texts(
    files: tuple[Path, ...],
    lines: SuggestionLines,
    language: str,
    encoding: str | None,
    above: float,
) -> int:
    """Print what is found in texts; what is none is named, and refused if there is nothing else."""
    errors: list[UserError] = []
    read = 0
    for one in texts_of(files, encoding):
        if isinstance(one, UserError):
            errors.append(one)
            continue
        read += 1
        found = [each for each in quotes(one.text, one.language or language) if each.score >= above]
        lines.add(one.id, one.text, found, given_at=one.given_at)
    if errors and not read:
        if len(errors) == 1:
            raise errors[0]
        raise UserError(f"Nothing could be read: {errors[0]}", remedy=f"({len(errors) - 1} more.)")
    lines.end()
    for error in errors:
        say(f"annotator: {plain(str(error))}", err=True)
    return _NOT_ALL if errors else 0
