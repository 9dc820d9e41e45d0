"""Conflicts in words: which record, which attribute, and what either side says."""

from functools import partial

from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.kinds import KINDS
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.store.merging.report import Conflict
from annotator.store.project import Project
from annotator.workflow.record_words import (
    HIDDEN,
    OF_LABELS,
    annotation_of,
    attribute_value_words,
    attribute_words,
    field_of,
    owner_of,
    record_as_it_was,
    record_words,
)

_EXCERPT = 40


def conflict_row(
    project: Project, codebook: Codebook, one: Conflict, visibility: Visibility
) -> tuple[str, ...]:
    """Return what a table says of a conflict: record, attribute, ours, theirs, which is kept.

    Of labels that may not be seen it only says where they are.
    """
    record = project.get(KINDS[one.kind].type, one.record)
    if one.kind in OF_LABELS:
        label = annotation_of(project, record_as_it_was(project, one.kind, one.record))
        if label is None or not visibility.sees(label):
            article = article_of(project, one)
            where = f" on “{shortened(article.title, _EXCERPT)}”" if article else ""
            return f"A colleague’s annotation{where}", HIDDEN, "", "", one.kept
    field = field_of(codebook, record, one.attribute)
    words = partial(
        attribute_value_words, project, visibility, one.kind, record, field, one.attribute
    )
    return (
        record_words(project, codebook, record) if record else f"{one.kind.capitalize()}, deleted",
        attribute_words(codebook, record, one.attribute),
        words(one.ours),
        words(one.theirs),
        one.kept,
    )


def article_of(project: Project, one: Conflict) -> Article | None:
    """Return the article that a conflict is on, by what its record is on; None if it is gone."""
    record = record_as_it_was(project, one.kind, one.record)
    while record is not None and not isinstance(record, Article):
        record = owner_of(project, record)
    return project.get(Article, record.id) if record is not None else None
