"""`annotator search`: where words are in a project's articles, labels, notes and actors."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.state import find_coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, cut
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.store.reading.filtering import parse, refuse_unknown_codes
from annotator.workflow.searching.finding import SearchWish, find
from annotator.workflow.searching.hits import Hit, SearchPlace, write_hits
from annotator.workflow.searching.sought import Sought
from annotator.workflow.visibility import visibility_of

_SIDE = 30
"""How many characters stand to either side of a hit in a terminal."""


@click.command(
    short_help="Find words in articles, labels, notes and actors.",
    epilog=options.example(
        "annotator search study.annotator cease-fire",
        "annotator search study.annotator '\"peace talks\" minister' --csv talks.csv",
        "annotator search study.annotator '\\btruces?\\b' --regex --query outlet:herald",
    ),
)
@options.project
@click.argument("words")
@click.option("--regex", is_flag=True, help="WORDS are a regular expression.")
@click.option("--case", is_flag=True, help="Capitals count.")
@options.several(
    "--in",
    "places",
    type=click.Choice([one.value for one in SearchPlace]),
    help="Where to look; without it, in the articles' text.",
)
@options.query
@click.option(
    "--coder",
    default="",
    metavar="HANDLE",
    help="Find only what this coder may see now; `status:` in the query means theirs.",
)
@click.option("--most", type=click.IntRange(min=1), metavar="N", help="Stop after N hits.")
@options.csv_file("the hits")
@as_json
def search(
    project: Path,
    words: str,
    regex: bool,
    case: bool,
    places: tuple[str, ...],
    query: str | None,
    coder: str,
    most: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find WORDS in PROJECT: words that an article must have all, and phrases in double quotes.

    A word that ends in * only has to begin so. Case and accents don't count.
    """
    if out is not None:
        refuse_targets(out)
    wish = SearchWish(
        Sought(words, regex=regex, case=case),
        frozenset(map(SearchPlace, places)) or frozenset((SearchPlace.TEXT,)),
        query or "",
    )
    with opened_project(project, searching=True) as opened:
        codes = opened.codebook().codes
        refuse_unknown_codes(parse(wish.within, codes).terms, codes)
        hits = list(islice(chain.from_iterable(find(opened, wish, _sight(opened, coder))), most))
    if out is not None:
        write_hits(out, hits)
    if as_json:
        print_json([_told(one) for one in hits])
    elif out is not None:
        say(f"Wrote {counted(len(hits), 'hit')} to {out}.")
    else:
        _show(hits)


def _sight(project: Project, handle: str) -> Visibility:
    """Return what a coder may see; whoever names none sees all, as in an export."""
    if not handle:
        return Visibility(open_labels=True)
    known = find_coder(project, handle)
    if known is None:
        raise UserError(f"There is no coder {handle} in this project.")
    return visibility_of(project, known.id)


def _told(one: Hit) -> dict[str, Any]:
    article = one.article
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "in": one.place.value,
        "of": one.what,
        "start": one.start if one.start >= 0 else None,
        "end": one.end if one.end >= 0 else None,
        "left": one.left,
        "hit": one.hit,
        "right": one.right,
    }


def _show(hits: list[Hit]) -> None:
    if not hits:
        say("Nothing was found.")
        return
    heading = ("article", "left", "hit", "right", "of")
    print_table(heading, list(_rows(hits)))
    articles = len({one.article.id for one in hits if one.article.id})
    say("")
    say(f"{counted(len(hits), 'hit')} in {counted(articles, 'article')}")


def _rows(hits: list[Hit]) -> Iterator[tuple[str, ...]]:
    for one in hits:
        left = one.left if len(one.left) <= _SIDE else f"…{one.left[-_SIDE:]}"
        yield one.article.title, left, one.hit, cut(one.right, _SIDE), one.what
