"""`annotator corpus copies`: which articles of an archive print the same text."""

from pathlib import Path

import click

from annotator.cli import corpus_options, options
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.domain.wording import counted
from annotator.workflow.corpus.clustering import CLUSTERS, ArchiveCopies, find_clusters
from annotator.workflow.corpus.printing import CorpusPrinting
from annotator.workflow.corpus.running import run_corpus

_MOST = 20  # outlets that people are shown


@click.command(
    short_help="Find near copies.",
    epilog=options.example("annotator corpus copies archive copies"),
)
@corpus_options.sources
@corpus_options.folder
@as_json
@corpus_options.workers
def copies(
    sources: tuple[Path, ...], folder: Path, as_json: bool, by: corpus_options.CorpusWorkers
) -> int:
    """Put articles of an archive that print the same text into clusters.

    OUT is a folder: clusters.parquet has a row for each article that is in a cluster. A run that
    broke goes on there.
    """
    found: ArchiveCopies | None = None
    with by.ready() as executor:
        with Meter("Partitions done:") as meter:
            outcome = run_corpus(
                CorpusPrinting(), sources, folder, executor, at_most=by.at_most, progress=meter
            )
        if not outcome.failed:
            with Meter("Parts compared:") as meter:
                found = find_clusters(folder, executor, meter)
    corpus_options.say_bad(outcome, folder)
    if found is None:
        say("Copies are not told while a partition is missing.", err=True)
    if as_json:
        print_json({**corpus_options.told(outcome), **_told(found)})
    elif found is not None:
        _show(found, outcome.articles, folder)
    return corpus_options.status(outcome)


def _told(found: ArchiveCopies | None) -> dict[str, object]:
    if found is None:
        return {"clusters": None}
    return {
        "clusters": found.clusters,
        "in_clusters": found.articles,
        "largest": [{"cluster": name, "articles": of} for name, of in found.largest],
        "outlets": [
            {"outlet": name, "in_clusters": count, "first": first}
            for name, count, first in found.outlets
        ],
    }


def _show(found: ArchiveCopies, articles: int, folder: Path) -> None:
    if not found.clusters:
        say(f"No two of {counted(articles, 'article')} print the same text.")
        return
    rows = [(name or "–", count, first) for name, count, first in found.outlets[:_MOST]]
    print_table(("outlet", "in clusters", "first"), rows)
    name, most = found.largest[0]
    clusters = counted(found.clusters, "cluster")
    say(
        f"{found.articles:,} of {counted(articles, 'article')} are in {clusters}. "
        f"The largest has {counted(most, 'article')}: {plain(name)}."
    )
    say(f"{folder / CLUSTERS} has them.")
