"""The report as one HTML page that needs nothing else, on a screen and on paper."""

from collections.abc import Callable, Collection, Iterator, Mapping

from annotator.domain.wording import counted
from annotator.workflow.codebooks.book_paper import BEGINS, numbered
from annotator.workflow.report.codebook_pages import codebook_short, codebook_whole
from annotator.workflow.report.elements import PageParts, Row, anchor, listed, paragraph, said
from annotator.workflow.report.escaping import escaped
from annotator.workflow.report.facts import ReportFacts
from annotator.workflow.report.insight_pages import insights
from annotator.workflow.report.plots import progress_plot
from annotator.workflow.report.reliability_pages import reliability
from annotator.workflow.report.sentences import citing, limits, references, summary, versions
from annotator.workflow.report.style import FOR_PAPER, STYLE

Picture = Callable[[str, str], str]
"""Returns how a plot, given as SVG and what it shows in words, stands in the page."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MOST_OUTLETS = 12
FIRST_PAGED = anchor("The material")
"""The chapter that begins a page in any case: before it is what the report says in short."""


def _inline(svg: str, alt: str) -> str:
    return svg.replace("<svg ", f'<svg aria-label="{escaped(alt)}" ', 1)


def report_page(
    facts: ReportFacts,
    picture: Picture = _inline,
    *,
    paged: bool = False,
    pages: Mapping[str, int] | None = None,
    breaks: Collection[str] | None = None,
) -> str:
    """Return the report as HTML; whatever the project's people have written is text in it.

    What is `paged` is for Qt's pages, which have their margins already; `pages` are the numbers of
    the pages of chapters by their anchors, and `breaks` the parts that begin a page.
    """
    paper = PageParts(paged=paged)
    chapters = [one for one in _chapters(facts, paper, picture) if one[1]]
    head = (
        *_head(facts),
        paper.section("Summary", map(said, summary(facts))),
        _contents([title for title, _ in chapters], paper, pages),
    )
    body = "".join((*head, *(html for _, html in chapters)))
    body = numbered(body, breaks) if paged else body.replace(BEGINS, "")
    inner = body if paged else f"<main>\n{body}</main>\n"
    title, style = escaped(facts.title), STYLE if paged else STYLE + FOR_PAPER
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{inner}</body>\n</html>\n"
    )


def chapter_titles(facts: ReportFacts) -> list[tuple[str, str]]:
    """Return the chapters that a report has: their anchors, and what they are called."""
    found = _chapters(facts, PageParts(paged=True), _inline)
    titles = ["Summary", *(title for title, html in found if html)]
    return [(anchor(one), one) for one in titles]


def _chapters(facts: ReportFacts, paper: PageParts, picture: Picture) -> Iterator[tuple[str, str]]:
    """Yield the chapters under their titles; those that have nothing to say are empty."""
    yield "The material", _material(facts, paper)
    yield "Coders and progress", _people(facts, paper, picture)
    yield "Gold", _gold(facts, paper)
    yield "Methods", paper.section("Methods", (said(facts.methods),)) if facts.methods else ""
    yield "Reliability", reliability(facts, paper, picture)
    yield "What the labels say", insights(facts.said, paper, picture)
    yield "Limits", paper.section("Limits", (listed(limits(facts)),))
    codebook = codebook_whole if facts.full else codebook_short
    yield "Codebook", codebook(facts.codebook, paper)
    yield "Versions and citing", _versions(facts, paper)


def _head(facts: ReportFacts) -> Iterator[str]:
    yield f"<h1>{escaped(facts.title)}</h1>\n"
    made = f"Report of {facts.made}, from {facts.file}, made with Media Annotator {facts.version}."
    yield said(made, quiet=True)
    if facts.freeze is not None:
        freeze = f"This is the freeze “{facts.freeze.name}” of {facts.freeze.at[:10]}."
        yield said(freeze, quiet=True)


def _contents(titles: list[str], paper: PageParts, pages: Mapping[str, int] | None) -> str:
    if not paper.paged:
        links = (f'<li><a href="#{anchor(one)}">{escaped(one)}</a></li>\n' for one in titles)
        head = '<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n'
        return f"{head}<ul>\n{''.join(links)}</ul>\n</nav>\n"
    rows = (
        f"<tr><td>{escaped(one)}</td>"
        f'<td class="number">{"" if pages is None else pages.get(anchor(one), "")}</td></tr>\n'
        for one in titles
    )
    return f'<h2>Contents</h2>\n<table class="contents" cellspacing="0">\n{"".join(rows)}</table>\n'


def _material(facts: ReportFacts, paper: PageParts) -> str:
    book = facts.codebook
    rows: list[Row] = [
        ("Articles", f"{facts.articles:,}"),
        ("Characters", f"{facts.characters:,}"),
        ("Outlets", f"{facts.outlets:,}" if facts.outlets else ""),
        ("Published", " to ".join(dict.fromkeys(facts.published or ()))),
        ("Codebook", f"{book.title or 'untitled'}, version {book.version}"),
        ("Annotations", f"{facts.annotations:,}"),
        ("Finished by two coders or more", counted(facts.twice, "article")),
    ]
    parts = [paper.table((), [one for one in rows if one[1]])]
    if facts.by_outlet:
        shown = facts.by_outlet[:_MOST_OUTLETS]
        left = len(facts.by_outlet) - len(shown)
        caption = f"The {len(shown)} outlets with most articles" if left else "By outlet"
        parts.append(paper.table(("Outlet", "Articles", "Annotations"), shown, caption))
    return paper.section("The material", parts, on_new_page=True)


def _people(facts: ReportFacts, paper: PageParts, picture: Picture) -> str:
    title = "Coders and progress"
    if not facts.coders:
        return paper.section(title, (said("Nobody has coded yet."),))
    heading = ("Coder", "Name", "Articles", "Finished", "Begun", "Annotations")
    rows = [
        (one.handle, one.name, one.of, one.finished, one.begun, one.annotations)
        for one in facts.coders
    ]
    bars = [(one.handle, one.finished, one.begun, one.of) for one in facts.coders]
    shows = "Articles finished (dark) and begun (light), of those that are theirs"
    told = "; ".join(f"{name}: {done:,} of {of:,} finished" for name, done, _, of in bars)
    plot = picture(progress_plot(bars, shows), f"{shows}. {told}.")
    return paper.section(title, (paper.table(heading, rows), paper.figure(plot, shows)))


def _gold(facts: ReportFacts, paper: PageParts) -> str:
    if not facts.gold and not facts.decisions:
        return paper.section("Gold", (said("Nothing is settled yet."),))
    words = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(facts.decisions.items()))
    told = f"Decisions on coders’ annotations: {words or 'none'}."
    rows = [*facts.gold.items(), ("All", sum(facts.gold.values()))]
    return paper.section("Gold", (paper.table(("Code", "Settled labels"), rows), said(told)))


def _versions(facts: ReportFacts, paper: PageParts) -> str:
    cited = (paragraph("To cite this report:"), said(citing(facts)), paragraph("References:"))
    return paper.section(
        "Versions and citing",
        (paper.table((), list(versions(facts))), *cited, listed(references(facts))),
    )
