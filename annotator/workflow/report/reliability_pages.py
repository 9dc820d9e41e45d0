"""Agreement in a report: a table by variable, a plot, and what the words in it mean."""

from collections.abc import Callable, Sequence

from annotator.analysis.agreement import TABLE, TOO_FEW, Figure, counted_units
from annotator.domain.wording import counted
from annotator.workflow.reliability.rows import below, mark, number
from annotator.workflow.report.elements import Cell, Figured, PageParts, paragraph, said
from annotator.workflow.report.facts import ReportFacts, VariableFigures
from annotator.workflow.report.plots import interval_plot

_MOST = 24
"""How many variables a report that is not whole has: those with most units."""
_SIGNS = {"alpha": "α", "f1_overlap": "F1"}
_AXIS = "Agreement beyond chance"


def reliability(facts: ReportFacts, paper: PageParts, picture: Callable[[str, str], str]) -> str:
    """Return the chapter on agreement."""
    if not facts.table:
        return paper.section("Reliability", (said("No article has been finished by two coders."),))
    table = facts.table if facts.full else shown(facts.table)
    judged = [one.beyond for one in table if one.beyond is not None]
    with_intervals = any(one.has_interval for one in judged)
    heading = ("Variable", "Agreement", "Beyond chance", "n")
    heading = (*heading, "95 % interval", "Verdict") if with_intervals else heading
    rows = [_figures(one, facts, with_intervals=with_intervals) for one in table]
    return paper.section(
        "Reliability",
        (
            said(f"Coders compared: {', '.join(facts.compared)}."),
            *_plot(facts, table, paper, picture),
            paper.table(heading, rows, "Agreement by variable", small=True),
            *_notes(facts, table, judged),
        ),
    )


def shown(table: Sequence[VariableFigures]) -> Sequence[VariableFigures]:
    """Return those variables that a report has which is not whole, in their order."""
    kept = sorted(range(len(table)), key=lambda n: -_units(table[n]))[:_MOST]
    return [table[n] for n in sorted(kept)]


def sign(figure: Figure) -> str:
    """Return what a figure is called before its value."""
    return _SIGNS.get(figure.measure) or TABLE[figure.measure].title


def value(figure: Figure | None) -> str:
    """Return a value with what it is: "93 %", "F1 0.88", "α 0.89"."""
    if figure is None:
        return ""
    return number(figure) if figure.measure == "percent" else f"{sign(figure)} {number(figure)}"


def _units(row: VariableFigures) -> int:
    return max(one.units for one in (row.plain, row.beyond) if one is not None)


def _notes(
    facts: ReportFacts, table: Sequence[VariableFigures], judged: Sequence[Figure]
) -> list[str]:
    notes: list[str] = []
    if len(table) < len(facts.table):
        every = counted(len(facts.table), "variable")
        notes.append(said(f"The {len(table)} of {every} with most units.", quiet=True))
    if any(one.has_too_few for one in judged):
        notes.append(paragraph(f"Neither intervals nor verdicts where there are {TOO_FEW}."))
    return notes


def _plot(
    facts: ReportFacts,
    table: Sequence[VariableFigures],
    paper: PageParts,
    picture: Callable[[str, str], str],
) -> list[str]:
    plotted = {
        f"{one.variable} ({sign(one.beyond)})": one.beyond
        for one in table
        if one.beyond is not None and one.beyond.value is not None
    }
    if not plotted:
        return []
    has_bars = any(one.has_interval for one in plotted.values())
    shows = f"{_AXIS}{'; bars: 95 % intervals' if has_bars else ''}; dashed: the cut marks"
    plot = interval_plot(plotted, facts.marks, _AXIS)
    told = "; ".join(f"{name} {number(one)}" for name, one in plotted.items())
    return [paper.figure(picture(plot, f"{shows}. {told}."), shows)]


def _figures(row: VariableFigures, facts: ReportFacts, *, with_intervals: bool) -> list[Cell]:
    plain, beyond = row.plain, row.beyond
    main = beyond or plain
    counts = counted_units(main) if main is not None else ""
    cells: list[Cell] = [row.variable, Figured(value(plain)), Figured(value(beyond)), counts]
    if not with_intervals:
        return cells
    verdict = mark(beyond, facts.marks)[1] if beyond else ""
    interval = "" if beyond is None or beyond.has_too_few else below(beyond)
    return [*cells, Figured(interval), verdict]
