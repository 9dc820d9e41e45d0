"""Asking an insight on another thread: facts are kept, and only the latest question matters."""

from enum import StrEnum
from typing import TypeVar

import msgspec

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.attributes import (
    attribute,
    names_known,
    offered_attributes,
    scale_of,
)
from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.analysis.insights.question import CopiesCount, InsightQuestion, needs_copies
from annotator.analysis.insights.views import InsightView, LabelsOf, view_called
from annotator.analysis.network_choices import NetworkKind
from annotator.analysis.networks import Normalisation, Polarity
from annotator.domain.article import PROBABILITY
from annotator.domain.layers import GOLD
from annotator.domain.visibility import Visibility
from annotator.gui.insights.picture import InsightPicture, PictureForm, pictured
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.insights import KeptAsking
from annotator.store.project import Project
from annotator.workflow.copies.when_wanted import CopiesWhenWanted
from annotator.workflow.insights.asking import found_labels, insight
from annotator.workflow.insights.idle import is_idle
from annotator.workflow.insights.keeper import FactKeeper
from annotator.workflow.insights.reading import NO_LEADERS

E = TypeVar("E", bound=StrEnum)
EVERY_LAYER = "*"
"""What is chosen for the labels of everybody, and gold."""
Named = tuple[str, str]
"""An id, and what it is called."""


class InsightWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a view, for whose eyes; `wanted` are benchmarks by what is counted by."""

    view: InsightView
    asked: KeptAsking
    seen: Visibility
    sensitive: bool = False
    wanted: dict[str, dict[str, float]] = {}


class InsightAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it, with the facts that it was counted from, and what else can be asked.

    `attributes` is what can be counted by, `layers` are those with labels that may be seen and
    `layer` the one that was taken. `is_sample` is whether articles have a chance to be drawn,
    and the view can have intervals; `categories` are those of which a benchmark can want shares,
    none where the view compares with none. `picture` is the insight laid out and painted for who
    asks.
    """

    wish: InsightWish
    question: InsightQuestion
    insight: Insight
    facts: Facts
    layer: str
    attributes: tuple[Named, ...]
    columns: tuple[Named, ...]
    layers: tuple[Named, ...]
    is_sample: bool
    categories: tuple[Named, ...] = ()
    picture: InsightPicture | None = None

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers in the project of all labels behind the marks."""
        places = {place for mark in self.insight.marks for place in mark.labels}
        return frozenset(self.facts.labels[place].number for place in places)


def answer(
    project: Project,
    reporter: Reporter,
    *,
    keeper: FactKeeper,
    copies: CopiesWhenWanted,
    wish: InsightWish,
    form: PictureForm | None = None,
) -> InsightAnswer:
    """Count and draw; raise a `UserError` where a condition of the filter means nothing.

    It is looked for near copies only where they count otherwise than each by itself, or are
    counted by.
    """
    project.stop_when(lambda: reporter.cancelled)
    leaders = NO_LEADERS
    counted = _one_of(CopiesCount, wish.asked.copies)
    if needs_copies(counted, wish.asked.rows, wish.asked.columns):
        leaders = copies.look(project, reporter).leaders
    facts = keeper.facts(project, wish.seen, reporter, leaders)
    attributes = tuple(offered_attributes(facts, sensitive=wish.sensitive))
    columns = _columns(facts, wish.view, attributes)
    layers = _layers(facts, wish.seen)
    layer = _layer(layers, wish)
    is_sample = not is_idle("sampled", wish.view.id) and any(
        PROBABILITY in one.meta for one in facts.articles
    )
    question = _question(facts, wish, attributes, columns, is_sample=is_sample)
    numbers = found_labels(project, wish.asked.words, wish.seen)
    chosen = () if layer == EVERY_LAYER else (layer,)
    found = insight(facts, question, chosen, numbers)
    compares = wish.view.shape is InsightShape.BARS
    return InsightAnswer(
        wish=wish,
        question=question,
        insight=found,
        facts=facts,
        layer=layer,
        attributes=attributes,
        columns=columns,
        layers=layers,
        is_sample=is_sample,
        categories=_categories(facts, question, found) if compares else (),
        picture=pictured(reporter, found, form) if form is not None else None,
    )


def _columns(facts: Facts, view: InsightView, attributes: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return what columns can be: of balances scales alone, or nothing but the stance."""
    if view.shape is not InsightShape.BALANCE:
        return attributes
    if view.of is LabelsOf.JUDGEMENTS:
        return tuple(one for one in attributes if one[0] == view.columns)
    return tuple(one for one in attributes if scale_of(facts, one[0]) is not None)


def _categories(facts: Facts, question: InsightQuestion, found: Insight) -> tuple[Named, ...]:
    """Return of what shares can be wanted: what there can be, what is shown, what was wanted."""
    rows = _wantable(facts, question, question.rows or view_called(question.view).rows)
    shown = [one.id for one in found.rows]
    fixed = names_known(facts, question.rows or view_called(question.view).rows)
    some = dict.fromkeys((*fixed, *shown, *question.wanted))
    return tuple((one, rows[one]) for one in some if one in rows)


def _wantable(facts: Facts, wish: InsightQuestion | InsightWish, rows: str) -> dict[str, str]:
    names = attribute(facts, rows, sensitive=wish.sensitive).names
    return {**names_known(facts, rows), **{one.id: one.name for one in names}}


def _layers(facts: Facts, seen: Visibility) -> tuple[Named, ...]:
    """Return the layers that have labels: gold, one's own, then the others by their names."""
    there = {one.layer for one in facts.labels}
    others = sorted(there - {GOLD, seen.coder}, key=lambda one: facts.coders.get(one, one))
    found: list[Named] = [(GOLD, "Gold")] if GOLD in there else []
    if seen.coder in there:
        found.append((seen.coder, "My own labels"))
    found += [(one, facts.coders.get(one, one)) for one in others]
    return (*found, (EVERY_LAYER, "All layers")) if len(found) > 1 else tuple(found)


def _layer(layers: tuple[Named, ...], wish: InsightWish) -> str:
    """Return the layer that is asked for, or else the usual one: gold, one's own, or all."""
    there = [ident for ident, _ in layers]
    usual = [one for one in (wish.asked.layer, GOLD, wish.seen.coder) if one in there]
    return (usual or [EVERY_LAYER])[0]


def _question(
    facts: Facts,
    wish: InsightWish,
    attributes: tuple[Named, ...],
    columns: tuple[Named, ...],
    *,
    is_sample: bool,
) -> InsightQuestion:
    """Return what is asked, without what is there no more."""
    asked, view = wish.asked, wish.view
    rows = asked.rows if asked.rows in dict(attributes) else ""
    by = rows or view.rows
    shares = wish.wanted.get(by, {}) if view.shape is InsightShape.BARS else {}
    known = _wantable(facts, wish, by) if shares else {}
    return InsightQuestion(
        view=view.id,
        rows=rows,
        columns=asked.columns if asked.columns in dict(columns) else "",
        by=_one_of(CountedBy, asked.by),
        codes=tuple(one for one in asked.codes if facts.codebook.code(one) is not None),
        target=asked.target if asked.target in facts.actors else "",
        sampled=is_sample if asked.sampled is None else asked.sampled and is_sample,
        copies=_one_of(CopiesCount, asked.copies),
        wanted={one: share for one, share in shares.items() if one in known},
        network=_one_of(NetworkKind, asked.network),
        polarity=_one_of(Polarity, asked.polarity),
        once=_one_of(CountedOnce, asked.once, CountedOnce.ARTICLE),
        normalisation=_one_of(Normalisation, asked.normalisation),
        sensitive=wish.sensitive,
    )


def _one_of(kind: type[E], said: str, usual: E | None = None) -> E:
    """Return what is remembered by its word, or else the usual one: it may be another version's."""
    return next((one for one in kind if one.value == said), usual or next(iter(kind)))
