"""The sentences of a report that are made of figures: its summary, its limits, its versions."""

from collections.abc import Iterator

from annotator.analysis.agreement import SOFTWARE, cited_in
from annotator.domain.wording import counted, enumerated, noun
from annotator.workflow.report.facts import ReportFacts, VariableFigures
from annotator.workflow.report.reliability_pages import value

_DOI = "https://doi.org/"
"""Written as `doi:` on the page, which names nothing that a browser could fetch."""


def summary(facts: ReportFacts) -> Iterator[str]:
    """Yield what the study is and its main figures, a sentence for each part of the report."""
    yield _material(facts)
    yield _coded(facts)
    yield _gold_there_is(facts)
    yield _agreement(facts)
    if facts.said.chapters and facts.said.of:
        yield f"What the labels say is counted from {facts.said.of}."
    for one in facts.said.chapters:
        yield f"{one.title} ({one.counts}). {one.leading}"


def _material(facts: ReportFacts) -> str:
    outlets = f" of {counted(facts.outlets, 'outlet')}" if facts.outlets else ""
    days = list(dict.fromkeys(facts.published or ()))
    when = f", published {'from ' if len(days) > 1 else 'on '}{' to '.join(days)}" if days else ""
    have = noun(facts.articles, "has", "have")
    articles = f"{counted(facts.articles, 'article')}{outlets}{when}{',' if when else ''}"
    return f"{articles} {have} {counted(facts.characters, 'character')}."


def _coded(facts: ReportFacts) -> str:
    if not facts.coders:
        return "Nobody has coded yet."
    codes = counted(len(facts.codebook.without_headings()), "code")
    who = counted(len(facts.coders), "coder")
    have = noun(len(facts.coders), "has", "have")
    made = (
        f"{who} {have} made {counted(facts.annotations, 'annotation')}; the codebook has {codes}."
    )
    are = noun(facts.once, "is", "are")
    read = f"{counted(facts.once, 'article')} {are} finished by one coder or more"
    return f"{made} {read}, {facts.twice:,} by two or more."


def _gold_there_is(facts: ReportFacts) -> str:
    labels = sum(facts.gold.values())
    if not labels:
        return "Nothing is settled as gold."
    are = noun(labels, "is", "are")
    return (
        f"{counted(labels, 'label')} of {counted(len(facts.gold), 'code')} {are} settled as gold."
    )


def _agreement(facts: ReportFacts) -> str:
    known = [
        (one.beyond.value, one)
        for one in facts.table
        if one.beyond is not None and one.beyond.value is not None
    ]
    if not known:
        return "Agreement beyond chance can’t be computed: no variable was answered by two coders."
    low, high = (by(known, key=lambda one: one[0]) for by in (min, max))
    on = f"Agreement beyond chance is known of {counted(len(known), 'variable')}"
    if len(known) == 1:
        return f"{on}: {_of(low[1])}."
    return f"{on}, from {_of(low[1])} to {_of(high[1])}."


def _of(one: VariableFigures) -> str:
    return f"{value(one.beyond)} ({one.variable})"


def limits(facts: ReportFacts) -> Iterator[str]:
    """Yield what this report is not of, and what its figures can't say, as far as is known."""
    unread = facts.articles - facts.once
    if unread:
        yield (
            f"{counted(unread, 'article')} {noun(unread, 'is', 'are')} finished by nobody: "
            "what is in them is in no figure, or only in part."
        )
    single = facts.once - facts.twice
    if single:
        yield (
            f"{counted(single, 'article')} {noun(single, 'is', 'are')} finished by one coder "
            "alone: agreement says nothing of them."
        )
    said = facts.said
    if said.chapters and said.of:
        yield f"Figures on what the labels say are of {said.of}."
    if said.words:
        yield f"They are of those labels alone that the filter “{said.words}” finds."
    if not sum(facts.gold.values()):
        yield "No label is settled: figures are as coders have coded, with what they differ on."
    yield (
        "Shares are of what was coded, not of all that was published, unless the articles are all "
        "of it or a sample that was drawn by chance."
    )


def versions(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """Yield what this report was made from and with, as names and what they are."""
    book = facts.codebook
    yield "Project", facts.file
    yield "Codebook", f"{book.title or 'untitled'}, version {book.version}"
    if facts.freeze is not None:
        yield "Freeze", f"{facts.freeze.name}, {facts.freeze.at[:10]}"
    yield "Made", facts.made
    yield "Program", f"{SOFTWARE} {facts.version}"


def citing(facts: ReportFacts) -> str:
    """Return how this report is named in a list of references."""
    of = f"freeze “{facts.freeze.name}” of {facts.freeze.at[:10]}" if facts.freeze else facts.file
    names = [one.name or one.handle for one in facts.coders]
    by = f"Coded by {enumerated(names)}. " if names else ""
    return f"{facts.title} [Report of {facts.made}, {of}]. {by}".strip()


def references(facts: ReportFacts) -> list[str]:
    """Return the papers that the methods cite, and the program."""
    papers = [one.reference.replace(_DOI, "doi:") for one in cited_in(facts.methods)]
    return [*papers, f"{SOFTWARE} (version {facts.version}) [Computer software]."]
