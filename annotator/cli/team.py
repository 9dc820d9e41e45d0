"""`annotator package` and `annotator merge`: handing articles out and taking the work back."""

from pathlib import Path

import click

from annotator.analysis.allotment import sample
from annotator.cli.merge_report import print_merge
from annotator.cli.output import Meter, as_json, plain
from annotator.cli.pairs import Pairs, pairs
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.hand_out import Parcel, refuse_taken, write_packages

_PATH = click.Path(path_type=Path)


@click.command(short_help="Write a coder's articles to a file of their own.")
@click.argument("project", type=_PATH)
@click.argument("out", type=_PATH)
@click.option("--coder", required=True, metavar="HANDLE", help="Whose package it is.")
@click.option("--query", metavar="WORDS", help="Only articles that the window's filter would find.")
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="This article; may be repeated."
)
@click.option(
    "--sample", "count", type=click.IntRange(min=1), metavar="N", help="N of them at random."
)
@click.option("--seed", type=int, default=0, metavar="S", help="Which N of them; 0 otherwise.")
@click.option("--assigned", is_flag=True, help="Only what is assigned to the coder already.")
@click.option("--reviewed", is_flag=True, help="With what was decided on the coder's annotations.")
def package(
    project: Path,
    out: Path,
    coder: str,
    query: str | None,
    articles: tuple[str, ...],
    count: int | None,
    seed: int,
    assigned: bool,
    reviewed: bool,
) -> None:
    """Write the package OUT for a coder: articles of PROJECT, which become assigned to them.

    It holds the codebook, the actors and the coder's own work, and nobody else's labels.
    """
    refuse_taken(out)
    with Project.open(project) as opened:
        any_choice = query is not None or articles or count is not None or assigned
        known = (one.handle for one in opened.find(Coder))
        coder = next((one for one in known if one.casefold() == coder.casefold()), coder)
        rows = filtered(opened, query, coder) if query is not None else opened.articles()
        own = [row for row in rows if coder.casefold() in {one.casefold() for one in row.assigned}]
        if assigned or (own and not any_choice):
            rows = own
        chosen = _named(opened, rows, articles)
        if count is not None and count > len(chosen):
            message = f"There are only {counted(len(chosen), 'article')} to draw {count} from."
            raise UserError(message, remedy="Draw fewer, or leave --sample away.")
        if count is not None:
            chosen = sample(chosen, count, seed)
        if not chosen:
            raise UserError("No article was chosen.", remedy="Nothing was written.")
        with Meter("Writing") as meter:
            parcel = Parcel(coder, chosen, out)
            write_packages(opened, (parcel,), reviewed=reviewed, progress=meter)
    click.echo(f"Wrote {counted(len(chosen), 'article')} for {plain(coder)} to {out}.")


def _named(project: Project, rows: list[ArticleRow], articles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the rows, of all or of those that are named."""
    known = {row.id for row in project.articles()} if articles else set[str]()
    for article in articles:
        if article not in known:
            raise UserError(f"There is no article {article} in this project.")
    return tuple(row.id for row in rows if not articles or row.id in articles)


@click.command(short_help="Bring colleagues' work in.")
@click.argument("project", type=_PATH)
@click.argument("others", nargs=-1, required=True, type=_PATH)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="THEIRS=OURS",
    callback=pairs(str.partition),
    help="Which code (id or name) of PROJECT a code of theirs is; nothing for a new one.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@as_json
def merge(
    project: Path, others: tuple[Path, ...], mapping: Pairs, dry_run: bool, as_json: bool
) -> None:
    """Bring the work in other project files (OTHERS) into PROJECT, in one step to undo.

    When one of them can't be brought in, none is.
    """
    with Project.open(project) as opened:
        codes = _by_id(opened, others, mapping) if mapping else None
        with Meter("Reading") as meter:
            preview = opened.preview(others, codes, meter)
        refused = next((one for one in preview.files if one.error), None)
        if not dry_run and refused is None and preview.brings_something:
            with Meter("Bringing in") as meter:
                _, preview = opened.bring_in(others, codes, meter)
    if refused is None or as_json:
        print_merge(preview, others, dry_run=dry_run, as_json=as_json)
    if refused is not None:
        where = "" if refused.name in refused.error else refused.name
        raise UserError(refused.error, where=where, remedy="Nothing was brought in.")


def _by_id(project: Project, others: tuple[Path, ...], mapping: Pairs) -> dict[str, str]:
    """Return the mapping with ids in place of names; the codes of the files are looked up."""
    preview = project.preview(others)
    theirs = {match.theirs: match.name for one in preview.files for match in one.codebook}
    ours = {code.id: code.name for code in project.codebook().codes}
    return {
        _known(name, theirs, "other files"): _known(own, ours, "project") if own else ""
        for name, own in mapping.items()
    }


def _known(wanted: str, codes: dict[str, str], where: str) -> str:
    if wanted in codes:
        return wanted
    if not codes:
        message = f"No code needs mapping: the {where} have none that the project does not know."
        raise UserError(message, remedy="Leave --map away.")
    called = [code for code, name in codes.items() if name.casefold() == wanted.casefold()]
    if len(called) != 1:
        problem = "Several codes are" if called else "No code is"
        message = f"{problem} called {wanted} in the {where}."
        raise UserError(message, remedy=f"Name the id of one: {', '.join(sorted(codes))}.")
    return called[0]
