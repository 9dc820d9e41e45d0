"""`annotator corpus sample`: a project of articles that are drawn from an archive."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from annotator.cli import corpus_options, options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.codebook import default_codebook
from annotator.store.file.placing import refuse_targets
from annotator.workflow.codebooks.shelf import named_codebook
from annotator.workflow.coders import handle_problem
from annotator.workflow.corpus.fetching import TEXTS, fetched
from annotator.workflow.corpus.sample_project import kept_sample, make_project
from annotator.workflow.corpus.sample_wish import (
    Quota,
    SampleWish,
    distinct,
    quota_of,
    quotas_in,
    refuse_wish,
)
from annotator.workflow.corpus.sampling import (
    FRAME,
    FRAME_COUNTS,
    HEADING,
    ArchiveSample,
    draw_sample,
)
from annotator.workflow.corpus.suggesting import CorpusSuggesting, keep_model, suggesting_by_model
from annotator.workflow.hand_out import SUFFIX
from annotator.workflow.suggesting.whose import whose

_MOST = 20  # strata that people are shown


def _quotas(
    _context: click.Context, _option: click.Parameter, said: tuple[str, ...]
) -> tuple[Quota, ...]:
    return tuple(map(quota_of, said))


@click.command(
    short_help="Draw articles into a project.",
    epilog=options.example(
        "annotator corpus sample archive drawn --size 400 --by outlet --seed 7",
        "annotator corpus sample archive drawn --quota outlet=AFP:200 --quota outlet=dpa:100",
        "annotator corpus sample archive weeks --weeks 2",
    ),
)
@corpus_options.sources
@corpus_options.folder
@click.option("--size", type=click.IntRange(min=1), metavar="N", help="Draw so many.")
@click.option(
    "--by",
    "stratum",
    default="",
    metavar="outlet|month|KEY",
    help="From each value of this metadata key in proportion to its articles.",
)
@click.option("--spread", is_flag=True, help="From each of --by as many as from the others.")
@options.several(
    "--quota",
    "quotas",
    metavar="KEY=VALUE:N",
    callback=_quotas,
    help="N of the articles with this value, as in --quota outlet=AFP:200.",
)
@click.option(
    "--quotas",
    "quotas_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Quotas of a CSV file: a column for each metadata key, and one called articles.",
)
@click.option(
    "--weeks",
    type=click.IntRange(min=1),
    metavar="N",
    help="All articles of N constructed weeks.",
)
@click.option(
    "--unsure",
    "model",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PROJECT",
    help="What the model learned in this project is unsure of more often than the rest.",
)
@click.option(
    "--copies-once/--every-copy",
    "once",
    default=True,
    help="Whether articles that print the same text count as one; they do.",
)
@click.option("--seed", default=1, metavar="S", help="Another seed draws others; 1.")
@click.option("--codebook", metavar="FILE|NAME", help="The project's codebook, as for new.")
@click.option("--title", default="", help="The project's title; otherwise the file's name.")
@options.acting("--coder", help="Who founds the project, and reviews; otherwise everybody may.")
@as_json
@corpus_options.workers
def sample(
    sources: tuple[Path, ...],
    folder: Path,
    size: int | None,
    stratum: str,
    spread: bool,
    quotas: tuple[Quota, ...],
    quotas_file: Path | None,
    weeks: int | None,
    model: Path | None,
    once: bool,
    seed: int,
    codebook: str | None,
    title: str,
    acting: str,
    as_json: bool,
    by: corpus_options.CorpusWorkers,
) -> None:
    """Draw articles of an archive into the project OUT.annotator, each with its probability.

    The folder OUT beside it has the sampling frame and its counts. A run that broke goes on there.
    """
    folder = folder.with_suffix("") if folder.suffix == SUFFIX else folder
    path = folder.with_name(f"{folder.name}{SUFFIX}")
    every = (*quotas, *(quotas_in(quotas_file) if quotas_file is not None else ()))
    wish = SampleWish(
        size=size or 0,
        by=stratum,
        spread=spread,
        quotas=distinct(every),
        weeks=weeks or 0,
        unsure=model is not None,
        once=once,
        seed=seed,
    )
    refuse_wish(wish)
    refuse_targets(path, replace=False)
    chosen = named_codebook(codebook) if codebook else default_codebook()
    if acting and (problem := handle_problem(acting)):
        raise UserError(problem)
    suggesting, data = _model(model, folder / FRAME)
    with by.ready() as executor, _steps() as shown:
        found = draw_sample(
            wish,
            sources,
            folder,
            executor,
            shown,
            at_most=by.at_most,
            suggesting=suggesting,
            prepare=(lambda place: keep_model(place, data)) if data else None,
        )
        rows = found.draw.rows
        names = [one.resolve().name for one in sources]
        make_project(
            path,
            fetched(rows, folder / TEXTS),
            kept_sample(wish, found.draw, names, found.outcome.bad_rows),
            codebook=chosen,
            coder=acting,
            title=title,
            progress=shown("Importing"),
        )
    corpus_options.say_bad(found.outcome, folder / FRAME)
    if as_json:
        print_json({**corpus_options.told(found.outcome), **_told(found, path)})
    else:
        _show(found, wish, path, folder)


def _model(model: Path | None, frame: Path) -> tuple[CorpusSuggesting | None, bytes]:
    """Return what says how unsure it is, and its model."""
    if model is None:
        return None, b""
    with opened_project(model) as project:
        try:
            return suggesting_by_model(project, whose(project), frame, 0.0)
        except UserError as error:
            remedy = "Learn one with annotator train, or draw without --unsure."
            raise UserError(error.message, remedy=remedy) from None


@contextmanager
def _steps() -> Generator[Callable[[str], Progress]]:
    """Give what returns a new meter for each step; the one before ends then."""
    with ExitStack() as stack:

        def shown(what: str) -> Progress:
            stack.close()
            return stack.enter_context(Meter(what))

        yield shown


def _told(found: ArchiveSample, path: Path) -> dict[str, object]:
    counts = found.draw.counts
    return {
        "project": str(path),
        "drawn": len(found.draw.rows),
        "in_frame": counts.frame,
        "copies": counts.copies,
        "again": counts.again,
        "outside": counts.outside,
        "strata": [
            {"stratum": name, "in_frame": of, "drawn": n}
            for name, (n, of) in found.draw.strata.items()
        ],
    }


def _show(found: ArchiveSample, wish: SampleWish, path: Path, folder: Path) -> None:
    counts, strata = found.draw.counts, found.draw.strata
    if len(strata) > 1:
        rows = [(name or "–", of, n, _share(n, of)) for name, (n, of) in strata.items()]
        heading = ("weekday", "days", *HEADING[2:]) if wish.weeks else HEADING
        print_table([one.replace("_", " ") for one in heading], rows[:_MOST])
        if rows[_MOST:]:
            say(f"{len(rows):,} strata; {folder / FRAME_COUNTS} has all.")
    left_out = (
        (counts.copies, "is a copy", "are copies"),
        (counts.again, "has the id of an earlier one", "have the ids of earlier ones"),
        (counts.outside, "is in no stratum", "are in no stratum"),
    )
    for count, is_so, are_so in left_out:
        if count:
            say(f"{counted(count, 'article')} {is_so if count == 1 else are_so}: not drawn from.")
    for one in wish.quotas:
        n, _ = strata[one.name]
        if n < one.articles:
            say(f"There are only {n:,} of {plain(one.name)}, not {one.articles:,}.")
    drawn = counted(len(found.draw.rows), "article")
    say(f"Drew {drawn} of {counts.frame:,} into {plain(str(path))} (seed {wish.seed}).")


def _share(n: int, of: int) -> str:
    return f"{n / of:.4g}" if of else ""
