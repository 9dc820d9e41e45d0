"""What a coder has said of an article as a whole, and which answers are missing in it."""

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.visibility import Visibility
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.reading_order import standing_at


class MissingAnswer(msgspec.Struct, frozen=True):
    """A field that must be answered and isn't.

    Without an annotation the code is for the whole article, and was not applied to it yet.
    """

    code: Code
    field: Field
    annotation: Annotation | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: the annotation, or else the code, and the field."""
        return (self.annotation.id if self.annotation else self.code.id, self.field.id)


def own_answers(
    article: OpenArticle, codebook: Codebook, visibility: Visibility
) -> list[tuple[Code, Annotation | None]]:
    """Return the codes of the whole article, each with the coder's own annotation, if it is there.

    Of several with one code it is the first.
    """
    here = [one for one in standing_at(article.in_order, None) if visibility.is_own(one)]
    first = {one.code: one.id for one in reversed(here)}
    return [
        (code, article.annotations.get(first.get(code.id, "")))
        for code in codebook.usable(Scope.ARTICLE)
    ]


def missing_answers(
    article: OpenArticle, codebook: Codebook, visibility: Visibility
) -> list[MissingAnswer]:
    """Return the required answers that the coder hasn't given, in reading order.

    A code of the whole article asks its questions of every article; those of codes that were not
    applied yet come last.
    """
    missing = list[MissingAnswer]()
    own = [one for one in article.in_order if visibility.is_own(one)]
    for one in article.annotations.whole(own):
        code = codebook.code(one.code)
        if code is not None:
            missing += [MissingAnswer(code, field, one) for field in code.missing(one.values)]
    for code, answer in own_answers(article, codebook, visibility):
        if answer is None:
            missing += [MissingAnswer(code, field) for field in code.missing({})]
    return missing
