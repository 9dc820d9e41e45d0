"""How often a linear model is right on articles that it hasn't seen, by the number of labels.

Articles are dealt into folds by a seed; each fold is answered by a model of the others.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.suggest.linear import (
    Floats,
    LinearModel,
    Rows,
    TrainingLabel,
    in_order,
    numbered,
    softmax,
    train,
)

FOLDS = 5
SUREST = 0.2
"""The share of the answers, the surest ones, that a curve's second value is about."""
_SIZES = (25, 50, 100, 200, 400, 800, 1600)
"""Numbers of labels at which a curve has a value, before all of them."""
_FEWEST_ARTICLES = 3
_TEMPERATURES = np.geomspace(0.5, 5.0, 41)
_SAFE = 1e-12


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A label that a model which hasn't seen its article answered: what, and how surely (0 to 1).

    `right` is whether the coder answered the same.
    """

    article: str
    answer: str
    proposed: str
    probability: float

    @property
    def right(self) -> bool:
        """Whether what was proposed is the answer."""
        return self.answer == self.proposed


class AgreementPoint(msgspec.Struct, frozen=True, array_like=True):
    """How often a model of so many labels was right (0 to 1): of all, and of the surest fifth."""

    labels: int
    right: float
    surest: float


class HeldOut(msgspec.Struct, frozen=True):
    """What a field's labels allow a model to do: its held-out answers, a curve, a temperature."""

    answers: tuple[Held, ...] = ()
    curve: tuple[AgreementPoint, ...] = ()
    temperature: float = 1.0


def held_out(
    examples: Sequence[TrainingLabel],
    *,
    seed: int = 0,
    with_curve: bool = True,
    tick: Callable[[], object] = bool,
) -> HeldOut:
    """Return how models of these examples answer articles that they haven't seen.

    Nothing where there are fewer than three articles or two different answers. The temperature
    that makes probabilities right is found on the held-out answers themselves: one number, shared
    by all. `tick` is called often and may raise, to stop it.
    """
    ordered = in_order(examples)
    kinds = sorted({one.answer for one in ordered})
    folds = _folds(ordered, seed)
    if len(set(folds.tolist())) < 2 or len(kinds) < 2:
        return HeldOut()
    rows = Rows(one.features for one in ordered)
    task = _Task(rows, numbered(ordered, kinds), len(kinds), folds, tick)
    measured = np.asarray([one.measured for one in ordered])
    order = _shuffled(ordered, seed)
    curve: list[AgreementPoint] = []
    for size in _SIZES if with_curve else ():
        if 1.25 * size < len(ordered):
            scores, known = task.answers(order[:size])
            curve.append(_point(size, _held(ordered, kinds, scores, known & measured)))
    scores, known = task.answers(order)
    known &= measured
    temperature = _temperature(scores[known], task.wanted[known])
    found = _held(ordered, kinds, scores / temperature, known)
    curve.append(_point(len(ordered), found))
    return HeldOut(tuple(found), tuple(curve), temperature)


def calibrated(
    examples: Sequence[TrainingLabel], found: HeldOut, tick: Callable[[], object] = bool
) -> LinearModel:
    """Return a model of all examples at the temperature that was found; ValueError as `train`."""
    return train(examples, tick).at_temperature(found.temperature)


class _Task:
    """The labels as arrays, to be answered fold by fold."""

    def __init__(
        self,
        rows: Rows,
        wanted: NDArray[np.intp],
        kinds: int,
        folds: NDArray[np.intp],
        tick: Callable[[], object],
    ) -> None:
        self.wanted = wanted
        self._rows, self._kinds, self._folds, self._tick = rows, kinds, folds, tick

    def answers(self, learned: NDArray[np.intp]) -> tuple[Floats, NDArray[np.bool_]]:
        """Return each label's scores by models of the `learned` ones in other folds.

        And which labels have some: none where there was nothing to learn from.
        """
        scores = np.full((len(self.wanted), self._kinds), 0.0)
        known = np.zeros(len(self.wanted), np.bool_)
        for fold in np.unique(self._folds):
            rest = np.sort(learned[self._folds[learned] != fold])
            seen = np.unique(self.wanted[rest])
            if len(seen) < 2:
                continue
            numbers = np.searchsorted(seen, self.wanted[rest])
            fitted = self._rows.chosen(rest).fitted(numbers, len(seen), self._tick)
            asked = np.flatnonzero(self._folds == fold)
            some = np.full((len(asked), self._kinds), -np.inf)
            some[:, seen] = self._rows.chosen(asked).scores(fitted)
            scores[asked], known[asked] = some, True
        return scores, known


def _folds(ordered: Sequence[TrainingLabel], seed: int) -> NDArray[np.intp]:
    """Return the fold of each example: its article's."""
    articles = sorted({one.article for one in ordered})
    if len(articles) < _FEWEST_ARTICLES:
        return np.zeros(len(ordered), np.intp)
    dealt = np.random.default_rng(seed).permutation(len(articles))
    fold = {article: int(dealt[n]) % FOLDS for n, article in enumerate(articles)}
    return np.asarray([fold[one.article] for one in ordered], np.intp)


def _shuffled(ordered: Sequence[TrainingLabel], seed: int) -> NDArray[np.intp]:
    """Return the examples' places, article by article, in an order that the seed says."""
    articles = sorted({one.article for one in ordered})
    dealt = np.random.default_rng([seed, 1]).permutation(len(articles))
    place = {article: int(dealt[n]) for n, article in enumerate(articles)}
    return np.argsort([place[one.article] for one in ordered], kind="stable")


def _held(
    ordered: Sequence[TrainingLabel], kinds: list[str], scores: Floats, known: NDArray[np.bool_]
) -> list[Held]:
    shares = softmax(scores)
    best: list[int] = shares.argmax(axis=1).tolist()
    return [
        Held(ordered[n].article, ordered[n].answer, kinds[best[n]], float(shares[n, best[n]]))
        for n in np.flatnonzero(known).tolist()
    ]


def _point(labels: int, found: Sequence[Held]) -> AgreementPoint:
    surest = sorted(found, key=lambda one: -one.probability)[: max(1, round(SUREST * len(found)))]
    return AgreementPoint(labels, share_right(found), share_right(surest))


def share_right(found: Sequence[Held]) -> float:
    """Return how many answers were right, of all; 0 where there are none."""
    return sum(one.right for one in found) / len(found) if found else 0.0


def _temperature(scores: Floats, wanted: NDArray[np.intp]) -> float:
    """Return the number that scores are divided by so that they are neither too sure nor unsure."""
    if not len(scores):
        return 1.0
    at = np.arange(len(scores))
    # An answer that no other fold has is no fault of the temperature.
    able = np.isfinite(scores[at, wanted])
    if not able.any():
        return 1.0
    losses = [
        -np.log(softmax(scores[able] / one)[at[: able.sum()], wanted[able]] + _SAFE).mean()
        for one in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(losses))])
