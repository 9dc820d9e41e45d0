"""`annotator train`: learns from finished articles what to suggest."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.cli.quote_figures import HEADING, cells
from annotator.domain.people import Coder
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.suggesting.learning import Learned, learn
from annotator.workflow.suggesting.standings import CodeStanding, standing_told, standings
from annotator.workflow.suggesting.whose import EVERYBODY, whose


@click.command(
    short_help="Learn from finished articles what to suggest.",
    epilog=options.example("annotator train study.annotator"),
)
@options.project
@click.option(
    "--coder", default="", metavar="HANDLE", help="Whose articles; without it, everybody’s."
)
@click.option("--force", is_flag=True, help="Learn anew where nothing has changed, too.")
@as_json
def train(project: Path, coder: str, force: bool, as_json: bool) -> None:
    """Learn from the finished articles of PROJECT, as the window does, and say what is in use.

    What is learned takes over from the rules only where it does better on the latest of them.
    """
    with opened_project(project, writing=True) as opened:
        own = whose(opened, coder)
        with Meter("Learning") as meter:
            learned = learn(opened, own, meter, force=force)
        handle = _handle(opened, own)
        found = standings(opened, own)
    if as_json:
        codes = [standing_told(one) for one in found]
        told = {"coder": handle or None, "articles": learned.articles, "is_new": learned.is_new}
        print_json({**told, "answers": learned.answers, "codes": codes})
        return
    _say(found, learned, handle)


def _handle(project: Project, coder: str) -> str:
    known = project.get(Coder, coder) if coder != EVERYBODY else None
    return known.handle if known is not None else ""


def _say(found: list[CodeStanding], learned: Learned, handle: str) -> None:
    articles = counted(learned.articles, "finished article")
    of = f"{articles} of {handle}" if handle else articles
    if learned.is_new:
        say(plain(f"Learned from {of}."))
    elif learned.models:
        say(plain(f"Nothing new to learn in {of}."))
    else:
        say(plain(f"Nothing to learn from: {of}."))
    if learned.answers:
        say("Answers to fields were learned, too.")
    rows = [
        (plain(one.name), way.value, *cells(each.all))
        for one in found
        for way, each in one.ways.items()
    ]
    if rows:
        print_table(("code", "way", *HEADING), rows)
    for one in found:
        say(plain(f"{one.name}: {one.way.value} in use. {one.why}"))
