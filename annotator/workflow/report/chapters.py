"""What a report says of the labels: for each question a figure and its numbers."""

from collections import Counter

import msgspec
from msgspec import structs

from annotator.analysis.insights.insight import Insight
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import view_called
from annotator.domain.article import PROBABILITY
from annotator.domain.draft import Progress, no_progress
from annotator.domain.wording import counted, enumerated
from annotator.store.project import Project
from annotator.workflow.insights.asking import found_labels, insight, leaders_for
from annotator.workflow.insights.questions import with_ids
from annotator.workflow.insights.reading import FactReader
from annotator.workflow.report.choice import ReportChoice
from annotator.workflow.report.choosing import question_of, questions_of, written
from annotator.workflow.report.figure_tables import FigureTable, largest_said, main_figures
from annotator.workflow.report.layers import CountedLayers
from annotator.workflow.report.pictures import picture_of
from annotator.workflow.visibility import visibility_of


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """What is said on one question. `counts` says of how much, `leading` the largest figure."""

    title: str
    question: str
    silent_on: str
    svg: str
    alt: str
    counts: str
    leading: str
    table: FigureTable
    notes: tuple[str, ...]


class LabelsSaid(msgspec.Struct, frozen=True, kw_only=True):
    """The chapters of a report, and of which labels they are; `silent` have nothing to say."""

    of: str = ""
    words: str = ""
    chapters: tuple[Chapter, ...] = ()
    silent: tuple[str, ...] = ()


def labels_said(
    project: Project,
    choice: ReportChoice,
    layers: CountedLayers,
    progress: Progress = no_progress,
) -> LabelsSaid:
    """Return what the labels of some layers say on the questions that are chosen.

    All labels are read once. Where articles have a chance to be drawn, they are a sample. Raise a
    `UserError` for a view, an option or a condition that there is none of.
    """
    questions = questions_of(choice)
    if not questions or not layers.ids:
        return LabelsSaid(of=layers.told, words=choice.words)
    everything = visibility_of(project, "", reviewing=True)
    numbers = found_labels(project, choice.words, everything)
    leaders = leaders_for(project, questions, progress)
    facts = FactReader(project, everything).facts(project, progress, leaders)
    chapters: list[Chapter] = []
    silent: list[str] = []
    sampled = any(PROBABILITY in one.meta for one in facts.articles)
    alike = Counter(map(_by_what, questions))
    for said in questions_of(choice, sampled=sampled):
        one = with_ids(facts, said)
        found = insight(facts, one, layers.ids, numbers)
        title = _title(found, one)
        if alike[_by_what(said)] > 1 and (apart := _options_of(said, sampled=sampled)):
            title = f"{title} ({apart})"
        if any(mark.count or mark.value for mark in found.marks):
            chapters.append(chapter_of(found, one, title))
        else:
            silent.append(title)
    return LabelsSaid(
        of=layers.told, words=choice.words, chapters=tuple(chapters), silent=tuple(silent)
    )


def chapter_of(found: Insight, question: InsightQuestion, title: str) -> Chapter:
    """Return what is said on a question that something was found on."""
    view = view_called(question.view)
    counts = f"{counted(found.labels, 'label')} in {counted(found.articles, 'article')}"
    leading = largest_said(found)
    return Chapter(
        title=title,
        question=view.question,
        silent_on=view.silent_on,
        svg=picture_of(found, title),
        alt=f"{title}: {counts}. {leading}",
        counts=counts,
        leading=leading,
        table=main_figures(found),
        notes=found.notes,
    )


def _by_what(question: InsightQuestion) -> tuple[str, str, str]:
    """Return what the title of a question's chapter is made of."""
    return question.view, question.rows, question.columns


def _options_of(question: InsightQuestion, *, sampled: bool) -> str:
    """Return what tells a question from another one by the same: `by=words`.

    Whether there are intervals is part of it only where that is not as usual with these articles.
    """
    plain = structs.replace(question, rows="", columns="", sampled=False)
    options = written(plain).partition(":")[2].split(",")
    if question.sampled != question_of(question.view, sampled=sampled).sampled:
        options.append(f"sampled={str(question.sampled).lower()}")
    return ", ".join(filter(None, options))


def _title(found: Insight, question: InsightQuestion) -> str:
    """Name a chapter: what else it is by than usual tells it from another one of its view."""
    others = [
        title.lower()
        for asked, title in (
            (question.rows, found.row_title),
            (question.columns, found.column_title),
        )
        if asked and title
    ]
    return f"{found.title} by {enumerated(others)}" if others else found.title
