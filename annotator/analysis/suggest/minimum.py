"""Finds where a smooth function is least: L-BFGS, as in Nocedal & Wright (2006), algorithm 7.5."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]
"""Returns a value and its slope at a place."""
_KEPT = 6
_STEPS = 40
_ENOUGH = 1e-2
"""When the slope is this small, as a share of what it was, the minimum is near enough."""
_FALL = 1e-4
_HALVINGS = 20


def least(loss: Loss, start: Floats) -> Floats:
    """Return the place of the least value, near enough, from a place to start at."""
    at, (value, slope) = start, loss(start)
    small = _ENOUGH * max(_length(slope), 1e-12)
    kept: deque[tuple[Floats, Floats, float]] = deque(maxlen=_KEPT)
    for step in range(_STEPS):
        if _length(slope) <= small:
            break
        way = _direction(slope, kept)
        size = 1.0 if step else min(1.0, 1.0 / _length(slope))
        downhill = _dot(way, slope)
        for _ in range(_HALVINGS):
            there = at + size * way
            value_there, slope_there = loss(there)
            if value_there <= value + _FALL * size * downhill:
                break
            size /= 2
        else:
            break
        moved, bent = there - at, slope_there - slope
        curve = _dot(moved, bent)
        if curve > 0:
            kept.append((moved, bent, 1 / curve))
        at, value, slope = there, value_there, slope_there
    return at


def _direction(slope: Floats, kept: deque[tuple[Floats, Floats, float]]) -> Floats:
    way = -slope
    shares: list[float] = []
    for moved, bent, inverse in reversed(kept):
        share = inverse * _dot(moved, way)
        shares.append(share)
        way -= share * bent
    if kept:
        moved, bent, _ = kept[-1]
        way *= _dot(moved, bent) / _dot(bent, bent)
    for (moved, bent, inverse), share in zip(kept, reversed(shares), strict=True):
        way += (share - inverse * _dot(bent, way)) * moved
    return way


def _dot(one: Floats, other: Floats) -> float:
    """Return the product; not by BLAS, whose sums differ with the number of its threads."""
    return float((one * other).sum())


def _length(one: Floats) -> float:
    return _dot(one, one) ** 0.5
