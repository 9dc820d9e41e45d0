"""What gold has of an annotation that was decided on, in words."""

from collections.abc import Callable

import msgspec
from msgspec import structs

from annotator.analysis.comparing.describing import describe, ends_in
from annotator.analysis.comparing.differences import compare
from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.visibility import Visibility
from annotator.workflow.answers import shortened

HIDDEN = "Gold shows when you have finished the article"
"""What stands in gold's place while it may not be seen."""


class Names(msgspec.Struct, frozen=True):
    """What codes and fields are called, and coders and actors by their ids."""

    codebook: Codebook
    coder: Callable[[str], str]
    actor: Callable[[str], str]


def gold_words(
    article: ArticleLayers, decision: Decision, visibility: Visibility, names: Names
) -> str:
    """Say what gold has instead of the annotation that was decided on.

    Nothing where gold has the same, and no word of gold where it may not be seen.
    """
    if decision.verdict is Verdict.ACCEPTED:
        return ""
    if not visibility.sees_others_on(article.article.id):
        return HIDDEN
    known = {one.id: one for one in article.annotations}
    own, gold = known.get(decision.annotation), known.get(decision.gold)
    if gold is None or own is None:
        return "Not in gold"
    return difference_words(article, own, gold, names)


def difference_words(
    article: ArticleLayers, own: Annotation, gold: Annotation, names: Names
) -> str:
    """Say how gold differs from the annotation that it came of; the annotation's side first."""
    codebook = names.codebook
    both = structs.replace(article, annotations=_with_partners(article, own, gold))
    found = [m for m in compare(both, own.coder, GOLD, codebook, unread=True) if m.a is own]
    if not found or found[0].b is not gold:
        alone = structs.replace(article, annotations=(own, gold))
        found = [m for m in compare(alone, own.coder, GOLD, codebook, unread=True) if m.a is own]
    if not found or found[0].b is None:
        return f"Gold has “{shortened(gold.text)}”"
    return describe(found[0], codebook, names.coder, ends_in(article, names.actor))


def _with_partners(
    article: ArticleLayers, own: Annotation, gold: Annotation
) -> tuple[Annotation, ...]:
    """Leave out what could pair with either of the two in the other's place."""
    return tuple(
        one
        for one in article.annotations
        if one is own or one is gold or one.code not in (own.code, gold.code)
    )
