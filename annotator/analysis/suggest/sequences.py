"""The learned sequence model: which tokens are reported words, cue or source (a linear-chain CRF).

Lafferty, McCallum and Pereira (2001), as CRFsuite does it (Okazaki 2007).
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import local
from typing import Any, NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.features import Features
from annotator.analysis.suggest.model_bytes import check_model

OUTSIDE = "O"
QUOTE, SOURCE, CUE = "con", "src", "cue"
"""The kinds of stretches, as labels have them."""

_LABELS = frozenset(
    [OUTSIDE, *(f"{edge}-{kind}" for edge in "BI" for kind in (QUOTE, SOURCE, CUE))]
)
_SETTINGS = {"c1": 0.1, "c2": 0.05, "feature.minfreq": 1, "feature.possible_transitions": True}


def _library() -> Any:
    """Return the library, which has no types; the window starts faster without."""
    import pycrfsuite  # noqa: PLC0415 - see above

    return pycrfsuite


class TaggedSpan(NamedTuple):
    """Tokens `[first, after)` of a paragraph that are of one kind, and how likely the least is."""

    kind: str
    first: int
    after: int
    chance: float


class Trainer:
    """Learns from paragraphs: the same ones in the same order give the same bytes."""

    def __init__(self) -> None:
        self._trainer: Any = _library().Trainer(algorithm="lbfgs", verbose=False)
        self._empty = True

    def add(self, sequences: Iterable[tuple[Features, Sequence[str]]]) -> None:
        """Take paragraphs with their tokens' features and labels; they are copied."""
        for features, labels in sequences:
            self._trainer.append(features, labels)
            self._empty = False

    def train(self, iterations: int) -> bytes:
        """Return what is learned in so many rounds, as the library writes it; maybe nothing."""
        if self._empty:
            return b""
        self._trainer.set_params({**_SETTINGS, "max_iterations": iterations})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            self._trainer.train(str(path))
            return path.read_bytes()


class Tagger:
    """Reads labels off features. Each thread has a tagger of its own: the library's has a state."""

    def __init__(self, model: bytes) -> None:
        """Take a model as the library wrote it; a `ValueError` says that it is none."""
        check_model(model, _LABELS)
        self._model = model
        self._threads = local()
        tagger = self._tagger()
        tagger.set([["nothing"]])
        try:
            for label in tagger.labels():
                tagger.marginal(label, 0)
        except RuntimeError as error:  # a label that the model has, and can't find
            raise ValueError(str(error)) from error

    def spans(self, features: Features, stretches: Iterable[Range]) -> "ParagraphTags":
        """Return the spans of a paragraph, and how likely `stretches` of it are reported words."""
        tagger = self._tagger()
        labels: list[str] = tagger.tag(features)
        found = [
            TaggedSpan(kind, first, after, _chance(tagger, labels, kind, first, after))
            for kind, first, after in _cut(labels)
        ]
        return ParagraphTags(found, [_inside(tagger, one) for one in stretches])

    def _tagger(self) -> Any:
        tagger: Any = getattr(self._threads, "tagger", None)
        if tagger is None:
            tagger = _library().Tagger()
            tagger.open_inmemory(self._model)
            self._threads.tagger = tagger
        return tagger


class ParagraphTags(NamedTuple):
    """What a tagger says of a paragraph."""

    spans: list[TaggedSpan]
    chances: list[float]


def _cut(labels: Sequence[str]) -> Iterable[tuple[str, int, int]]:
    kind, first = "", 0
    for at, label in enumerate([*labels, OUTSIDE]):
        edge, _, name = label.partition("-")
        if kind and (name != kind or edge == "B"):
            yield kind, first, at
            kind = ""
        if name and not kind:
            kind, first = name, at


def _chance(tagger: Any, labels: Sequence[str], kind: str, first: int, after: int) -> float:
    chances = [tagger.marginal(labels[at], at) for at in (first, after - 1)]
    inner = f"I-{kind}"
    chances += [tagger.marginal(inner, at) for at in range(first + 1, after - 1)]
    return min(chances)


def _inside(tagger: Any, stretch: Range) -> float:
    first, after = stretch
    known = tagger.labels()
    names = [label for label in (f"B-{QUOTE}", f"I-{QUOTE}") if label in known]
    total = sum(tagger.marginal(name, at) for name in names for at in range(first, after))
    return total / (after - first)


def labelled(length: int, spans: Iterable[tuple[str, Range]]) -> list[str]:
    """Return the labels of a paragraph of so many tokens; later spans write over earlier ones."""
    labels = [OUTSIDE] * length
    for kind, (first, after) in spans:
        labels[first:after] = [f"B-{kind}", *[f"I-{kind}"] * (after - first - 1)]
    return labels
