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
from annotator.domain.people import Actor, Coder
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow


@click.command(
    short_help="Say what a project holds.", epilog=options.example("annotator info study.annotator")
)
@options.project
@as_json
def info(project: Path, as_json: bool) -> None:
    """Say what PROJECT holds: articles, codebook, coders and their annotations."""
    with opened_project(project) as opened:
        told = _told(opened)
    if as_json:
        print_json(told)
    else:
        _show(told)


def _told(project: Project) -> dict[str, Any]:
    rows = project.articles()
    book, about = project.codebook(), project.info()
    counts = project.code_counts()
    return {
        "path": str(project.path),
        "title": about.title,
        "created": about.created,
        "freeze": project.freeze and {"name": project.freeze.name, "at": project.freeze.at},
        "articles": len(rows),
        "characters": sum(row.length for row in rows),
        "excluded_share": _share(rows),
        "annotations": sum(counts.values()),
        "gold": len(project.find(Annotation, layer=GOLD_LAYER)),
        "decisions": len(project.find(Decision)),
        "assignments": len(project.find(Assignment)),
        "actors": len(project.find(Actor)),
        "codebook": {"title": book.title, "version": book.version, "codes": len(book.codes)},
        "coders": [_coder(coder, rows) for coder in project.find(Coder)],
        "codes": [
            {"id": code.id, "name": code.name, "annotations": counts.get(code.id, 0)}
            for code in book.codes
        ],
        "items": [_item(row) for row in rows],
    }


def _share(rows: Sequence[ArticleRow]) -> float:
    excluded = sum(part.end - part.start for row in rows for part in row.excluded)
    return round(excluded / (sum(row.length for row in rows) or 1), 4)


def _coder(coder: Coder, rows: Sequence[ArticleRow]) -> dict[str, Any]:
    statuses = Counter(row.status_of(coder.handle) for row in rows)
    return {
        "handle": coder.handle,
        "name": coder.name,
        "annotations": sum(row.annotations.get(coder.handle, 0) for row in rows),
        **{status.value: statuses[status] for status in WorkStatus},
    }


def _item(row: ArticleRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
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
    say(f"{counted(told['annotations'], 'annotation')}, {counted(told['actors'], 'actor')}")
    if any(told[name] for name in ("gold", "decisions", "assignments")):
        say(
            f"{told['gold']:,} of them gold, {counted(told['decisions'], 'decision')}, "
            f"{counted(told['assignments'], 'assignment')}"
        )
    say(plain(f"Codebook: {book['title'] or 'untitled'}, version {book['version']}"))
    for name, heading in (("coders", "coder"), ("codes", "code")):
        if told[name]:
            keys = list(told[name][0])
            say("")
            print_table([heading, *keys[1:]], [list(one.values()) for one in told[name]])
