"""What a run and people say of an article: how often each value, and what they both have."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from annotator.analysis.comparing.pairing import pair_spans
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.names import folded

NOTHING = "nothing"
"""The stratum of articles on which the run has no label of a code."""
_BANDS = ((0.8, "0.8 or more"), (0.5, "0.5 to 0.8"), (0.0, "below 0.5"))
_NO_SCORE = "no score"


class Asked(msgspec.Struct, frozen=True):
    """The code that is validated, and a field of it; without one it is whether it is applied."""

    code: Code
    field: Field | None = None

    @property
    def is_span(self) -> bool:
        """Whether it is applied to stretches, of which an article can have several."""
        return self.code.scope is Scope.SPAN

    @property
    def name(self) -> str:
        """What it is called in tables: "quote" or "quote.quote_type"."""
        return f"{self.code.id}.{self.field.id}" if self.field else self.code.id

    def values(self, annotation: Annotation) -> tuple[str, ...]:
        """Return the values that a label has: several of a multiple choice, none if unanswered."""
        if self.field is None:
            return ("",)
        given: Any = annotation.values.get(self.field.id)
        if given is None:
            return ()
        if isinstance(given, list | tuple):
            return tuple(str(one) for one in cast("list[object]", given))
        return (str(given).lower() if isinstance(given, bool) else str(given),)

    def of(self, article: ArticleLayers, layer: str) -> list[Annotation]:
        """Return the labels of a layer with this code."""
        return [one for one in article.layer(layer) if one.code == self.code.id]


class CodedUnit(msgspec.Struct, frozen=True):
    """How often a run and people have each value on one article, and how often both have."""

    run: Mapping[str, int]
    people: Mapping[str, int]
    both: Mapping[str, int]


def asked_of(codebook: Codebook, code: str, field: str = "") -> Asked:
    """Return what is validated, by ids or names; raise a `UserError` for what is not there."""
    wanted = folded(code)
    every = codebook.without_headings()
    found = next((one for one in every if wanted in (one.id, folded(one.name))), None)
    if found is None:
        remedy = f"There are {', '.join(one.id for one in every)}."
        raise UserError(f"The codebook has no code “{code}”.", remedy=remedy)
    if not field:
        return Asked(found)
    asked = folded(field)
    own = next((one for one in found.fields if asked in (one.id, folded(one.name))), None)
    if own is None:
        remedy = f"It has {', '.join(one.id for one in found.fields) or 'none'}."
        raise UserError(f"{found.name} has no field “{field}”.", remedy=remedy)
    return Asked(found, own)


def everything(codebook: Codebook) -> Iterator[Asked]:
    """Yield all codes, and the fields whose answers are few and stand for many places."""
    for code in codebook.without_headings():
        yield Asked(code)
        for field in code.fields:
            if field.type.row.labels:
                yield Asked(code, field)


def counts(article: ArticleLayers, layer: str, asked: Asked) -> Counter[str]:
    """Return how often a layer has each value; once at most where the whole article has it."""
    found = Counter(value for one in asked.of(article, layer) for value in asked.values(one))
    return found if asked.is_span else Counter(dict.fromkeys(found, 1))


def unit(
    article: ArticleLayers, run: str, people: str, asked: Asked, threshold: float
) -> CodedUnit:
    """Return what a run's layer and people's have on an article, spans paired by overlap."""
    ours, theirs = counts(article, run, asked), counts(article, people, asked)
    if not asked.is_span:
        return CodedUnit(ours, theirs, ours & theirs)
    pairs = pair_spans(asked.of(article, people), asked.of(article, run), threshold)
    both = Counter(
        value for pair in pairs for value in {*asked.values(pair.a)} & {*asked.values(pair.b)}
    )
    return CodedUnit(ours, theirs, both)


def stratum(
    article: ArticleLayers, run: str, asked: Asked, scores: Mapping[str, float]
) -> tuple[str, float | None]:
    """Return the stratum of an article by the run's value and score, and its mean score.

    `scores` are by label. The value is the one that the run has most often there.
    """
    labels = asked.of(article, run)
    if not labels:
        return NOTHING, None
    given = [scores[one.id] for one in labels if one.id in scores]
    mean = sum(given) / len(given) if given else None
    band = next((name for least, name in _BANDS if mean is not None and mean >= least), _NO_SCORE)
    values = counts(article, run, asked)
    value = min(values, key=lambda one: (-values[one], one)) if values else "unanswered"
    return f"{value or asked.code.id}, {band}", mean


def expert_on(article: ArticleLayers, people: Mapping[str, str], against: str = "") -> str:
    """Return whose layer counts as people's: gold, or the first by handle who has read it all.

    `people` are handles by id; `against` names one layer that alone counts. Empty for nobody.
    """
    if against:
        return against if article.has_read(against) else ""
    if article.has_read(GOLD):
        return GOLD
    readers = article.readers() & people.keys()
    return min(readers, key=lambda one: people[one].casefold(), default="")
