"""What a report says: gathered from the project, before anything of it is worded."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator import __version__
from annotator.analysis.agreement import Figure, Marks
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.domain.study import ArticleState, Freeze
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.label_query import parse_whole
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.freezing.comparing import sees_everything
from annotator.workflow.freezing.contents import GOLD, Computed, compute
from annotator.workflow.reliability.rows import arranged, coder_sets, path
from annotator.workflow.report.chapters import LabelsSaid, labels_said
from annotator.workflow.report.choice import USUAL_CHOICE, ReportChoice
from annotator.workflow.report.choosing import questions_of
from annotator.workflow.report.layers import counted_layers
from annotator.workflow.runs import people_of

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
"""A day, or as much of one as is known."""
_CHANCE = ("alpha", "u_alpha")
"""Agreement beyond chance: the first of these that there is."""
_PLAIN = ("percent", "f1_overlap")
"""Agreement as it is: the first of these that there is."""


class CoderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How far a coder has come; `of` counts the articles that are theirs."""

    handle: str
    name: str
    of: int
    finished: int
    begun: int
    annotations: int


class VariableFigures(msgspec.Struct, frozen=True):
    """A row of the table: agreement on a variable as it is, and beyond chance."""

    variable: str
    plain: Figure | None
    beyond: Figure | None


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report says. `made` is a day, as 2026-11-29; `published` the first and last day.

    `gold` and `decisions` count by codes' names and by verdicts; `once` and `twice` count the
    articles that one coder and two coders or more have finished. `by_outlet` has the articles and
    annotations of each outlet, the largest first. `said` is what the labels say on the questions
    that were chosen. What is `full` has the whole codebook and all variables.
    """

    title: str
    file: str
    made: str
    version: str
    freeze: Freeze | None
    codebook: Codebook
    articles: int
    characters: int
    outlets: int
    published: tuple[str, str] | None
    annotations: int
    once: int
    twice: int
    by_outlet: Sequence[tuple[str, int, int]]
    coders: Sequence[CoderFacts]
    gold: dict[str, int]
    decisions: dict[str, int]
    table: Sequence[VariableFigures]
    compared: tuple[str, ...]
    methods: str
    marks: Marks
    said: LabelsSaid
    full: bool


def refuse_hidden(seen_by: Visibility | None) -> None:
    """Raise a `UserError` where somebody may not see all labels yet."""
    if seen_by is not None and not sees_everything(seen_by):
        raise UserError(
            "A report is on everybody’s labels, and some are hidden from you yet.",
            remedy="Finish the articles that you code, or ask the lead for the report.",
        )


def report_facts(
    project: Project,
    seen_by: Visibility | None = None,
    progress: Progress = no_progress,
    made: str = "",
    choice: ReportChoice = USUAL_CHOICE,
) -> ReportFacts:
    """Gather what a report says of a project as it is, and of its labels as somebody chose.

    Raise a `UserError` where somebody may not see all labels yet: a report is on all of them; and
    for a view, a layer or a condition that there is none of.
    """
    refuse_hidden(seen_by)
    book, about = project.codebook(), project.info()
    questions_of(choice)  # what is wrong is refused before anything is computed
    parse_whole(choice.words, book)
    apart = apart_from_study(project)
    rows = [row for row in project.articles() if row.id not in apart]
    unsettled = {one for one, state in project.article_states() if state != ArticleState.SETTLED}
    gold = _gold(row for row in rows if row.id not in unsettled)
    coders = _coders(project, rows)
    at_work = [one.handle for one in coders if one.annotations]
    layers = counted_layers(project, choice.layers, has_gold=gold.total() > 0, at_work=at_work)
    agreed = _agreed(project, progress)
    days = sorted(filter(_DAY.fullmatch, (str(row.meta.get("published"))[:10] for row in rows)))
    outlets = _by_outlet(rows)
    return ReportFacts(
        title=about.title or project.path.stem,
        file=project.path.name,
        made=made or f"{dt.datetime.now(dt.UTC).astimezone():%Y-%m-%d}",
        version=__version__,
        freeze=project.freeze,
        codebook=book,
        articles=len(rows),
        characters=sum(row.length for row in rows),
        outlets=len(outlets),
        published=(days[0], days[-1]) if days else None,
        annotations=sum(row.annotation_count for row in rows),
        once=sum(_finished(row) > 0 for row in rows),
        twice=sum(_finished(row) > 1 for row in rows),
        by_outlet=outlets,
        coders=coders,
        gold={code.name: gold[code.id] for code in book.codes if gold[code.id]},
        decisions=_decisions(project, apart),
        table=agreed.table,
        compared=agreed.compared,
        methods=agreed.methods,
        marks=project_settings(about.settings).cut_marks,
        said=labels_said(project, choice, layers, progress),
        full=choice.full,
    )


class _Agreed(msgspec.Struct, frozen=True):
    """What is kept of agreement: the labels that it was computed on are not."""

    table: Sequence[VariableFigures]
    compared: tuple[str, ...]
    methods: str


def _agreed(project: Project, progress: Progress) -> _Agreed:
    computed = compute(project, progress)
    return _Agreed(_table(computed), tuple(computed.study.coders.values()), computed.methods)


def _gold(rows: Iterable[ArticleRow]) -> Counter[str]:
    """Count the gold on some articles by its codes (ids)."""
    gold = Counter[str]()
    for row in rows:
        gold.update(row.layers.get(GOLD, {}))
    return gold


def _by_outlet(rows: Iterable[ArticleRow]) -> list[tuple[str, int, int]]:
    articles, annotations = Counter[str](), Counter[str]()
    called: dict[str, str] = {}  # as in insights, case and blanks at the ends make no other outlet
    for row in rows:
        said = str(row.meta.get("outlet") or "").strip()
        if said:
            outlet = called.setdefault(folded(said), said)
            articles[outlet] += 1
            annotations[outlet] += row.annotation_count
    names = sorted(articles, key=lambda one: (-articles[one], folded(one), one))
    return [(one, articles[one], annotations[one]) for one in names]


def _decisions(project: Project, apart: frozenset[str]) -> dict[str, int]:
    """Count the decisions on labels of the study by their verdicts."""
    out = {one.id for article in apart for one in project.find(Annotation, article=article)}
    return dict(Counter(o.verdict.value for o in project.find(Decision) if o.annotation not in out))


def _finished(row: ArticleRow) -> int:
    return sum(status in FINISHED for status in row.statuses.values())


def _coders(project: Project, rows: Sequence[ArticleRow]) -> list[CoderFacts]:
    """Return the progress of who has done or was given anything, by handle."""
    found: list[CoderFacts] = []
    for coder in sorted(people_of(project), key=lambda one: one.handle.casefold()):
        handle = coder.handle
        statuses = [row.status_of(handle) for row in rows]
        labels = sum(row.annotations.get(handle, 0) for row in rows)
        theirs = sum(
            handle in row.assigned or handle in row.annotations or status is not WorkStatus.NEW
            for row, status in zip(rows, statuses, strict=True)
        )
        if theirs or labels:
            progress = CoderFacts(
                handle=handle,
                name=coder.name,
                of=theirs,
                finished=sum(status in FINISHED for status in statuses),
                begun=statuses.count(WorkStatus.IN_PROGRESS),
                annotations=labels,
            )
            found.append(progress)
    return found


def _table(computed: Computed) -> list[VariableFigures]:
    """Return the figures on all coders together, variable by variable, in the codebook's order."""
    everybody = next(iter(coder_sets(computed.figures)), ())
    book = computed.study.codebook
    found = (
        VariableFigures(path(row, book), _first(row.cells, _PLAIN), _first(row.cells, _CHANCE))
        for row in arranged(computed.figures, book, everybody)
        if row.code
    )
    return [one for one in found if _has_value(one.plain) or _has_value(one.beyond)]


def _first(cells: Mapping[str, Figure], measures: Sequence[str]) -> Figure | None:
    return next((cells[one] for one in measures if one in cells), None)


def _has_value(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None
