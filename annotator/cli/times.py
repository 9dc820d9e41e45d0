"""`annotator times`: how long coders worked on each article."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.timing import duration_words
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.working_times import WorkingTime, working_times, write_times


@click.command(
    short_help="Say how long coders worked on each article.",
    epilog=options.example(
        "annotator times study.annotator", "annotator times study.annotator --csv times.csv"
    ),
)
@options.project
@options.several("--coder", "coders", metavar="HANDLE", help="Only what this coder worked.")
@options.csv_file("them")
@as_json
def times(project: Path, coders: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Say how long the coders of PROJECT worked on each article.

    Pauses of more than a minute are not counted. Of colleagues it is known what came with the
    files that were brought in.
    """
    if out is not None:
        refuse_targets(out)
    with opened_project(project) as opened:
        _refuse_unknown(opened, coders)
        found = working_times(opened, coders)
    if out is not None:
        write_times(out, found)
    if as_json:
        print_json(found)
    elif out is not None:
        say(f"Wrote {counted(len(found), 'time')} to {out}.")
    elif found:
        _show(found)
    else:
        say("No time is kept in this project.")


def _refuse_unknown(project: Project, handles: tuple[str, ...]) -> None:
    known = {one.handle for one in project.find(Coder)}
    for handle in handles:
        if handle not in known:
            raise UserError(f"There is no coder {handle} in this project.")


def _show(found: list[WorkingTime]) -> None:
    heading = ("coder", "article", "status", "days", "seconds", "time")
    print_table(
        heading,
        [
            (
                one.coder,
                one.article_title,
                one.status.replace("_", " "),
                one.days,
                one.seconds,
                duration_words(one.seconds),
            )
            for one in found
        ],
    )
    say("")
    for coder in dict.fromkeys(one.coder for one in found):
        own = [one.seconds for one in found if one.coder == coder]
        say(f"{coder}: {duration_words(sum(own))} on {counted(len(own), 'article')}")
