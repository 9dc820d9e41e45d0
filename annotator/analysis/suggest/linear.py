"""A small linear model that answers a field: softmax regression over hashed features.

It learns from a project's own labels in a second or two, says how sure it is, and which features
speak for an answer. The same examples give the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.suggest.linear_features import Features, said_plainly
from annotator.analysis.suggest.minimum import Floats, least

BUCKETS = 2**18
"""Features whose names fall into the same bucket are one to the model."""
_STRENGTH = 0.1
"""How strongly weights are held back (L2), whatever the number of examples."""
_VERSION = 1
_FEWEST = 2
_SAFE = 1e-12
_NO_MODEL = "these bytes are no model"


class TrainingLabel(msgspec.Struct, frozen=True):
    """A labelled thing: its features, its answer, and the article (an id) that it is from.

    One that isn't `measured` is learned from, and doesn't count where it is asked how often a model
    is right: nothing is proved by an answer that was itself proposed.
    """

    article: str
    features: Features
    answer: str
    measured: bool = True


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    version: int
    answers: Annotated[tuple[str, ...], msgspec.Meta(min_length=_FEWEST)]
    temperature: Annotated[float, msgspec.Meta(gt=0)]
    labels: int
    buckets: bytes
    weights: bytes
    biases: bytes


class LinearModel:
    """Says which answer a thing has, and how sure that is.

    `labels` is the number of examples that it has learned from; probabilities (0 to 1) are right
    as often as they say as far as its temperature was found on examples that it hadn't seen.
    """

    def __init__(
        self,
        answers: Sequence[str],
        buckets: NDArray[np.uint32],
        weights: Floats,
        biases: Floats,
        labels: int,
        temperature: float = 1.0,
    ) -> None:
        self.answers = tuple(answers)
        self.labels = labels
        self.temperature = temperature
        self._buckets, self._weights, self._biases = buckets, weights, biases
        self._place = {bucket: n for n, bucket in enumerate(buckets.tolist())}

    def scores(self, features: Features) -> Floats:
        """Return a number for each answer, in their order: the highest is the likeliest."""
        known = [(self._place.get(bucket(name)), value) for name, value in features.items()]
        found = [(at, value) for at, value in known if at is not None]
        if not found:
            return self._biases
        places, values = zip(*found, strict=True)
        return self._biases + np.asarray(values) @ self._weights[list(places)]

    def probabilities(self, features: Features) -> list[tuple[str, float]]:
        """Return the answers with how likely each is (they come to 1), the likeliest first."""
        shares = softmax(self.scores(features)[None, :] / self.temperature)[0]
        order = np.argsort(-shares, kind="stable")
        return [(self.answers[n], float(shares[n])) for n in order.tolist()]

    def why(self, features: Features, answer: str, most: int = 3) -> tuple[str, ...]:
        """Return what speaks for an answer rather than for the others, in words, strongest first.

        Raise a ValueError where the model doesn't know the answer.
        """
        at = self.answers.index(answer)
        speaks: list[tuple[float, str]] = []
        for name, value in features.items():
            place, words = self._place.get(bucket(name)), said_plainly(name)
            if place is not None and words:
                row = self._weights[place]
                speaks.append((value * float(row[at] - row.mean()), words))
        speaks.sort(key=lambda one: (-one[0], one[1]))
        return tuple(dict.fromkeys(words for weight, words in speaks if weight > 0))[:most]

    def at_temperature(self, temperature: float) -> "LinearModel":
        """Return the same model, surer of itself below 1 and less sure above."""
        parts = self.answers, self._buckets, self._weights, self._biases
        return LinearModel(*parts, self.labels, temperature)

    def to_bytes(self) -> bytes:
        """Return the model as bytes that `from_bytes` takes, the same on every machine."""
        stored = _Stored(
            _VERSION,
            self.answers,
            self.temperature,
            self.labels,
            self._buckets.astype("<u4").tobytes(),
            self._weights.astype("<f2").tobytes(),
            self._biases.astype("<f4").tobytes(),
        )
        return msgspec.msgpack.encode(stored)

    @classmethod
    def from_bytes(cls, data: bytes) -> "LinearModel":
        """Return the model of some bytes; raise a ValueError when they are none."""
        try:
            stored = msgspec.msgpack.decode(data, type=_Stored)
        except msgspec.MsgspecError as error:
            raise ValueError(_NO_MODEL) from error
        buckets = np.frombuffer(stored.buckets, "<u4").astype(np.uint32)
        weights = np.frombuffer(stored.weights, "<f2").astype(np.float64)
        biases = np.frombuffer(stored.biases, "<f4").astype(np.float64)
        wide = len(stored.answers)
        if stored.version != _VERSION or len(biases) != wide or len(weights) != len(buckets) * wide:
            raise ValueError(_NO_MODEL)
        if not (np.isfinite(weights).all() and np.isfinite(biases).all()):
            raise ValueError(_NO_MODEL)
        parts = buckets, weights.reshape(-1, wide), biases, stored.labels, stored.temperature
        return cls(stored.answers, *parts)


def bucket(name: str) -> int:
    """Return the bucket that a feature's name falls into."""
    return crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS


class Rows:
    """Features of many things as arrays: a row for each thing, a column for each bucket in use."""

    def __init__(self, things: Iterable[Features]) -> None:
        known: dict[str, int] = {}
        places: list[int] = []
        values: list[float] = []
        lengths: list[int] = []
        for one in things:
            for name in one:
                at = known.get(name)
                if at is None:
                    at = known[name] = bucket(name)
                places.append(at)
            values.extend(one.values())
            lengths.append(len(one))
        self.count = len(lengths)
        self._rows = np.repeat(np.arange(self.count), lengths)
        self._buckets = np.asarray(places, np.uint32)
        self._values = np.asarray(values, np.float64)

    def chosen(self, rows: NDArray[np.intp]) -> "Rows":
        """Return some of the rows, in their order here."""
        number = np.full(self.count, -1)
        number[rows] = np.arange(len(rows))
        kept = number[self._rows] >= 0
        result = Rows(())
        result.count = len(rows)
        result._rows = number[self._rows[kept]]
        result._buckets, result._values = self._buckets[kept], self._values[kept]
        return result

    def scores(self, model: "Fitted") -> Floats:
        """Return a number for each row and answer."""
        at = np.searchsorted(model.buckets, self._buckets)
        at[at == len(model.buckets)] = 0
        known = model.buckets[at] == self._buckets
        rows, values = self._rows[known], self._values[known]
        return _times(rows, at[known], values, model.weights, self.count) + model.biases

    def fitted(
        self, answers: NDArray[np.intp], kinds: int, tick: Callable[[], object] = bool
    ) -> "Fitted":
        """Learn to tell which of `kinds` answers (numbers from 0) each row has.

        `tick` is called often and may raise, to stop it.
        """
        buckets, columns = np.unique(self._buckets, return_inverse=True)
        wide, n = len(buckets), max(self.count, 1)
        wanted = np.zeros((self.count, kinds))
        wanted[np.arange(self.count), answers] = 1.0
        hold = _STRENGTH / n

        def loss(flat: Floats) -> tuple[float, Floats]:
            tick()
            given = flat.reshape(wide + 1, kinds)
            shares = softmax(
                _times(self._rows, columns, self._values, given[:wide], self.count) + given[wide]
            )
            right = np.log((shares * wanted).sum(axis=1) + _SAFE)
            held = given[:wide]
            value = float(-right.sum() / n + hold / 2 * (held * held).sum())
            off = (shares - wanted) / n
            slope = np.empty_like(given)
            slope[:wide] = _times(columns, self._rows, self._values, off, wide) + hold * held
            slope[wide] = off.sum(axis=0)
            return value, slope.ravel()

        found = least(loss, np.zeros((wide + 1) * kinds)).reshape(wide + 1, kinds)
        return Fitted(buckets, found[:wide], found[wide])


class Fitted(NamedTuple):
    """What was learned: weights by bucket (row) and answer (column), and a bias per answer."""

    buckets: NDArray[np.uint32]
    weights: Floats
    biases: Floats


def train(examples: Sequence[TrainingLabel], tick: Callable[[], object] = bool) -> LinearModel:
    """Return a model of some examples; raise a ValueError without two different answers.

    The order of the examples doesn't matter. `tick` is called often and may raise, to stop it.
    """
    ordered = in_order(examples)
    answers = sorted({one.answer for one in ordered})
    if len(answers) < _FEWEST:
        raise ValueError("there are not two different answers")
    rows = Rows(one.features for one in ordered)
    found = rows.fitted(numbered(ordered, answers), len(answers), tick)
    return LinearModel(answers, found.buckets, found.weights, found.biases, len(ordered))


def in_order(examples: Iterable[TrainingLabel]) -> list[TrainingLabel]:
    """Return examples in an order that is the same whatever the one in which they came."""
    return sorted(examples, key=lambda one: (one.article, one.answer, sorted(one.features.items())))


def numbered(examples: Sequence[TrainingLabel], answers: Sequence[str]) -> NDArray[np.intp]:
    """Return the examples' answers as numbers."""
    number = {answer: n for n, answer in enumerate(answers)}
    return np.asarray([number[one.answer] for one in examples], np.intp)


def softmax(scores: Floats) -> Floats:
    """Return scores (a row each) as shares that come to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _times(
    into: NDArray[np.intp], of: NDArray[np.intp], values: Floats, factor: Floats, count: int
) -> Floats:
    """Multiply a sparse matrix, its places `into` × `of`, with a dense one."""
    result = np.empty((count, factor.shape[1]))
    for n in range(factor.shape[1]):
        column = np.ascontiguousarray(factor[:, n])
        result[:, n] = np.bincount(into, values * column[of], count)
    return result
