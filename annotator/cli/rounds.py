"""`annotator rounds`: the rounds of a study, and how coders did in training."""

from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.domain.people import Coder
from annotator.domain.rounds import KIND_NAMES, rounds_of
from annotator.domain.study import Round
from annotator.store.project import Project
from annotator.workflow.practice import PracticeStanding, standings

_HEADING = ("round", "what for", "begins", "pass mark", "articles")


@click.command(
    short_help="List the rounds of the study, and who has passed training.",
    epilog=options.example("annotator rounds study.annotator"),
)
@options.project
@as_json
def rounds(project: Path, as_json: bool) -> None:
    """List the rounds of PROJECT in their order, with how coders did on practice articles."""
    with opened_project(project) as opened:
        sizes = opened.listing.round_sizes()
        handles = {one.id: one.handle for one in opened.find(Coder)}
        found = [
            (one, sizes.get(one.id, 0), _standings(opened, one, handles))
            for one in rounds_of(opened).rounds
        ]
    if as_json:
        print_json([_told(*each) for each in found])
    elif not found:
        say("There are no rounds in this project.")
    else:
        print_table(_HEADING, [_row(one, size) for one, size, _ in found])
        for one, _, coders in found:
            for handle, each in coders:
                say(plain(f"{one.name}: {handle} {_words(each)}"))


def _standings(
    project: Project, one: Round, handles: dict[str, str]
) -> list[tuple[str, PracticeStanding]]:
    found = [(handles.get(each.coder, ""), each) for each in standings(project, one)]
    return sorted(found, key=lambda pair: pair[0].casefold())


def _words(one: PracticeStanding) -> str:
    return f"passed {one.passed} of {one.finished}, on average {one.mean:.0%}"


def _row(one: Round, articles: int) -> tuple[str | int, ...]:
    mark = "" if one.pass_mark is None else f"{one.pass_mark:.0%}"
    return one.name, KIND_NAMES[one.kind], one.begins, mark, articles


def _told(one: Round, articles: int, coders: list[tuple[str, PracticeStanding]]) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind.value,
        "begins": one.begins,
        "pass_mark": one.pass_mark,
        "articles": articles,
        "results": [
            {"coder": handle, "finished": each.finished, "passed": each.passed, "mean": each.mean}
            for handle, each in coders
        ],
    }
