"""`annotator suggest`: the quotes that the program suggests."""

from collections.abc import Sequence
from pathlib import Path

import click

from annotator.analysis.suggest import quotes
from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.opening import warn
from annotator.cli.output import Meter, plain, print_json, say
from annotator.cli.suggestion_lines import SuggestionLines
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.store.expecting import now_in_words
from annotator.store.project import Project
from annotator.workflow.suggesting.across import asked_for, proposed_across
from annotator.workflow.suggesting.as_run import SuggestedRun
from annotator.workflow.suggesting.proposer import Proposer, proposer_of
from annotator.workflow.suggesting.texts import texts_of
from annotator.workflow.suggesting.whose import EVERYBODY, whose

_NOT_ALL = 1


@click.command(
    short_help="Suggest quotes, with who says them.",
    epilog=options.example(
        "annotator suggest study.annotator --json",
        "annotator suggest study.annotator --run Suggested --above 0.8",
        "annotator suggest --text articles/a.txt --json",
    ),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="PROJECT | FILE...",
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--run",
    "run_name",
    metavar="NAME",
    help="Keep them in PROJECT as a run of this name, and print how many.",
)
@click.option(
    "--coder", default="", metavar="HANDLE", help="From whose labels it was learned, and statuses."
)
@options.query
@click.option(
    "--above",
    type=options.ShareValue(),
    default=0.0,
    metavar="S",
    help="Only what is at least so sure, 0 to 1.",
)
@click.option("--text", "of_texts", is_flag=True, help="FILEs are texts or JSONL, no project.")
@click.option("--language", default="", metavar="TAG", help="Of texts: their language, as en.")
@click.option("--encoding", metavar="NAME", help="Of texts: read them so, whatever they look like.")
@options.acting()
@click.option("--json", "as_json", is_flag=True, help="Print an object a line instead.")
def suggest(
    files: tuple[Path, ...],
    run_name: str | None,
    coder: str,
    query: str | None,
    above: float,
    of_texts: bool,
    language: str,
    encoding: str | None,
    acting: str,
    as_json: bool,
) -> int:
    """Suggest quotes in the articles of PROJECT, or with --text in FILEs that need no project.

    What suggests them is what is in use there: rules, or what was learned from finished articles.
    """
    if of_texts:
        _refuse(run_name, coder, query, acting, beside="--text")
        lines = SuggestionLines("text", as_json=as_json)
        return _of_texts(files, lines, language, encoding, above)
    _refuse(language, encoding, beside="a project")
    project, *others = files
    if others:
        raise UserError("Several projects are too many.", remedy="Texts are read with --text.")
    with opened_project(
        project, acting, searching=query is not None, writing=run_name is not None
    ) as opened:
        proposer = _in_use(opened, whose(opened, coder))
        articles = asked_for(opened, query, coder)
        if run_name is not None:
            run = SuggestedRun(opened, proposer, run_name, articles, above=above, at=now_in_words())
            with Meter("Suggesting") as meter:
                opened.apply(run, meter)
            _say_kept(run, len(articles), as_json=as_json)
            return 0
        lines = SuggestionLines("article", as_json=as_json)
        _of_articles(opened, proposer, articles, lines, above)
    return 0


def _say_kept(run: SuggestedRun, articles: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"run": run.handle, "quotes": run.quotes, "articles": articles})
        return
    told, where = counted(run.quotes, "quote"), counted(articles, "article")
    say(plain(f"Kept {told} in {where} as run {run.handle}."))


def _of_articles(
    project: Project,
    proposer: Proposer,
    articles: Sequence[str],
    lines: SuggestionLines,
    above: float,
) -> None:
    with Meter("Suggesting") as meter:
        for one in proposed_across(project, proposer, articles, above, meter):
            article = one.article.article
            lines.add(article.id, one.article.text, one.quotes, name=article.title)
    lines.end()


def _in_use(project: Project, coder: str) -> Proposer:
    """Return what proposes; a codebook without a code for quotes has nothing to propose for."""
    found = proposer_of(project, coder)
    if not found.in_use:
        remedy = "It needs one with the links said_by or cue, or with a field of quote types."
        raise UserError("The codebook has no code for quotes.", remedy=remedy)
    quotes = {one.codes.quote.id for one in found.in_use}
    learned = {one.coder for one in project.all_models() if one.code in quotes}
    if coder == EVERYBODY and learned and EVERYBODY not in learned:
        told = "Rules suggest: what was learned is one coder’s. Name them with --coder, or learn"
        warn(f"{told} from everybody with annotator train.")
    return found


def _refuse(*given: str | None, beside: str) -> None:
    if any(given):
        raise UserError(f"Some of these options are not for {beside}.", remedy="See --help.")


def _of_texts(
    files: tuple[Path, ...],
    lines: SuggestionLines,
    language: str,
    encoding: str | None,
    above: float,
) -> int:
    """Print what is found in texts; what is none is named, and refused if there is nothing else."""
    errors: list[UserError] = []
    read = 0
    for one in texts_of(files, encoding):
        if isinstance(one, UserError):
            errors.append(one)
            continue
        read += 1
        every = quotes(one.text, one.language or language)
        found = [("", each) for each in every if each.score >= above]
        lines.add(one.id, one.text, found, given_at=one.given_at)
    if errors and not read:
        if len(errors) == 1:
            raise errors[0]
        raise UserError(f"Nothing could be read: {errors[0]}", remedy=f"({len(errors) - 1} more.)")
    lines.end()
    for error in errors:
        say(f"annotator: {plain(str(error))}", err=True)
    return _NOT_ALL if errors else 0
