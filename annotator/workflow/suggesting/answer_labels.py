"""Answers that were given in finished articles, as what answers fields learns from them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import structs

from annotator.analysis.prominence import Prominence
from annotator.analysis.suggest.answers_rules import AskedWords
from annotator.analysis.suggest.linear_features import Features, features
from annotator.domain.annotation import PROPOSED, Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.draft import Progress, no_progress
from annotator.domain.record import Fragment
from annotator.domain.rounds import apart_from_study
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.answer_fields import asked_fields, never
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.examples import labels_of
from annotator.workflow.visibility import visibility_of

MOST_ARTICLES = 2_000
"""So many articles, the newest that are finished, are looked at."""
MOST = {Scope.SPAN: 2_000, Scope.ARTICLE: 600}
"""From so many labels of a code, the newest, is learned: more teach little, and cost time."""
_KNOWN_OF_IT = ("outlet", "section")
_AT_ONCE = 50
_encode = msgspec.json.Encoder(order="sorted").encode


class LabelledAnswer(msgspec.Struct, frozen=True):
    """A label with answers in a finished article."""

    annotation: Annotation
    article: Article
    suggested: tuple[str, ...] | None = ()
    """The fields whose answers came, or may have come, of a suggestion; None is all of them."""

    def was_suggested(self, field: str) -> bool:
        """Tell whether the answer to a field (an id) came of a suggestion: it proves nothing."""
        return self.suggested is None or field in self.suggested


def labelled(
    project: ReadableProject, coder: str, codebook: Codebook, reporter: Progress = no_progress
) -> dict[str, list[LabelledAnswer]]:
    """Return the labels with answers that can be learned from by code (id), the newest first.

    Those of a coder (id), or gold where an article is settled and the coder may see it; without a
    coder everybody's. Practice articles and repetitions are none. `reporter` may raise to stop it.
    """
    wanted = {code.id: code for code, field in asked_fields(codebook) if not never(code, field)}
    if not wanted:
        return {}
    quotes = _suggested_with_quotes(codebook)
    visibility = visibility_of(project, coder) if coder else None
    apart = apart_from_study(project)
    done = project.finished_lately(coder, MOST_ARTICLES + len(apart))
    done = [one for one in done if one[0] not in apart][:MOST_ARTICLES]
    found: defaultdict[str, list[LabelledAnswer]] = defaultdict(list)
    for number, (ident, whose) in enumerate(done):
        if number % _AT_ONCE == 0:
            reporter(number, len(done))
        article = project.get(Article, ident)
        if article is None:
            continue
        for one in labels_of(project, visibility, ident, whose)[0]:
            code = wanted.get(one.code)
            if code is not None and one.values and len(found[code.id]) < MOST[code.scope]:
                suggested = quotes.get(code.id) if one.origin in PROPOSED else ()
                found[code.id].append(LabelledAnswer(one, article, suggested))
    return {code: _with_taken(project, some) for code, some in found.items()}


def _suggested_with_quotes(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return which answers come along when a quote is accepted, by code (id): its type alone.

    Those of its source and its cue are a person's.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in quote_codes(codebook):
        found |= {end.id: () for end in (one.source, one.cue) if end is not None}
    return found | {one.quote.id: (one.kind_field,) for one in quote_codes(codebook)}


def _with_taken(project: ReadableProject, labels: Sequence[LabelledAnswer]) -> list[LabelledAnswer]:
    """Return labels of which it is known where an answer was taken as it was suggested."""
    took = project.took_answers([one.annotation.id for one in labels])
    return [
        structs.replace(one, suggested=None) if one.annotation.id in took else one for one in labels
    ]


def answer_of(field: Field, annotation: Annotation) -> str:
    """Return an annotation's answer to a field as text that `value_of` takes; empty for none."""
    value = annotation.values.get(field.id)
    known = value is not None and field.type.row.accepts(field, value)
    return _encode(value).decode() if known else ""


def digest_of(
    codebook: Codebook, labels: Mapping[str, Sequence[LabelledAnswer]], maker: str
) -> str:
    """Return the SHA-256 of all that is learned from, and of what learns."""
    found = hashlib.sha256(maker.encode())
    for code, field in asked_fields(codebook):
        found.update(_encode((code.id, field)))
    for code, some in labels.items():
        for one in some:
            label = one.annotation
            said = (label.id, label.fragments, label.values, label.origin, one.article.text_sha256)
            found.update(_encode((code, one.suggested, *said)))
    return found.hexdigest()


class AnswerMaterial(msgspec.Struct, frozen=True):
    """A label as it is looked at: its features, and what a rule is asked."""

    label: LabelledAnswer
    features: Features
    asked: AskedWords


def materials(
    project: ReadableProject, code: Code, labels: Sequence[LabelledAnswer]
) -> Iterator[AnswerMaterial]:
    """Yield a code's labels with what is looked at; a text is read once for an article's labels."""
    text, of = "", ""
    for one in labels:
        if one.article.id != of:
            text, of = project.text_of(one.article), one.article.id
        yield AnswerMaterial(
            one,
            features_of(code, one.article, text, one.annotation),
            asked_of(one.article, text, one.annotation),
        )


def asked_of(article: Article, text: str, annotation: Annotation | None) -> AskedWords:
    """Return what a rule is asked of an annotation."""
    pieces = annotation.fragments if annotation is not None else ()
    places = tuple((one.start, one.end) for one in pieces)
    return AskedWords(text=text, fragments=places, language=article.language)


def features_of(code: Code, article: Article, text: str, annotation: Annotation | None) -> Features:
    """Return what a model sees of an annotation, or of a whole article before it has one."""
    known = tuple((name, str(article.meta.get(name, ""))) for name in _KNOWN_OF_IT)
    at = text, article.title, article.excluded
    if code.scope is Scope.ARTICLE or annotation is None or not annotation.fragments:
        return _of_article(*at, known)
    facts = {**dict(known), "part": _prominence(*at).of(annotation.fragments[0].start)}
    before = annotation.contexts[0][0] if annotation.contexts else ""
    after = annotation.contexts[-1][1] if annotation.contexts else ""
    return features(annotation.text, before=before, after=after, facts=facts)


@lru_cache(maxsize=2)
def _prominence(text: str, title: str, excluded: tuple[Fragment, ...]) -> Prominence:
    return Prominence(text, title, [(one.start, one.end) for one in excluded])


@lru_cache(maxsize=2)
def _of_article(
    text: str, title: str, excluded: tuple[Fragment, ...], facts: tuple[tuple[str, str], ...]
) -> Features:
    kept, at = list[str](), 0
    for one in excluded:
        kept.append(text[at : one.start])
        at = one.end
    return features("".join([*kept, text[at:]]), title=title, facts=dict(facts))
