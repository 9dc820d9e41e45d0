"""Asking an insight of facts: which labels it is of, by layer, code and conditions."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np
from msgspec.structs import replace

from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.copies import counted_copies
from annotator.analysis.insights.facts import Facts, Truths
from annotator.analysis.insights.insight import Insight
from annotator.analysis.insights.question import CopiesCount, InsightQuestion, needs_copies
from annotator.analysis.insights.usual import judging_field
from annotator.analysis.insights.view import InsightView, LabelsOf
from annotator.analysis.insights.views import view_called
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.people import end_of
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.outgoing.statements.roles import (
    SpokenCode,
    StatementReading,
    reading_of_all,
    usual_statements,
)
from annotator.store.project import Project
from annotator.store.reading.label_query import parse_labels, parse_whole
from annotator.workflow.copies.when_wanted import CopiesWhenWanted
from annotator.workflow.insights.reading import NO_LEADERS


class OfLabels(msgspec.Struct, frozen=True, kw_only=True):
    """Of which labels something is asked: layers (gold, or coders' ids), and words of a filter."""

    layers: tuple[str, ...] = ()
    words: str = ""


def found_labels(
    project: Project, words: str, visibility: Visibility, *, typing: bool = True
) -> list[int] | None:
    """Return the numbers of the labels that a filter finds; None where it asks for nothing.

    Raise a `UserError` for a condition that there is none of, and for a code where nobody is
    `typing` any more.
    """
    codebook = project.codebook()
    terms = (parse_labels if typing else parse_whole)(words, codebook)
    return project.labels.that(terms, codebook, visibility) if terms else None


def codes_of(view: InsightView, codebook: Codebook) -> frozenset[str]:
    """Return the codes (ids) whose labels a view counts where nobody says which."""
    reading = reading_of_all(codebook)
    match view.of:
        case LabelsOf.STATEMENTS:
            return frozenset(one.id for one in usual_statements(codebook))
        case LabelsOf.FRAMES:
            return frozenset(one.code.id for one in reading.concepts)
        case LabelsOf.JUDGEMENTS:
            judging = (one for one in reading.spoken if one.stance is not None)
            return frozenset(one.code.id for one in judging if _is_of_a_target(reading, one))
        case LabelsOf.TONES:
            judging = judging_field(codebook)
            return frozenset((judging.code.id,) if judging is not None else ())
        case LabelsOf.ALL:
            return frozenset(one.code.id for one in reading.spoken)


def _is_of_a_target(reading: StatementReading, one: SpokenCode) -> bool:
    """Tell whether the codebook asks of whom a code is; to name somebody alone is no judgement."""
    return any((one.code.id, link) not in reading.identities for link in one.targets)


def leaders_for(
    project: Project, questions: Iterable[InsightQuestion], progress: Progress = no_progress
) -> Mapping[str, str]:
    """Return which article (id) leads each that has near copies; looked for if a question asks."""
    asks = (needs_copies(one.copies, one.rows, one.columns) for one in questions)
    return CopiesWhenWanted().look(project, progress).leaders if any(asks) else NO_LEADERS


def insight(
    facts: Facts,
    question: InsightQuestion,
    layers: Collection[str] = (),
    numbers: Sequence[int] | None = None,
) -> Insight:
    """Return what a view says of the labels of some layers, and with these numbers; or of all.

    Raise a `UserError` for a view, an attribute or a target that there is none of, and where no row
    is to be shown.
    """
    if question.most < 1:
        raise UserError("At least one row is shown.", remedy="Ask for 1 or more.")
    view = view_called(question.view)
    asked = _asked(facts, layers, numbers)
    which = asked & _which(view, facts, question)
    counted_once, notes = _copies(facts, which, asked, question.copies)
    which = np.asarray(which & counted_once, np.bool_)
    made = view.make(view, facts, which, question)
    return replace(made, notes=(*made.notes, *_side_by_side(facts, which), *notes))


def _asked(facts: Facts, layers: Collection[str], numbers: Sequence[int] | None) -> Truths:
    """Tell of each label whether it is of one of the layers, and found by the filter."""
    asked = np.ones(len(facts.labels), np.bool_)
    if layers:
        asked &= facts.of_layers(layers)
    if numbers is not None:
        asked &= facts.with_numbers(numbers)
    return asked


def _which(view: InsightView, facts: Facts, question: InsightQuestion) -> Truths:
    which = facts.of_codes(question.codes or codes_of(view, facts.codebook))
    if question.target:
        which &= _about(facts, question.target)
    return np.asarray(which, np.bool_)


def _about(facts: Facts, target: str) -> Truths:
    """Tell of each label whether it is about an actor, or about whom it has become."""
    if target not in facts.actors:
        raise UserError("There is no such actor to be spoken of.", where=target)
    end = end_of(target, {one.id: one.became for one in facts.actors.values() if one.became})
    targets = attribute(facts, "target")
    place = next((n for n, one in enumerate(targets.names) if one.id == end), -1)
    found = np.zeros(len(facts.labels), np.bool_)
    found[targets.labels[targets.categories == place]] = True
    return found


def _copies(
    facts: Facts, which: Truths, asked: Truths, copies: CopiesCount
) -> tuple[Truths, list[str]]:
    """Tell which labels count where near copies count once, and how many do not."""
    counted_once = counted_copies(facts, asked, copies)
    if copies is CopiesCount.EACH:
        return counted_once, []
    out = int((which & ~counted_once).sum())
    articles = int((np.bincount(facts.article_of[which & ~counted_once]) > 0).sum())
    once = "once" if copies is CopiesCount.ONCE else "once for each outlet"
    said = f"{counted(out, 'label')} on {counted(articles, 'near copy', 'near copies')}"
    left = f"{said} {noun(out, 'is', 'are')} not counted" if out else "none is left out"
    return counted_once, [f"Near copies of one text count {once}: {left}."]


def _side_by_side(facts: Facts, which: Truths) -> list[str]:
    """Say whose labels are counted side by side, where they are of several layers."""
    layers = [facts.coders.get(one, one) for one in facts.layers_of(which)]
    if len(layers) < 2:
        return []
    return [f"Labels of {enumerated(sorted(layers))} are counted side by side."]
