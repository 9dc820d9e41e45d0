"""How right a run is: precision, recall and agreement per value, weighted by the design."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.domain.layers import ArticleLayers
from annotator.workflow.validation.units import Asked, CodedUnit, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENOUGH = 10
"""From so many articles on an interval is told."""
_PERCENTILES = (2.5, 97.5)


class CodedArticle(msgspec.Struct, frozen=True):
    """An article that people have coded: whose layer counts, its chance, and its stratum."""

    article: ArticleLayers
    expert: str
    chance: float = 1.0
    stratum: str = ""


class Estimate(msgspec.Struct, frozen=True):
    """A share from 0 to 1 (kappa from -1) with its 95 % interval; None where there is nothing."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class ValueFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How right a run is on one value of a code or field (empty: whether the code is applied).

    `run`, `people` and `both` count labels as they are; the estimates weigh each article by one
    through its chance. `agreement` and `kappa` are on whether an article has the value at all.
    """

    asked: Asked
    value: str
    articles: int
    run: int
    people: int
    both: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    agreement: Estimate
    kappa: Estimate


def value_figures(
    coded: Sequence[CodedArticle],
    run: str,
    asked: Asked,
    threshold: float,
    *,
    resamples: int = 1000,
    seed: int = 1,
) -> Iterator[ValueFigures]:
    """Yield the figures of each value that the run or people gave, in the order of the values."""
    units = [unit(one.article, run, one.expert, asked, threshold) for one in coded]
    values = sorted({value for one in units for value in (*one.run, *one.people)})
    if not values:
        return
    import numpy as np  # noqa: PLC0415 - start-up pays for none of it

    weights = np.array([1 / one.chance for one in coded])
    draws = _draws([one.stratum for one in coded], resamples, seed)
    for value in values:
        table = np.array([_row(one, value) for one in units], dtype=float)
        whole = _estimates(table, weights[None, :])
        many = _estimates(table, weights[None, :] * draws) if draws is not None else None
        found = {
            name: _estimate(one[0], None if many is None else many[name])
            for name, one in whole.items()
        }
        sums = table.sum(axis=0)
        yield ValueFigures(
            asked=asked,
            value=value,
            articles=len(coded),
            run=int(sums[0]),
            people=int(sums[1]),
            both=int(sums[2]),
            **found,
        )


def _row(one: CodedUnit, value: str) -> tuple[int, int, int]:
    return one.run.get(value, 0), one.people.get(value, 0), one.both.get(value, 0)


def _draws(strata: Sequence[str], resamples: int, seed: int) -> "Floats | None":
    """Return how often each resample (row) has each article: drawn within its stratum."""
    import numpy as np  # noqa: PLC0415 - see above

    if len(strata) < ENOUGH or resamples < 1:
        return None
    chance = np.random.default_rng([seed, len(strata)])
    drawn = np.zeros((resamples, len(strata)))
    for name in sorted(set(strata)):
        own = np.array([n for n, one in enumerate(strata) if one == name])
        drawn[:, own] = chance.multinomial(len(own), np.full(len(own), 1 / len(own)), resamples)
    return drawn


def _estimates(table: "Floats", weights: "Floats") -> "dict[str, Floats]":
    """Return the estimates under each row of weights; nan where there is nothing to divide by."""
    import numpy as np  # noqa: PLC0415 - see above

    run, people, both = (weights @ table[:, n] for n in range(3))
    has_run, has_people = table[:, 0] > 0, table[:, 1] > 0
    whole = weights.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        agreement = weights @ (has_run == has_people).astype(float) / whole
        p, q = weights @ has_run.astype(float) / whole, weights @ has_people.astype(float) / whole
        by_chance = p * q + (1 - p) * (1 - q)
        return {
            "precision": both / run,
            "recall": both / people,
            "f1": 2 * both / (run + people),
            "agreement": agreement,
            "kappa": (agreement - by_chance) / (1 - by_chance),
        }


def _estimate(value: Any, many: "Floats | None") -> Estimate:
    import numpy as np  # noqa: PLC0415 - see above

    if not np.isfinite(value):
        return Estimate()
    if many is None:
        return Estimate(round(float(value), 6))
    kept = many[np.isfinite(many)]
    if not len(kept):
        return Estimate(round(float(value), 6))
    low, high = np.percentile(kept, _PERCENTILES)
    return Estimate(*(round(float(one), 6) for one in (value, low, high)))


def coded_articles(
    articles: Sequence[ArticleLayers],
    experts: Mapping[str, str],
    chances: Mapping[str, float],
    strata: Mapping[str, str],
) -> list[CodedArticle]:
    """Return the articles that an expert (by article) has coded, with their chances and strata."""
    return [
        CodedArticle(one, who, chances.get(one.article.id, 1.0), strata.get(one.article.id, ""))
        for one in articles
        if (who := experts.get(one.article.id, ""))
    ]
