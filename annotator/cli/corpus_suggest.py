"""`annotator corpus suggest`: the quotes of an archive, with who says them."""

from functools import partial
from pathlib import Path

import click

from annotator.cli import corpus_options, options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, say
from annotator.domain.wording import counted
from annotator.workflow.corpus.results import PARTS
from annotator.workflow.corpus.suggesting import (
    CorpusSuggesting,
    keep_model,
    suggesting_by_model,
)
from annotator.workflow.suggesting.whose import whose


@click.command(
    short_help="Find quotes, with who says them.",
    epilog=options.example(
        "annotator corpus suggest archive found",
        "annotator corpus suggest archive found --above 0.8 --workers 2",
    ),
)
@corpus_options.sources
@corpus_options.folder
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PROJECT",
    help="Find them by what was learned in this project, not by the rules.",
)
@click.option("--coder", default="", metavar="HANDLE", help="From whose labels it was learned.")
@click.option(
    "--above",
    type=options.ShareValue(),
    default=0.0,
    metavar="S",
    help="Only what is at least so sure, 0 to 1.",
)
@as_json
@corpus_options.workers
def suggest(
    sources: tuple[Path, ...],
    folder: Path,
    model: Path | None,
    coder: str,
    above: float,
    as_json: bool,
    by: corpus_options.CorpusWorkers,
) -> int:
    """Find quotes in the articles of an archive (Parquet, JSONL, CSV and WARC).

    OUT is a folder with a Parquet file for each partition: a row for each quote. A run that broke
    goes on there.
    """
    if coder and model is None:
        raise click.UsageError("--coder says whose model it is: name its project with --model.")
    task, learned = CorpusSuggesting(above=above), None
    if model is not None:
        with opened_project(model) as project:
            task, learned = suggesting_by_model(project, whose(project, coder), folder, above)
    prepare = partial(keep_model, data=learned) if learned is not None else None
    outcome = corpus_options.run(task, sources, folder, by, prepare)
    corpus_options.say_bad(outcome, folder)
    if as_json:
        print_json({**corpus_options.told(outcome), "quotes": outcome.results})
    else:
        found = counted(outcome.results, "stretch of a quote", "stretches of quotes")
        articles = counted(outcome.articles, "article")
        say(plain(f"Found {found} in {articles}; {folder / PARTS} has them."))
    return corpus_options.status(outcome)
