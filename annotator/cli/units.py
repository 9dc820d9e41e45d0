"""`annotator units`: what was answered for each paragraph, each sentence or the article."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, print_table, say
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.workflow.units.table import asked_codes, state_counts, unit_rows, write_units


@click.command(
    short_help="Give the answers unit by unit.",
    epilog=options.example(
        "annotator units study.annotator",
        "annotator units study.annotator --csv units.csv",
    ),
)
@options.project
@options.several("--code", "codes", metavar="CODE", help="Only this code, by id or name.")
@options.query
@options.csv_file("the long table")
@as_json
def units(
    project: Path, codes: tuple[str, ...], query: str | None, out: Path | None, as_json: bool
) -> None:
    """Give what coders answered to the codes of PROJECT that ask of units.

    The long table has a row for each unit and each coder: answered, none, or unanswered. Without
    --csv and --json it is counted.
    """
    if out is not None:
        refuse_targets(out)
    with opened_project(project) as opened, Meter("Reading") as meter:
        chosen = asked_codes(opened, codes)
        rows = unit_rows(opened, chosen, query, meter)
        if as_json:
            found = list(rows)
            if out is not None:
                write_units(out, found, chosen)
            print_json(found)
        elif out is not None:
            say(f"Wrote {counted(write_units(out, rows, chosen), 'row')} to {out}.")
        elif not chosen:
            say("No code of this project asks of units.")
        else:
            heading = ("code", "coder", "answered", "none", "unanswered")
            counts = state_counts(rows)
            print_table(heading, [(*who, *each.values()) for who, each in counts.items()])
