"""`annotator insights`: what the labels say, as a table, a file of figures or a picture."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.attributes import offered_attributes
from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.insight import Insight
from annotator.analysis.insights.question import CopiesCount
from annotator.analysis.insights.views import VIEWS
from annotator.analysis.network_choices import NetworkKind
from annotator.analysis.networks import Normalisation, Polarity
from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, percent, print_json, print_table, say
from annotator.domain.wording import counted, enumerated
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.csv_tables import write_table
from annotator.workflow.insights.benchmark_files import read_wanted
from annotator.workflow.insights.by_names import (
    ALL_LABELS,
    EVERY_LAYER,
    AskedByNames,
    asked_by_names,
    passages,
)
from annotator.workflow.insights.drawing.figures import things_counted
from annotator.workflow.insights.figure_files import KINDS, write_figure
from annotator.workflow.insights.reading import FactReader


def _one_of(kind: Iterable[Any]) -> click.Choice[str]:
    return click.Choice([one.value for one in kind])


MARK_COLUMNS = (
    *("view", "row", "row_name", "column", "column_name", "by"),
    *("count", "of", "share", "value", "low", "high", "wanted", "weighted"),
)
"""The columns of a table of figures: it has them where there is no figure, too."""
PASSAGE_COLUMNS = (
    *("article", "title", "outlet", "published"),
    *("annotation", "code", "layer", "start", "end", "text"),
)
"""The columns of a table of passages."""


@click.command(
    short_help="Say what the labels say: who is heard, how it is framed, since when.",
    epilog=options.example(
        "annotator insights study.annotator",
        "annotator insights study.annotator voice --rows outlet --columns role",
        "annotator insights study.annotator voice --out voice.svg",
        "annotator insights study.annotator voice --csv voice.csv",
    ),
)
@options.project
@click.argument("view", required=False)
@click.option("--attributes", is_flag=True, help="List what can be counted by instead.")
@click.option("--rows", metavar="A", help="What has a row; without it, what the view usually has.")
@click.option("--columns", metavar="A", help="What has a column.")
@click.option("--by", type=_one_of(CountedBy), help="What is counted; labels, if nobody says.")
@options.several(
    "--layer",
    "layers",
    metavar="L",
    help=f"Whose labels: gold, a coder's handle, or {EVERY_LAYER}; else gold if there is any.",
)
@options.several("--code", "codes", metavar="C", help="Labels of this code (id or name) alone.")
@click.option("--query", default="", metavar="WORDS", help="Labels that this filter finds alone.")
@click.option("--target", metavar="ACTOR", help="Labels about this actor (name or id) alone.")
@click.option("--sample", is_flag=True, help="Articles are a sample: figures have intervals.")
@click.option("--copies", type=_one_of(CopiesCount), help="How often near copies count.")
@click.option(
    "--wanted",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A CSV file with the shares wanted.",
)
@click.option("--sensitive", is_flag=True, help="Also count by sensitive variables of actors.")
@click.option("--network", type=_one_of(NetworkKind), help="Who or what is tied in a network.")
@click.option("--polarity", type=_one_of(Polarity), help="What stance does in a network.")
@click.option("--once", type=_one_of(CountedOnce), help="Within what a tie counts but once.")
@click.option("--normalisation", type=_one_of(Normalisation), help="What ties are divided by.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="The N largest rows and columns; the rest is one.",
)
@click.option(
    "--passages",
    "mark",
    nargs=2,
    metavar="ROW COLUMN",
    help='List the labels behind this mark (ids or names; COLUMN may be "") instead.',
)
@options.csv_file("the figures")
@click.option(
    "--out",
    "figure",
    type=options.FileToWrite(),
    metavar="FIGURE",
    help="Draw it: .svg, .png or .pdf.",
)
@as_json
def insights(
    project: Path,
    view: str | None,
    attributes: bool,
    layers: tuple[str, ...],
    query: str,
    sample: bool,
    sensitive: bool,
    wanted: Path | None,
    mark: tuple[str, str] | None,
    out: Path | None,
    figure: Path | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say what the labels of PROJECT say in a VIEW; without one, list the views."""
    for path in (out, figure):
        if path is not None:
            refuse_targets(path)
    if figure is not None and figure.suffix.lower() not in KINDS:
        raise click.BadParameter(f"{figure.name} ends in none of {', '.join(KINDS)}.")
    if figure is not None and mark is not None:
        raise click.UsageError("--out draws a view, not the passages behind a mark: use --csv.")
    if (attributes or view is None) and (out, figure, mark) != (None, None, None):
        raise click.UsageError("--csv, --out and --passages are of a VIEW: name one.")
    shares = read_wanted(wanted) if wanted is not None else None
    with opened_project(project) as opened, Meter("Reading") as meter:
        if attributes:
            _list_attributes(opened, sensitive=sensitive, as_json=as_json)
            return
        if view is None:
            _list_views(as_json=as_json)
            return
        found = asked_by_names(
            opened,
            view,
            layers=layers,
            query=query,
            progress=meter,
            sampled=sample,
            sensitive=sensitive,
            wanted=shares,
            **asked,
        )
        behind = passages(opened, found, *mark) if mark else None
    if behind is not None:
        _tell_passages(behind, out, as_json=as_json)
        return
    if figure is not None:
        write_figure(figure, found.insight)
    _tell(found, out, figure, as_json=as_json)


def _list_views(*, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "view": one.id,
                    "title": one.title,
                    "question": one.question,
                    "silent_on": one.silent_on,
                    "rows": one.rows,
                    "columns": one.columns,
                }
                for one in VIEWS
            ]
        )
        return
    for one in VIEWS:
        say(f"{one.id}: {one.question}")
        say(f"    by {one.rows} and {one.columns}; it can’t say: {one.silent_on}")


def _list_attributes(project: Project, *, sensitive: bool, as_json: bool) -> None:
    facts = FactReader(project, ALL_LABELS).facts(project)
    found = offered_attributes(facts, sensitive=sensitive)
    if as_json:
        print_json([{"attribute": ident, "title": title} for ident, title in found])
    else:
        print_table(("attribute", "title"), found)


def _tell(found: AskedByNames, out: Path | None, figure: Path | None, *, as_json: bool) -> None:
    records = found.insight.records()
    if out is not None:
        _write(out, MARK_COLUMNS, records)
    if as_json:
        print_json(_whole(found, records))
        return
    if out is not None:
        say(f"Wrote {counted(len(records), 'figure')} to {out}.")
    if figure is not None:
        say(f"Drew {found.insight.title} in {figure}.")
    if out is None and figure is None:
        _show(found)


def _whole(found: AskedByNames, records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    insight = found.insight
    return {
        "view": insight.view,
        "title": insight.title,
        "by": insight.by.value,
        "counts": things_counted(insight).lower(),
        "row_title": insight.row_title,
        "column_title": insight.column_title,
        "value_title": insight.value_title,
        "layers": found.layers or (EVERY_LAYER,),
        "labels": insight.labels,
        "articles": insight.articles,
        "notes": insight.notes,
        "marks": records,
    }


def _show(found: AskedByNames) -> None:
    insight = found.insight
    said = _layers_told(found)
    if not insight.marks:
        say(f"{insight.title}: nothing is counted. {said}")
    else:
        things = things_counted(insight).lower()
        heading = (insight.row_title, insight.column_title, things, *_more(insight))
        print_table(heading, [_row(insight, one) for one in insight.records()])
        labels, articles = counted(insight.labels, "label"), counted(insight.articles, "article")
        say("")
        say(f"{insight.title}: {labels} in {articles}. {said}")
    for note in insight.notes:
        say(note)
    if found.unsettled:
        articles = counted(found.unsettled, "article is", "articles are")
        say(f"{articles} not settled: gold there does not count.")


def _layers_told(found: AskedByNames) -> str:
    if not found.layers:
        return "All layers count."
    usual = "; --layer all counts all" if found.took_gold else ""
    return f"Of {enumerated(found.layers)} alone{usual}."


def _more(insight: Insight) -> list[str]:
    """Return which further columns the table of an insight has."""
    has = {
        "share": any(one.share is not None for one in insight.marks),
        "wanted": any(one.wanted is not None for one in insight.marks),
        "value": any(one.value is not None for one in insight.marks),
        "95 %": any(one.low is not None for one in insight.marks),
    }
    return [name for name, there in has.items() if there]


def _row(insight: Insight, one: dict[str, Any]) -> tuple[Any, ...]:
    def share(value: float | None) -> str:
        return "" if value is None else percent(value)

    def plain(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}"

    low, high = one["low"], one["high"]
    ends = share if one["value"] is None else plain
    more = {
        "share": share(one["share"]),
        "wanted": share(one["wanted"]),
        "value": plain(one["value"]),
        "95 %": "" if low is None else f"{ends(low)} to {ends(high)}",
    }
    amount = one["count"]
    number = int(amount) if amount == int(amount) else round(amount, 3)
    return one["row_name"], one["column_name"], number, *(more[name] for name in _more(insight))


def _tell_passages(records: Sequence[dict[str, Any]], out: Path | None, *, as_json: bool) -> None:
    if out is not None:
        _write(out, PASSAGE_COLUMNS, records)
    if as_json:
        print_json(records)
    elif out is not None:
        say(f"Wrote {counted(len(records), 'passage')} to {out}.")
    else:
        print_table(
            ("article", "code", "layer", "annotation", "text"),
            [(r["title"], r["code"], r["layer"], r["annotation"], r["text"]) for r in records],
        )
        say("")
        say(counted(len(records), "passage"))


def _write(out: Path, columns: Sequence[str], records: Sequence[dict[str, Any]]) -> None:
    write_table(out, [columns, *([one[name] for name in columns] for one in records)])
