"""`annotator correct`: another text for an article that was coded."""

from pathlib import Path

import click
import msgspec

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, print_json, say
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.expected import expectation_of
from annotator.domain.wording import quoted
from annotator.store.expecting import now_in_words
from annotator.workflow.correcting import Correction, Fate, foreseen, named_article, read_text
from annotator.workflow.visibility import visibility_of_acting


@click.command(
    short_help="Give an article a corrected text.",
    epilog=options.example("annotator correct study.annotator 'Mayor waits' mayor.txt --dry-run"),
)
@options.project
@click.argument("article")
@click.argument("file", type=click.Path(path_type=Path))
@options.acting("--coder")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@as_json
def correct(
    project: Path, article: str, file: Path, acting: str, dry_run: bool, as_json: bool
) -> None:
    """Give ARTICLE (its id or title) in PROJECT the text that is in FILE (UTF-8).

    Labels are carried to their words, in one step to undo. Those whose words are gone are listed;
    they wait in the window under Labels to place.
    """
    with opened_project(project, acting, writing=not dry_run) as opened:
        found = named_article(opened, article)
        text = read_text(file)
        told = foreseen(opened, found.id, text, visibility_of_acting(opened))
        edit = CorrectText(found.id, text)
        if not dry_run:
            opened.apply(edit)
        elif told.differences:
            expectation_of(edit, opened, opened.coder, now_in_words())  # refused as it would be
    if as_json:
        print_json(_as_values(told, written=not dry_run))
        return
    say(f"{quoted(found.title)}: {told.in_words}")
    for one in told.labels:
        if one.fate is not Fate.CARRIED:
            becomes = f" becomes {quoted(one.now)}" if one.now else " has no place"
            say(f"  {one.annotation.code} {quoted(one.annotation.text)}{becomes}")
    if dry_run:
        say("Nothing was written.")


def _as_values(told: Correction, *, written: bool) -> dict[str, object]:
    return {
        "article": told.article,
        "written": written,
        "differences": [msgspec.to_builtins(one) for one in told.differences],
        "labels": [
            {
                "annotation": one.annotation.id,
                "code": one.annotation.code,
                "fate": one.fate.value,
                "text": one.annotation.text,
                "now": one.now,
            }
            for one in told.labels
        ],
    }
