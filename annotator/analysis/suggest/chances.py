"""How likely a proposal is right: learned from few examples, starting from what is known before.

A logistic regression with a ridge towards weights that are given: where a project has few examples
its chances stay close to those of the rules, and each example moves them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]
Floats = NDArray[np.float64]

_LEAST = 0.002
"""No chance is nearer to 0 or 1 than this."""
_OFTEN = 3
"""What fewer examples have tells nothing."""
_ROUNDS = 25
_DIGITS = 6
_CLOSE = 1e-6
"""Weights that would move less stay."""


class KnownOutcome(NamedTuple):
    """A proposal whose outcome is known: what speaks for it, whether it was right, its weight."""

    features: Features
    right: bool
    weight: float = 1.0


def logit(chance: float) -> float:
    """Return the log odds of a chance, which is kept off 0 and 1."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))


def chance_of(odds: float) -> float:
    """Return the chance whose log odds are given, kept off 0 and 1."""
    chance = 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))
    return min(max(chance, _LEAST), 1 - _LEAST)


class Chances(msgspec.Struct, frozen=True):
    """The weight of each feature; those without one count nothing."""

    weights: dict[str, float] = {}

    def of(self, features: Features) -> float:
        """Return the chance from 0 to 1 that a proposal with these features is right."""
        weights = self.weights
        total = sum(weights.get(name, 0.0) * value for name, value in features.items())
        return chance_of(total)


def learn_chances(
    examples: Sequence[KnownOutcome],
    *,
    prior: Features,
    ridge: float,
    ridges: Features | None = None,
) -> Chances:
    """Return the weights that explain the examples best, held to those given before.

    `ridge` says how strongly: about how many examples it takes to move a weight by one. `ridges`
    has other strengths for the features whose names begin so.
    """
    often = Counter(name for example in examples for name in example.features)
    names = sorted({name for name, count in often.items() if count >= _OFTEN} | set(prior))
    index = {name: number for number, name in enumerate(names)}
    given = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        for name, value in example.features.items():
            if name in index:
                given[row, index[name]] = value
    right = np.array([example.right for example in examples], dtype=np.float64)
    weight = np.array([example.weight for example in examples], dtype=np.float64)
    before = np.array([prior.get(name, 0.0) for name in names])
    hold = np.array([_strength(name, ridge, ridges or {}) for name in names])
    weights = _fitted(given, right, weight, before, hold) if examples else before
    return Chances({name: round(float(weights[at]), _DIGITS) for name, at in index.items()})


def _strength(name: str, ridge: float, ridges: Features) -> float:
    return next((value for start, value in ridges.items() if name.startswith(start)), ridge)


def _fitted(given: Floats, right: Floats, weight: Floats, before: Floats, hold: Floats) -> Floats:
    """Return the weights by Newton's method, each step halved until it betters the fit."""

    def loss(weights: Floats) -> float:
        odds = given @ weights
        misfit = weight * (np.logaddexp(0.0, odds) - right * odds)
        return float(misfit.sum() + (hold * (weights - before) ** 2).sum() / 2)

    weights, least = before.copy(), loss(before)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(given @ weights, -30, 30)))
        slope = given.T @ (weight * (right - chance)) - hold * (weights - before)
        curve = given.T @ (given * (weight * chance * (1 - chance))[:, None]) + np.diag(hold)
        step = np.linalg.solve(curve, slope)
        while (reached := loss(weights + step)) > least and float(np.abs(step).max()) > _CLOSE:
            step = step / 2
        if float(np.abs(step).max()) <= _CLOSE:
            break
        weights, least = weights + step, reached
    return weights
