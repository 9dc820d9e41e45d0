"""`annotator corpus count`: how much an archive has, by outlet and month."""

from pathlib import Path

import click

from annotator.cli import corpus_options, options
from annotator.cli.output import as_json, print_json, print_table, say
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.workflow.corpus.counting import (
    COUNTS,
    CorpusCounting,
    merged_counts,
    write_counts,
)
from annotator.workflow.corpus.results import Results
from annotator.workflow.corpus.word_lists import word_lists
from annotator.workflow.csv_tables import write_table

_MOST = 40  # rows that people are shown


@click.command(
    short_help="Count articles, words and quotes by outlet and month.",
    epilog=options.example(
        "annotator corpus count archive counts",
        "annotator corpus count archive counts --words climate --words terms.csv --csv counts.csv",
    ),
)
@corpus_options.sources
@corpus_options.folder
@options.several(
    "--words",
    "words",
    metavar="WORD|FILE",
    help="Count this word or phrase too, or those in a file: a word a row, or a code and a word.",
)
@click.option("--no-quotes", is_flag=True, help="Count no quotes, which take most of the time.")
@options.csv_file("the counts")
@as_json
@corpus_options.workers
def count(
    sources: tuple[Path, ...],
    folder: Path,
    words: tuple[str, ...],
    no_quotes: bool,
    by: corpus_options.CorpusWorkers,
    out: Path | None,
    as_json: bool,
) -> int:
    """Count the articles of an archive (folders and files of Parquet, JSONL, CSV and WARC).

    OUT is a folder: counts.parquet, and a file for each partition. A run that broke goes on there.
    """
    if out is not None:
        refuse_targets(out)
    task = CorpusCounting(lists=word_lists(words), quotes=not no_quotes)
    heading = list(task.columns)
    outcome = corpus_options.run(task, sources, folder, by)
    rows = merged_counts(task, Results(folder).parts())
    write_counts(task, rows, folder)
    if out is not None:
        write_table(out, [heading, *rows])
    corpus_options.say_bad(outcome, folder)
    if as_json:
        counts = [dict(zip(heading, row, strict=True)) for row in rows]
        print_json({**corpus_options.told(outcome), "counts": counts})
    else:
        print_table(heading, rows[:_MOST])
        more = f" Of {counted(len(rows), 'row')}, the first are shown." if rows[_MOST:] else ""
        said = f"{counted(outcome.articles, 'article')}; {folder / COUNTS} has the counts.{more}"
        say(said)
    return corpus_options.status(outcome)
