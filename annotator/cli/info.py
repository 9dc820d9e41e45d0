"""`annotator info`: what a project holds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, percent, plain, print_json, print_table, say
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.article import WorkStatus
from annotator.domain.kept_samples import kept_samples, told_samples
from annotator.domain.people import Actor
from annotator.domain.rounds import apart_from_study
from annotator.domain.shells import ArticleShell
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted, noun
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.runs import runs_of
from annotator.workflow.team_progress import (
    NO_AGREEMENT,
    OF_AGREEMENT,
    CoderAgreement,
    CoderProgress,
    coder_row,
    team_progress,
)

_FIRST_OF_TEAM = "assigned"


@click.command(
    short_help="Say what a project holds.", epilog=options.example("annotator info study.annotator")
)
@options.project
@click.option(
    "--agreement",
    is_flag=True,
    help="Also say how far each coder agrees with gold and with the others: compares all labels.",
)
@as_json
def info(project: Path, agreement: bool, as_json: bool) -> None:
    """Say what PROJECT holds: articles, codebook, coders and how far each of them is."""
    with opened_project(project) as opened:
        told = _told(opened, agreement=agreement)
    if as_json:
        print_json(told)
    else:
        _show(told)


def _told(project: Project, *, agreement: bool) -> dict[str, Any]:
    rows = project.articles()
    apart = apart_from_study(project)
    of_study = [row for row in rows if row.id not in apart]
    team = team_progress(project)
    agreements = _agreements(project) if agreement else {}
    book, about = project.codebook(), project.info()
    counts = project.code_counts()
    return {
        "path": str(project.path),
        "title": about.title,
        "created": about.created,
        "freeze": project.freeze and {"name": project.freeze.name, "at": project.freeze.at},
        "articles": len(rows),
        "apart": len(apart),
        "characters": sum(row.length for row in rows),
        "excluded_share": _share(rows),
        "annotations": sum(counts.values()),
        "gold": len(project.find(Annotation, layer=GOLD_LAYER)),
        "decisions": len(project.find(Decision)),
        "assignments": len(project.find(Assignment)),
        "actors": len(project.find(Actor)),
        "shells": len(project.find(ArticleShell)),
        "codebook": {"title": book.title, "version": book.version, "codes": len(book.codes)},
        "read": team.read,
        "read_twice": team.twice,
        "coders": [
            _coder(one, of_study, agreements.get(one.id, NO_AGREEMENT) if agreement else None)
            for one in team.coders
        ],
        "samples": kept_samples(about.settings),
        "runs": [
            {"run": one.handle, "model": one.run.model, "at": one.run.at, "annotations": one.labels}
            for one in runs_of(project)
        ],
        "codes": [
            {"id": code.id, "name": code.name, "annotations": counts.get(code.id, 0)}
            for code in book.codes
        ],
        "items": [_item(row, apart=row.id in apart) for row in rows],
    }


def _share(rows: Sequence[ArticleRow]) -> float:
    excluded = sum(part.end - part.start for row in rows for part in row.excluded)
    return round(excluded / (sum(row.length for row in rows) or 1), 4)


def _agreements(project: Project) -> dict[str, CoderAgreement]:
    from annotator.workflow.reliability.team_agreement import (  # noqa: PLC0415 - numpy
        team_agreement,
    )

    return team_agreement(project)


def _coder(
    one: CoderProgress, rows: Sequence[ArticleRow], agreement: CoderAgreement | None
) -> dict[str, Any]:
    statuses = Counter(row.status_of(one.coder) for row in rows)
    progress = coder_row(one, agreement)
    left_out = ("coder", "name", *(status.value for status in WorkStatus))
    left_out = left_out if agreement is not None else (*left_out, *OF_AGREEMENT)
    return {
        "handle": one.coder,
        "name": one.name,
        "annotations": sum(row.annotations.get(one.coder, 0) for row in rows),
        **{status.value: statuses[status] for status in WorkStatus},
        **{name: value for name, value in progress.items() if name not in left_out},
    }


def _item(row: ArticleRow, *, apart: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "apart": apart,
        "meta": row.meta,
        "characters": row.length,
        "excluded_share": _share([row]),
        "annotations": row.annotations,
        "codes": row.codes,
        "statuses": row.statuses,
    }


def _show(told: dict[str, Any]) -> None:
    book = told["codebook"]
    left_out = percent(told["excluded_share"])
    say(plain(f"{told['title']} ({told['path']})"))
    if frozen := told["freeze"]:
        say(plain(f"This is the freeze “{frozen['name']}” of {frozen['at']}; it can't be changed."))
    say(
        f"{counted(told['articles'], 'article')} with "
        f"{counted(told['characters'], 'character')}, {left_out} left out"
    )
    if told["apart"]:
        apart = counted(told["apart"], "article")
        say(f"{apart} for practice or given out again, which coders’ counts leave out")
    say(f"{counted(told['annotations'], 'annotation')}, {counted(told['actors'], 'actor')}")
    if told["shells"]:
        waits = noun(told["shells"], "waits for its text", "wait for their texts")
        say(f"{counted(told['shells'], 'further article')} of lists {waits}")
    if any(told[name] for name in ("gold", "decisions", "assignments")):
        say(
            f"{told['gold']:,} of them gold, {counted(told['decisions'], 'decision')}, "
            f"{counted(told['assignments'], 'assignment')}"
        )
    say(plain(f"Codebook: {book['title'] or 'untitled'}, version {book['version']}"))
    if drawn := told["samples"]:
        say(plain(told_samples(drawn)))
    if told["read"]:
        share = percent(told["read_twice"] / told["read"])
        say(f"{told['read']:,} read by somebody, {share} of them by two or more")
    _show_tables(told)


def _show_tables(told: dict[str, Any]) -> None:
    if told["coders"]:
        keys = list(told["coders"][0])
        most = keys.index(_FIRST_OF_TEAM)
        for some in (keys[:most], [keys[0], *keys[most:]]):
            _show_table("coder", some, told["coders"])
    if told["runs"]:
        _show_table("run", list(told["runs"][0]), told["runs"])
    if told["codes"]:
        _show_table("code", list(told["codes"][0]), told["codes"])


def _show_table(heading: str, keys: list[str], rows: list[dict[str, Any]]) -> None:
    say("")
    cells = [["" if one[key] is None else one[key] for key in keys] for one in rows]
    print_table([heading, *(key.replace("_", " ") for key in keys[1:])], cells)
