"""Confusion matrices: how often one coder's answer meets another's."""

from collections.abc import Sequence

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import NOBODYS, by_code
from annotator.analysis.agreement.grouping import grouped
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.nominal import crossed
from annotator.analysis.agreement.presence import Presence, article_answers
from annotator.analysis.agreement.variables import variable
from annotator.domain.codebook import Codebook, Scope
from annotator.domain.errors import UserError
from annotator.domain.layers import ArticleLayers
from annotator.domain.settings import DEFAULT_THRESHOLD

_PAIR = (0, 1)


class Confusion(msgspec.Struct, frozen=True):
    """How often the first coder's value (row) met the second one's (column) on the same unit.

    `values` are what exports call them: choices' ids, numbers, "yes" and "no".
    """

    values: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]


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
    material = Material(articles, dict.fromkeys(pair, ""), threshold)
    own = by_code(material).get(code, NOBODYS)
    found = codebook.code(code)
    if found is None:
        message = f"There is no code {code} in the codebook."
        raise UserError(message)
    if found.scope is Scope.ARTICLE and not field:
        given = Presence(material, {code: own}).of_code(code)
        return _tabled(given, ["no", "yes"])
    of_code = found.field(field)
    if of_code is None:
        message = f"The code {code} has no field {field or 'to compare on its spans'}."
        raise UserError(message, remedy="Choose one of its fields.")
    answers = variable(of_code, own)
    if found.scope is Scope.ARTICLE:
        return _tabled(article_answers(material, own, answers), answers.names)
    return _tabled(grouped(material, code, own, _PAIR).answers(answers), answers.names)


def _tabled(codes: Ints, names: Sequence[str]) -> Confusion:
    both = crossed(codes)
    matrix = np.zeros((len(names), len(names)), dtype=np.intp)
    np.add.at(matrix, (both.rows, both.cols), 1)
    return Confusion(tuple(names), tuple(tuple(map(int, row)) for row in matrix))
