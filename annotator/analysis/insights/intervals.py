"""How sure shares and means are when articles are a sample: 95 % intervals by article.

Articles are what is drawn, so labels of one article are one cluster. A share or mean is a ratio of
two sums over articles, R = Σ w y / Σ w x, whose variance is that of its Taylor linearisation,

    v(R) = m / (m - 1) · Σ (1 - f) (w (y - R x))² / (Σ w x)²,

over the m articles that have anything (x > 0), with w = 1 or the inverse of an article's chance to
be drawn (then R is Hájek's estimator): Särndal, Swensson & Wretman, *Model Assisted Survey
Sampling* (1992), ch. 5. f is what part of all articles is drawn: where it is the same for all,
1 - f is the correction for finite populations of Cochran, *Sampling Techniques* (1977), § 2.11;
where it is not, it is each article's own (Hájek, *Sampling from a Finite Population*, 1981; Matei &
Tillé, *Journal of Official Statistics* 21, 2005, 543-570). Where it isn't known it is 0, and
intervals are rather too wide. Intervals of shares are made on the logit scale with Student's t of
m - 1 degrees of freedom; where nothing or all is of a kind, they are exact ones (Clopper & Pearson)
for m articles: Korn & Graubard, *Analysis of Health Surveys* (1999), ch. 3, and *Survey
Methodology* 24 (1998), 193-201, without the correction, unless all articles are drawn: then nothing
is unsure.
"""

from typing import Protocol

import msgspec
import numpy as np

from annotator.analysis.insights.counting import Sums
from annotator.analysis.insights.facts import Integers, Reals

FEWEST = 5
"""Below so many articles with anything no interval is given: the formulas do not hold."""
_NORMAL = 1.959963984540054
_TAIL = 0.025
_NOTHING = 1e-12


class Estimates(msgspec.Struct, frozen=True, kw_only=True):
    """Ratios with the ends of their intervals, NaN where there is none.

    `articles` tells for each of how many articles it is that have anything.
    """

    ratios: Reals
    low: Reals
    high: Reals
    articles: Integers


class _Ends(Protocol):
    def __call__(self, ratios: Reals, errors: Reals, articles: Integers) -> tuple[Reals, Reals]:
        """Return the low and high ends of intervals."""
        ...


class ArticleDrawing(msgspec.Struct, frozen=True):
    """How articles were drawn: for each its weight, and the part `drawn` of those like it (f)."""

    weights: Reals
    drawn: Reals


def drawn_of_many(articles: int) -> ArticleDrawing:
    """Return how so many articles are drawn of nobody knows how many, each with the same chance."""
    return ArticleDrawing(np.ones(articles), np.zeros(articles))


def share_estimates(parts: Sums, wholes: Sums, of: Integers, drawing: ArticleDrawing) -> Estimates:
    """Return what share each group of `parts` is of the group of `wholes` that `of` names."""
    return _estimates(parts, wholes, of, drawing, _share_ends)


def mean_estimates(values: Sums, wholes: Sums, count: int, drawing: ArticleDrawing) -> Estimates:
    """Return what each of so many groups has on the average, given the sums of its values."""
    return _estimates(values, wholes, np.arange(count), drawing, _mean_ends)


def t_quantiles(freedom: Integers) -> Reals:
    """Return the 97.5 % points of Student's t; off by less than 0.001 from 4 degrees of freedom.

    The expansion of Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.5.
    """
    z, n = _NORMAL, np.asarray(freedom, np.float64)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


def _estimates(
    parts: Sums, wholes: Sums, of: Integers, drawing: ArticleDrawing, ends: _Ends
) -> Estimates:
    weights, left = drawing.weights, 1 - drawing.drawn
    many, span = len(of), int(weights.size) + 1
    groups = int(of.max()) + 1 if many else 0
    left_of_part, left_of_whole = left[parts.articles], left[wholes.articles]
    x = weights[wholes.articles] * wholes.amounts
    y = weights[parts.articles] * parts.amounts
    whole = np.bincount(wholes.groups, x, groups)[of]
    known = wholes.groups * span + wholes.articles  # sorted, as sums are
    asked = of[parts.groups] * span + parts.articles
    at = np.minimum(np.searchsorted(known, asked), max(len(known) - 1, 0))
    x_of_part = np.where(known[at] == asked, x[at], 0.0) if len(known) else np.zeros(len(asked))
    yy = np.bincount(parts.groups, left_of_part * y * y, many)
    xy = np.bincount(parts.groups, left_of_part * y * x_of_part, many)
    xx = np.bincount(wholes.groups, left_of_whole * x * x, groups)[of]
    articles = np.bincount(wholes.groups[wholes.amounts > 0], minlength=groups)[of]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratios = np.bincount(parts.groups, y, many) / whole
        off = np.maximum(yy - 2 * ratios * xy + ratios**2 * xx, 0)
        errors = np.sqrt(off * articles / (articles - 1)) / whole
        low, high = ends(ratios, errors, articles)
    sure = np.bincount(wholes.groups, left_of_whole, groups)[of] <= _NOTHING
    low, high = np.where(sure, ratios, low), np.where(sure, ratios, high)
    enough = (articles >= FEWEST) & (whole > 0)
    return Estimates(
        ratios=ratios,
        low=np.where(enough, low, np.nan),
        high=np.where(enough, high, np.nan),
        articles=articles,
    )


def _share_ends(ratios: Reals, errors: Reals, articles: Integers) -> tuple[Reals, Reals]:
    middle = np.log(ratios / (1 - ratios))
    wide = t_quantiles(articles - 1) * errors / (ratios * (1 - ratios))
    exact = _TAIL ** (1 / articles)
    none, every = ratios <= 0, ratios >= 1 - 1e-12
    low = np.where(none, 0.0, np.where(every, exact, 1 / (1 + np.exp(wide - middle))))
    high = np.where(every, 1.0, np.where(none, 1 - exact, 1 / (1 + np.exp(-wide - middle))))
    return low, high


def _mean_ends(ratios: Reals, errors: Reals, articles: Integers) -> tuple[Reals, Reals]:
    """Return none where all are alike: how far others are off is not known of them."""
    alike = errors <= 1e-9 * np.maximum(np.abs(ratios), 1)
    wide = np.where(alike, np.nan, t_quantiles(articles - 1) * errors)
    return ratios - wide, ratios + wide
