"""`annotator rehydrate`: a release's labels on texts that somebody obtained anew."""

from pathlib import Path

import click

from annotator.analysis.wordless.placing import Certainty
from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.domain.wording import counted, enumerated
from annotator.store.file.placing import refuse_targets
from annotator.workflow.rehydrating.making import rehydrate
from annotator.workflow.rehydrating.matching import FoundBy
from annotator.workflow.rehydrating.report import Rehydrated

_BY = {
    FoundBy.TEXT: "by the same text",
    FoundBy.WORDS: "by the same words",
    FoundBy.ADDRESS: "by their address",
    FoundBy.NUMBER: "by their document number",
    FoundBy.TITLE: "by title and day",
    FoundBy.MARKS: "by their words alone",
}
_CAME = {
    Certainty.EXACT: "exactly",
    Certainty.MOVED: "moved with their words",
    Certainty.DOUBTFUL: "doubtful",
    Certainty.LOST: "without a place",
}
_MOST_NAMED = 20
"""How many articles that were not found are named."""


@click.command(
    "rehydrate",
    short_help="Put a release's labels back on texts.",
    epilog=options.example("annotator rehydrate release.zip texts/ study.annotator"),
)
@click.argument("release", type=click.Path(path_type=Path))
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("out", type=options.FileToWrite(dir_okay=True))
@as_json
def rehydrate_release(release: Path, texts: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Make the project OUT: the labels of RELEASE, which has no texts, on TEXTS.

    RELEASE is a folder or a zip; TEXTS are files and folders that can be imported, or projects.
    Where a text differs a little, labels are put where their words are now; those whose place is
    doubtful, or that have none, wait in OUT among the labels to place.
    """
    refuse_targets(out, replace=False)
    with Meter("Putting labels back") as meter:
        report = rehydrate(release, texts, out, meter)
    if as_json:
        print_json({"out": str(out), **report.values()})
        return
    for line in report.unread:
        say(plain(f"annotator: warning: {line}"), err=True)
    _tell(report, out)


def _tell(report: Rehydrated, out: Path) -> None:
    found = sum(report.found.values())
    ways = [f"{report.found[one]:,} {words}" for one, words in _BY.items() if report.found[one]]
    say(f"Made {out} with {counted(found, 'article')}: {enumerated(ways)}.")
    every = counted(sum(report.labels.values()), "label")
    came = [f"{report.labels[one]:,} {words}" for one, words in _CAME.items()]
    say(f"{every}: {', '.join(came)}.")
    if report.stretches_lost:
        say(f"{counted(report.stretches_lost, 'stretch', 'stretches')} with a role lost it.")
    if report.missing:
        articles = counted(len(report.missing), "article")
        say(f"{articles} with {counted(report.missing_labels, 'label')} not found:")
        for one in report.missing[:_MOST_NAMED]:
            say(plain(f"  {one.title or one.article}{f'  {one.url}' if one.url else ''}"))
        if (more := len(report.missing) - _MOST_NAMED) > 0:
            say(f"  and {counted(more, 'further article')}")
