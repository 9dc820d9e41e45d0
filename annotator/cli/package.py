"""`annotator package`: handing articles out."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.opening import warn
from annotator.cli.output import Meter, plain, say
from annotator.domain.article import PROBABILITY
from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.domain.state import find_coder
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted, enumerated
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.store.reading.filtering import names_round
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.copies.asking import filtered
from annotator.workflow.hand_out import MONTH, Draw, PackagePlan, Wish, drawn_for, write_packages
from annotator.workflow.pseudonyms.asking import asked_pseudonyms, refuse_key, told, write_key
from annotator.workflow.pseudonyms.copying import Masked


@click.command(
    short_help="Write a coder's articles to a file of their own.",
    epilog=options.example(
        "annotator package study.annotator study-ben.annotator --coder ben --sample 2"
    ),
)
@options.project
@click.argument("out", type=options.FileToWrite(dir_okay=True))
@click.option("--coder", required=True, metavar="HANDLE", help="Whose package it is.")
@options.query
@options.several("--article", "articles", metavar="ID", help="Only this article.")
@click.option(
    "--sample", "count", type=click.IntRange(min=1), metavar="N", help="N of them at random."
)
@click.option("--seed", type=int, default=0, metavar="S", help="Which N of them; 0 otherwise.")
@click.option(
    "--by",
    default="",
    metavar="KEY",
    help="Draw them from each outlet, month or other metadata KEY in proportion.",
)
@click.option(
    "--weeks",
    type=click.IntRange(min=1),
    metavar="N",
    help="All articles of N constructed weeks, drawn from the dates of publication.",
)
@click.option("--assigned", is_flag=True, help="Only what is assigned to the coder already.")
@click.option("--reviewed", is_flag=True, help="With what was decided on the coder's annotations.")
@options.several(
    "--pseudonyms",
    "hidden",
    metavar="all|ACTOR|LIST.csv",
    help="Replace the names of these actors throughout; the work comes back with --key.",
)
@click.option(
    "--key",
    type=options.FileToWrite(),
    metavar="KEY.csv",
    help="Write who is behind each pseudonym to this file.",
)
@options.acting()
def package(
    project: Path,
    out: Path,
    coder: str,
    query: str | None,
    articles: tuple[str, ...],
    count: int | None,
    seed: int,
    by: str,
    weeks: int | None,
    assigned: bool,
    reviewed: bool,
    hidden: tuple[str, ...],
    key: Path | None,
    acting: str,
) -> None:
    """Write the package OUT for a coder: articles of PROJECT, which become assigned to them.

    Practice articles and repetitions only where they are named: by ID, by their round in the
    query, or as the coder's. It holds the codebook, the actors and the coder's own work, and nobody
    else's labels.
    """
    refuse_targets(out, replace=False)
    _refuse_idle(count, by, weeks)
    _refuse_without_key(hidden, key, out)
    with opened_project(project, acting, searching=query is not None, writing=True) as opened:
        drawing = count is not None or weeks is not None
        any_choice = query is not None or articles or drawing or assigned
        known = (one.handle for one in opened.find(Coder))
        coder = next((one for one in known if folded(one) == folded(coder)), coder)
        rows = filtered(opened, query, coder) if query is not None else opened.articles()
        own = [row for row in rows if folded(coder) in {folded(one) for one in row.assigned}]
        if assigned or (own and not any_choice):
            rows = own
        apart = apart_from_study(opened)
        if names_round(query or "") or articles or rows is own:
            apart = frozenset[str]()  # it is asked for by name, or theirs
        rows = [row for row in rows if row.id not in apart]
        chosen = _named(opened, rows, articles)
        if count is not None and count > len(chosen):
            message = f"There are only {counted(len(chosen), 'article')} to draw {count} from."
            raise UserError(message, remedy="Draw fewer, or leave --sample away.")
        _refuse_unknown(rows, by)
        wish = Wish(articles=tuple(chosen), drawn=count, by=by, weeks=weeks, seed=seed)
        drawn = drawn_for(wish, {row.id: row.meta for row in rows})
        chosen = chosen if drawn is None else drawn.articles
        if not chosen:
            raise UserError("No article was chosen.", remedy="Nothing was written.")
        with Meter("Writing") as meter:
            plan = PackagePlan(coder, chosen, out)
            draw = None if drawn is None else Draw(drawn, seed, "weeks" if weeks else by)
            names = asked_pseudonyms(opened, hidden) if hidden else None
            masked: list[Masked] = []
            changes = write_packages(
                opened,
                (plan,),
                draw=draw,
                reviewed=reviewed,
                pseudonyms=names,
                on_masked=lambda _plan, one: masked.append(one),
                progress=meter,
            )
        if names is not None and key is not None:
            write_key(opened, names, key)
        _tell_earlier(opened, changes, coder)
        if opened.read_only:
            warn(f"{project.name} can only be read: it does not say that they are assigned.")
    say(f"Wrote {counted(len(chosen), 'article')} for {plain(coder)} to {out}.")
    for line in (line for one in masked for line in told(one)):
        say(plain(line), err=True)


def _refuse_without_key(hidden: tuple[str, ...], key: Path | None, out: Path) -> None:
    """Refuse pseudonyms of which nobody could bring the work back."""
    if bool(hidden) is not (key is not None):
        message = "Pseudonyms and their key go together: the work comes back with it."
        raise UserError(message, remedy="Give --pseudonyms and --key, or neither.")
    if key is not None:
        refuse_key(key, out)


def _tell_earlier(project: Project, changes: Changes, coder: str) -> None:
    """Say whose packages can't know yet that others code the same, and so suggest labels there."""
    settings = project_settings(project.info().settings)
    if not settings.suggest or settings.suggest_shared:
        return
    own = find_coder(project, coder)
    given = project.get_all(Assignment, changes.ids(Assignment)).values()
    others = [one for one in given if one.shared and (own is None or one.coder != own.id)]
    if not others:
        return
    handles = project.get_all(Coder, {one.coder for one in others}).values()
    whose = enumerated(sorted(one.handle for one in handles))
    many = counted(len({one.article for one in others}), "article")
    warn(
        f"Packages of {whose} that were written before suggest labels in {many} that others are to "
        "code now, too. Write them anew before they are coded."
    )


def _refuse_idle(count: int | None, by: str, weeks: int | None) -> None:
    """Refuse options of drawing that would say nothing."""
    if weeks is not None and (by or count is not None):
        message = "Constructed weeks are drawn by themselves."
        raise UserError(message, remedy="Leave --sample and --by away, or --weeks.")
    if by and count is None:
        raise UserError("--by says how articles are drawn.", remedy="Give --sample N, too.")


def _refuse_unknown(rows: list[ArticleRow], by: str) -> None:
    """Refuse to draw by what no article has."""
    known = sorted({key for row in rows for key in row.meta} - {PROBABILITY})
    known += [MONTH] if "published" in known else []
    if by and by not in known:
        message = f"Articles can't be drawn by “{by}”, which none of them has."
        remedy = f"They have {enumerated(known)}." if known else "They have no metadata."
        raise UserError(message, remedy=remedy)


def _named(project: Project, rows: list[ArticleRow], articles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the rows, of all or of those that are named."""
    known = {article for article, *_ in project.article_names()} if articles else set[str]()
    for article in articles:
        if article not in known:
            raise UserError(f"There is no article {article} in this project.")
    return tuple(row.id for row in rows if not articles or row.id in articles)
