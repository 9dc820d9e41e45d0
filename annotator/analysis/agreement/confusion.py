"""Confusion matrices: how often one coder's answer meets another's."""

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import NOBODYS, Coded, by_code
from annotator.analysis.agreement.given_units import GivenUnits
from annotator.analysis.agreement.grouping import grouped
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.nominal import crossed
from annotator.analysis.agreement.presence import Presence, article_answers
from annotator.analysis.agreement.variables import variable
from annotator.analysis.comparing.differences import compare_all
from annotator.domain.codebook import NONE, Code, Codebook, Scope
from annotator.domain.errors import UserError
from annotator.domain.layers import ArticleLayers
from annotator.domain.settings import DEFAULT_THRESHOLD

_PAIR = (0, 1)
NOTHING = "(none)"
"""What a span meets that only one coder has; no code's id has brackets."""


class Confusion(msgspec.Struct, frozen=True):
    """How often the first coder's value (row) met the second one's (column) on the same unit.

    `values` are what exports call them: choices' ids, numbers, "yes" and "no", codes' ids.
    """

    values: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]


class PairConfusion:
    """Makes the matrices of two coders (ids), for which what they have is read once."""

    def __init__(
        self,
        articles: Sequence[ArticleLayers],
        codebook: Codebook,
        pair: tuple[str, str],
        threshold: float = DEFAULT_THRESHOLD,
    ) -> None:
        self._codebook = codebook
        self._material = Material(articles, dict.fromkeys(pair, ""), threshold)
        self._coded = by_code(self._material)

    def of(self, code: str, field: str) -> Confusion:
        """Return the matrix of a field, or of an article-level code; raise as `confusion` does."""
        own = self._coded.get(code, NOBODYS)
        found = self._codebook.code(code)
        if found is None:
            message = f"There is no code {code} in the codebook."
            raise UserError(message)
        if found.is_of_units:
            return self._of_units(found, own, field)
        if found.scope is Scope.ARTICLE and not field:
            given = Presence(self._material, {code: own}).of_code(code)
            return _tabled(given, ["no", "yes"])
        of_code = found.field(field)
        if of_code is None:
            message = f"The code {code} has no field {field or 'to compare on its spans'}."
            raise UserError(message, remedy="Choose one of its fields.")
        answers = variable(of_code, own)
        if found.scope is Scope.ARTICLE:
            return _tabled(article_answers(self._material, own, answers), answers.names)
        pairs = grouped(self._material, code, own, _PAIR)
        return _tabled(pairs.answers(answers), answers.names)

    def _of_units(self, code: Code, own: Coded, field: str) -> Confusion:
        """Return the matrix of answers to the same units, or of whether the code applies there."""
        given, of_code = GivenUnits(self._material, own), code.field(field)
        if of_code is None:
            return _tabled(given.applies(), [NONE, "applies"])
        answers = variable(of_code, own, of_units=True)
        return _tabled(given.answers(answers), answers.names)


def confusion(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    code: str,
    field: str,
    pair: tuple[str, str],
    threshold: float = DEFAULT_THRESHOLD,
) -> Confusion:
    """Return how two coders (ids) answered a field on the same units, as the report pairs them.

    For an article-level code without a field it is whether they gave the code. Raises a `UserError`
    for a code or field that is not in the codebook, and for a code on spans without a field.
    """
    return PairConfusion(articles, codebook, pair, threshold).of(code, field)


def code_confusion(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    pair: tuple[str, str],
    threshold: float = DEFAULT_THRESHOLD,
) -> Confusion:
    """Return which codes two coders (ids) gave to the same spans, in articles that both have read.

    Spans pair within their code first; what is left over pairs with a span of another code that is
    alike, as the review compares them. What only one has meets `NOTHING`, which is the last value.
    Answers for units are no spans.
    """
    both = [one for one in articles if all(map(one.has_read, pair))]
    units = {code.id for code in codebook.codes if code.is_of_units}
    counts: Counter[tuple[str, str]] = Counter()
    for match in compare_all(both, [pair], codebook, threshold):
        if match.annotations[0].fragments and match.annotations[0].code not in units:
            one, other = (found.code if found else NOTHING for found in (match.a, match.b))
            counts[one, other] += 1
    there = {code for codes in counts for code in codes} - {NOTHING}
    known = [code.id for code in codebook.codes if code.id in there]
    values = (*known, *sorted(there.difference(known)), NOTHING) if counts else ()
    return Confusion(values, tuple(tuple(counts[a, b] for b in values) for a in values))


def _tabled(codes: Ints, names: Sequence[str]) -> Confusion:
    both = crossed(codes)
    matrix = np.zeros((len(names), len(names)), dtype=np.intp)
    np.add.at(matrix, (both.rows, both.cols), 1)
    return Confusion(tuple(names), tuple(tuple(map(int, row)) for row in matrix))
