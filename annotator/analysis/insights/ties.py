"""Networks of who is on what and who shares what with whom, as exports weigh them."""

from collections.abc import Iterator

from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.counting import CountedBy, distinct
from annotator.analysis.insights.facts import Category, Facts, Integers, Truths
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.ties_counted import Statements, as_list, ends, statements
from annotator.analysis.insights.ties_weights import WeighedTies, one_mode_ties, two_mode_ties
from annotator.analysis.insights.view import InsightView
from annotator.analysis.network_choices import (
    KIND_TITLES,
    NORMALISATION_TITLES,
    ONCE_TITLES,
    POLARITY_TITLES,
    NetworkKind,
    told_apart,
    weight_title,
)
from annotator.analysis.networks import Normalisation, Polarity, Weighing
from annotator.analysis.stances import stance_fields, stance_span
from annotator.domain.wording import counted, noun

MOST_NODES = 300
"""Of each side; more are neither drawn nor read, and take long."""
_LACKS = {
    "speaker": "no actor as source",
    "target": "no actor as target",
    "concept": "no frame or concept",
    "outlet": "no outlet",
}
_NODES = {
    "speaker": ("actor who speaks", "actors who speak"),
    "target": ("actor spoken of", "actors spoken of"),
    "concept": ("frame or concept", "frames or concepts"),
    "outlet": ("outlet", "outlets"),
}


def network(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return a network: rows are sources, columns targets (in one mode the same), marks ties.

    A mark's value is the weight, its count how many of the counted statements make it. Nodes come
    with the heaviest first, and so do marks; the ids of nodes are those of exports.
    """
    kind = question.network
    how = _weighing(facts, which, question)
    found = statements(facts, which, kind, how)
    make = one_mode_ties if kind.is_one_mode else two_mode_ties
    made = make(found, how, min(question.most, MOST_NODES))
    rows, columns = _named(found, made)
    source, target = (attribute(facts, one).title for one in ends(kind))
    return Insight(
        view=view.id,
        title=view.title,
        shape=view.shape,
        by=CountedBy.LABELS,
        row_title=source,
        column_title=source if kind.is_one_mode else target,
        rows=rows,
        columns=columns,
        marks=_marks(found, made),
        labels=len(distinct(found.labels)),
        articles=len(distinct(facts.article_of[found.labels])),
        notes=tuple(_notes(question, found, made)),
        value_title=weight_title(how),
        counts="statement",
    )


def _weighing(facts: Facts, which: Truths, question: InsightQuestion) -> Weighing:
    together = question.network is NetworkKind.TOGETHER
    return Weighing(
        polarity=Polarity.IGNORE if together else question.polarity,
        once=question.once,
        normalisation=question.normalisation,
        span=_span(facts, which, question),
    )


def _span(facts: Facts, which: Truths, question: InsightQuestion) -> float:
    """Return the most by which two stances can differ, in the codes that are counted."""
    asked = question.codes or facts.codes_among(which)
    codes = (facts.codebook.code(one) for one in asked)
    fields = (next(iter(stance_fields(one)), None) for one in codes if one is not None)
    return max(map(stance_span, fields), default=2.0)


def _named(found: Statements, made: WeighedTies) -> tuple[tuple[Category, ...], ...]:
    """Return the kept sources and targets, with names that no other node of the network has."""
    nodes = [found.source_nodes[n] for n in as_list(distinct(found.sources))]
    if found.target_nodes:
        nodes += [found.target_nodes[n] for n in as_list(distinct(found.targets))]
    names = told_apart(sorted({(one.id, one.name) for one in nodes}))

    def kept(known: tuple[Category, ...], places: Integers) -> tuple[Category, ...]:
        ids = (known[n].id for n in as_list(places))
        return tuple(Category(one, names[one]) for one in ids)

    rows = kept(found.source_nodes, made.sources)
    return rows, rows if made.targets is made.sources else kept(found.target_nodes, made.targets)


def _marks(found: Statements, made: WeighedTies) -> tuple[InsightMark, ...]:
    one_mode = made.targets is made.sources
    others = found.source_nodes if one_mode else found.target_nodes
    marks: list[InsightMark] = []
    for tie in made.ties:
        pair = [found.source_nodes[tie.source].id, others[tie.target].id]
        row, column = sorted(pair) if one_mode else pair
        value, count = float(tie.weight), float(tie.count)
        marks.append(
            InsightMark(row=row, column=column, count=count, value=value, labels=tie.labels)
        )
    return tuple(sorted(marks, key=lambda one: (-(one.value or 0.0), one.row, one.column)))


def _notes(question: InsightQuestion, found: Statements, made: WeighedTies) -> Iterator[str]:
    yield _chosen(question)
    yield from _left_out(question.network, found)
    yield from _not_shown(question.network, made)
    if made.cancelled:
        pairs = counted(made.cancelled, "pair has", "pairs have")
        yield f"{pairs} as much for as against: there is no tie."


def _chosen(question: InsightQuestion) -> str:
    """Return what was chosen, as a sentence for each."""
    said = [KIND_TITLES[question.network], ONCE_TITLES[question.once]]
    if question.network is not NetworkKind.TOGETHER:
        said.append(POLARITY_TITLES[question.polarity])
    if question.normalisation is not Normalisation.NONE:
        said.append(NORMALISATION_TITLES[question.normalisation])
    return f"{'. '.join(said)}."


def _left_out(kind: NetworkKind, found: Statements) -> Iterator[str]:
    source, target = ends(kind)
    lacks = [(found.sourceless, source)]
    lacks += [] if kind is NetworkKind.TOGETHER else [(found.targetless, target)]
    for count, end in lacks:
        if count:
            have, are = noun(count, "has", "have"), noun(count, "is", "are")
            yield f"{counted(count, 'statement')} {have} {_LACKS[end]} and {are} left out."
    if found.valueless:
        have, are = noun(found.valueless, "has", "have"), noun(found.valueless, "is", "are")
        yield f"{counted(found.valueless, 'statement')} {have} no stance and {are} left out."


def _not_shown(kind: NetworkKind, made: WeighedTies) -> Iterator[str]:
    sides = [(made.more_sources, ends(kind)[0])]
    sides += [] if kind.is_one_mode else [(made.more_targets, ends(kind)[1])]
    for count, end in sides:
        if count:
            have, are = noun(count, "has", "have"), noun(count, "is", "are")
            yield f"{counted(count, *_NODES[end])} {have} less weight and {are} not shown."
