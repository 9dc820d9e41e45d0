"""Answers that were given before and may be right again: an actor's last ones, or the very last.

They are proposed for the open fields alone, and nothing is stored before somebody takes them.
"""

from collections.abc import Iterable

import msgspec

from annotator.analysis.source_name import source_name
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import ACTOR_END, Code, value_words
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.base import Edit, Together
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.record import Values
from annotator.domain.visibility import Visibility
from annotator.store.readable import ReadableProject
from annotator.workflow.actor_words import may_see
from annotator.workflow.open_article import OpenArticle

_LOOKED_AT = 20
NAMING = "naming"
"""The field of a source that tells how it is named."""
_NOTHING: Values = {}


class Offer(msgspec.Struct, frozen=True):
    """Answers to an annotation's open fields, and the annotation that has them already."""

    values: Values
    source: Annotation
    title: str
    """The title of the article that it is in."""

    def words(self, code: Code) -> str:
        """Return the answers in the order of the code's fields."""
        given = ((field, self.values.get(field.id)) for field in code.fields)
        return ", ".join(value_words(field, one) for field, one in given if one is not None)


def open_answers(code: Code, answers: Values, source: Values) -> Values:
    """Return what another annotation of a code answers where this one is open, and may take."""
    known, found = KnownAnswers(code.offering()), dict(answers)
    for field in code.asked_fields:
        asked = field.shown_if is None or field.shown_if.met(found)
        value = source.get(field.id)
        is_open_here = asked and found.get(field.id) is None and value is not None
        if is_open_here and known.takes(field.id, value):
            found[field.id] = value
    return {name: value for name, value in found.items() if answers.get(name) is None}


def is_open(code: Code, answers: Values) -> bool:
    """Tell whether a field that is asked has no answer."""
    return any(
        answers.get(field.id) is None and (field.shown_if is None or field.shown_if.met(answers))
        for field in code.asked_fields
    )


def as_its_actor(
    project: ReadableProject,
    visibility: Visibility,
    code: Code,
    article: OpenArticle,
    annotation: Annotation,
) -> Offer | None:
    """Return how the last annotations of this code answered that name the same actor.

    Only where the code says who somebody is; of others' annotations those that may be seen. How
    it is named is taken over only from words that are alike: a name, or none.
    """
    says_who = [rule.type for rule in code.links if rule.ends == (ACTOR_END,) and rule.maximum == 1]
    links = article.links_of(annotation.id)
    actor = next((one.target_actor for one in links if one.type in says_who), None)
    if not actor or not is_open(code, annotation.values):
        return None
    named = (
        one.annotation.id
        for one in project.namings(actor, _LOOKED_AT)
        if one.annotation.code == code.id
        and one.annotation.id != annotation.id
        and may_see(visibility, one.annotation, one.article)
    )
    by_name = _has_name(annotation, article.language)
    found, first = dict(annotation.values), None
    for source in filter(None, (project.get(Annotation, one) for one in named)):
        given = dict(source.values)
        if _has_name(source, article.language) != by_name:
            given.pop(NAMING, None)
        more = open_answers(code, found, given)
        found |= more
        first = first or (source if more else None)
        if not is_open(code, found):
            break
    values = {name: value for name, value in found.items() if annotation.values.get(name) is None}
    return offer_of(project, first, values) if first is not None else None


def _has_name(annotation: Annotation, language: str) -> bool:
    return bool(source_name(annotation.text, language).name)


def as_the_last(
    project: ReadableProject, coder: str, code: Code, annotation: Annotation
) -> Offer | None:
    """Return what a coder (an id) answered last with this code, beside this annotation."""
    if not is_open(code, annotation.values):
        return None
    last = project.answered_last(code.id, coder, _LOOKED_AT)
    return _first(project, code, annotation, (one for one in last if one != annotation.id))


def _first(
    project: ReadableProject, code: Code, annotation: Annotation, others: Iterable[str]
) -> Offer | None:
    for ident in others:
        source = project.get(Annotation, ident)
        values = open_answers(code, annotation.values, source.values) if source else _NOTHING
        if source is not None and values:
            return offer_of(project, source, values)
    return None


def offer_of(project: ReadableProject, source: Annotation, values: Values) -> Offer:
    """Return an offer with the title of the article that it is from."""
    article = project.get(Article, source.article)
    return Offer(values, source, article.title if article else "")


def taking(annotation: str, offer: Offer) -> Edit:
    """Return the edit that takes all answers of an offer, in one step."""
    edits = [SetValue(annotation, field, value) for field, value in offer.values.items()]
    return Together(edits, "Answers taken over")
