"""The report as one HTML page that needs nothing else, on a screen and on paper."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from annotator.analysis.agreement import TABLE, TOO_FEW, Figure, counted_units
from annotator.domain.codebook import Code, Field, Scope
from annotator.domain.wording import counted
from annotator.workflow.codebook_text import condition_text
from annotator.workflow.reliability.rows import below, mark, number
from annotator.workflow.report.escaping import escaped, in_lines
from annotator.workflow.report.facts import ReportFacts, VariableFigures
from annotator.workflow.report.plots import interval_plot, progress_plot

Picture = Callable[[str], str]
"""Returns how a plot, given as SVG, stands in the page."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; color: #1f2328; }
h1 { font-size: 20pt; margin: 0 0 4px 0; }
h2 { font-size: 14pt; margin: 24px 0 8px 0; }
h3 { font-size: 11pt; margin: 16px 0 2px 0; }
p { margin: 0 0 8px 0; }
table { border-collapse: collapse; margin: 4px 0 10px 0; }
th, td { border: 1px solid #c9ced6; padding: 3px 8px; text-align: left; vertical-align: top; }
th { background-color: #eef1f4; }
.number { text-align: right; }
.quiet { color: #57606a; }
.new { page-break-before: always; }
"""
_FOR_PAPER = """
body { line-height: 1.4; max-width: 56em; margin: 2em auto; padding: 0 1em; }
svg { max-width: 100%; height: auto; }
@page { size: A4; margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, svg { break-inside: avoid; }
}
"""
_SIGNS = {"alpha": "α", "f1_overlap": "F1"}
_GUIDELINE = (
    ("definition", "Definition"),
    ("include", "Include"),
    ("exclude", "Exclude"),
    ("positive_example", "Example"),
    ("negative_example", "No example"),
    ("source", "Source"),
)


def _inline(svg: str) -> str:
    return svg


def report_page(facts: ReportFacts, picture: Picture = _inline, *, paged: bool = False) -> str:
    """Return the report as HTML; whatever the project's people have written is text in it.

    What is `paged` has its margins already.
    """
    parts = (
        _head(facts),
        _overview(facts),
        _people(facts, picture),
        _gold(facts),
        _reliability(facts, picture),
        _section("Methods", (_p(escaped(facts.methods)),)) if facts.methods else "",
        _codebook(facts),
    )
    title, style = escaped(facts.title), _STYLE if paged else _STYLE + _FOR_PAPER
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{''.join(filter(None, parts))}</body>\n</html>\n"
    )


def _head(facts: ReportFacts) -> str:
    made = f"Report of {facts.made}, from {facts.file}, made with Media Annotator {facts.version}."
    freeze = facts.freeze
    frozen = f"This is the freeze “{freeze.name}” of {freeze.at[:10]}." if freeze else ""
    lines = [_p(escaped(one), quiet=True) for one in (made, frozen) if one]
    return f"<h1>{escaped(facts.title)}</h1>\n{''.join(lines)}"


def _overview(facts: ReportFacts) -> str:
    book = facts.codebook
    rows = [
        ("Articles", f"{facts.articles:,}"),
        ("Characters", f"{facts.characters:,}"),
        ("Outlets", f"{facts.outlets:,}" if facts.outlets else ""),
        ("Published", " to ".join(dict.fromkeys(facts.published or ()))),
        ("Codebook", f"{book.title or 'untitled'}, version {book.version}"),
        ("Annotations", f"{facts.annotations:,}"),
        ("Finished by two coders or more", counted(facts.twice, "article")),
    ]
    return _section("The material", (_table((), [one for one in rows if one[1]]),))


def _people(facts: ReportFacts, picture: Picture) -> str:
    if not facts.coders:
        return _section("Coders", (_p("Nobody has coded yet."),))
    heading = ("Coder", "Name", "Articles", "Finished", "Begun", "Annotations")
    rows = [
        (one.handle, one.name, one.of, one.finished, one.begun, one.annotations)
        for one in facts.coders
    ]
    bars = [(one.handle, one.finished, one.begun, one.of) for one in facts.coders]
    plot = picture(progress_plot(bars, "Articles finished and begun"))
    return _section("Coders and progress", (_table(heading, rows), _p(plot)))


def _gold(facts: ReportFacts) -> str:
    if not facts.gold and not facts.decisions:
        return _section("Gold", (_p("Nothing is settled yet."),))
    words = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(facts.decisions.items()))
    said = f"Decisions on coders’ annotations: {words or 'none'}."
    rows = [*facts.gold.items(), ("All", sum(facts.gold.values()))]
    return _section("Gold", (_table(("Code", "Settled labels"), rows), _p(escaped(said))))


def _reliability(facts: ReportFacts, picture: Picture) -> str:
    if not facts.table:
        return _section("Reliability", (_p("No article has been finished by two coders."),))
    judged = [one.beyond for one in facts.table if one.beyond is not None]
    with_intervals = any(one.has_interval for one in judged)
    heading = ("Variable", "Agreement", "Beyond chance", "n")
    heading = (*heading, "95 % interval", "Verdict") if with_intervals else heading
    rows = [_figures(one, facts, with_intervals=with_intervals) for one in facts.table]
    who = f"Coders compared: {', '.join(facts.compared)}."
    few = any(one.has_too_few for one in judged)
    note = f"Neither intervals nor verdicts where there are {TOO_FEW}." if few else ""
    plotted = {
        f"{one.variable} ({_sign(one.beyond)})": one.beyond
        for one in facts.table
        if one.beyond is not None and one.beyond.value is not None
    }
    bars = "; bars: 95 % intervals" if with_intervals else ""
    axis = f"Agreement beyond chance{bars}; dashed: the cut marks"
    plot = picture(interval_plot(plotted, facts.marks, axis)) if plotted else ""
    parts = (_p(escaped(who)), _table(heading, rows), _p(note), _p(plot))
    return _section("Reliability", parts, on_new_page=True)


def _figures(row: VariableFigures, facts: ReportFacts, *, with_intervals: bool) -> list[str]:
    plain, beyond = row.plain, row.beyond
    main = beyond or plain
    counts = counted_units(main) if main is not None else ""
    cells = [row.variable, _value(plain), _value(beyond), counts]
    if not with_intervals:
        return cells
    verdict = mark(beyond, facts.marks)[1] if beyond else ""
    interval = "" if beyond is None or beyond.has_too_few else below(beyond)
    return [*cells, interval, verdict]


def _value(figure: Figure | None) -> str:
    """Return a value with what it is: "93 %", "F1 0.88", "α 0.89"."""
    if figure is None:
        return ""
    return number(figure) if figure.measure == "percent" else f"{_sign(figure)} {number(figure)}"


def _sign(figure: Figure) -> str:
    return _SIGNS.get(figure.measure) or TABLE[figure.measure].title


def _codebook(facts: ReportFacts) -> str:
    book = facts.codebook
    about = _p(in_lines(book.description)) if book.description else ""
    parts = (about, *(_code(code) for code in book.codes))
    return _section("Codebook", parts, on_new_page=True)


def _code(code: Code) -> str:
    if code.group:
        return f"<h3>{escaped(code.name)} (heading)</h3>\n"
    scope = "whole articles" if code.scope is Scope.ARTICLE else "spans"
    retired = ", retired" if code.state != "active" else ""
    said = [_p(f'<span class="quiet">{escaped(code.id)}, for {scope}{retired}</span>')]
    for attribute, name in _GUIDELINE:
        words: str = getattr(code, attribute)
        if words.strip():
            said.append(_p(f"<b>{name}:</b> {in_lines(words)}"))
    if code.fields:
        said.append(_table(("Field", "Type", "Answers", "Help"), map(_field, code.fields)))
    if code.links:
        links = "; ".join(f"{rule.name} to {', '.join(rule.ends)}" for rule in code.links)
        said.append(_p(f"<b>Links:</b> {escaped(links)}"))
    return f'<div class="code"><h3>{escaped(code.name)}</h3>\n{"".join(said)}</div>\n'


def _field(field: Field) -> tuple[str, str, str, str]:
    names = (
        f"{choice.name} ({', '.join(one.name for one in choice.choices)})"
        if choice.choices
        else choice.name
        for choice in field.choices
    )
    steps = (
        f"{field.signed(one.value)} {one.label}" if one.label else field.signed(one.value)
        for one in field.steps
    )
    shown = field.shown_if
    only = f"only if {shown.field} is {condition_text(shown, None)}" if shown else ""
    help_ = " ".join(filter(None, (field.help, only, "required" if field.required else "")))
    return field.name, field.type.value.replace("_", " "), ", ".join((*names, *steps)), help_


# What pages are made of


def _section(title: str, parts: Iterable[str], *, on_new_page: bool = False) -> str:
    kind = ' class="new"' if on_new_page else ""
    return f"<h2{kind}>{title}</h2>\n{''.join(parts)}"


def _p(inner: str, *, quiet: bool = False) -> str:
    if not inner:
        return ""
    return f'<p class="quiet">{inner}</p>\n' if quiet else f"<p>{inner}</p>\n"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table; numbers stand to the right, and texts are escaped."""
    head = "".join(f"<th>{escaped(one)}</th>" for one in heading)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows)
    top = f"<thead><tr>{head}</tr></thead>\n" if head else ""
    return f'<table cellspacing="0">\n{top}<tbody>{body}</tbody></table>\n'


def _cells(row: Sequence[str | int]) -> Iterator[str]:
    for value in row:
        if isinstance(value, int):
            yield f'<td class="number">{value:,}</td>'
        else:
            yield f"<td>{escaped(value)}</td>"
