"""Gamma and gamma-cat, through pygamma-agreement where that is installed, and their figures."""

import importlib.util
import logging
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from annotator.analysis.agreement.continuum import Units
from annotator.analysis.agreement.counting import STRETCHES
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.measures import GAMMAS
from annotator.analysis.agreement.unitized import Span
from annotator.domain.errors import UserError
from annotator.domain.extras import installing

PRECISION = 0.05
"""How near to the true value the expected disorder is sampled (95 %)."""
FAST_FROM = 60
"""From so many spans on, alignments are sought window by window, which is a little less exact."""
INSTALL_GAMMA = installing("gamma")
"""What to do so that gamma can be computed."""
_UNDEFINED = "fewer than two coders marked anything, or all with one label"


class Gammas(NamedTuple):
    """Gamma, gamma-cat (both up to 1), and the disorder of the best alignment (from 0)."""

    gamma: float | None
    cat: float | None
    disorder: float | None


def has_gamma() -> bool:
    """Tell whether pygamma-agreement is installed."""
    return importlib.util.find_spec("pygamma_agreement") is not None


def need_gamma() -> None:
    """Raise a `UserError` when pygamma-agreement is not installed."""
    if not has_gamma():
        message = "Gamma needs the package pygamma-agreement."
        raise UserError(message, remedy=f"{INSTALL_GAMMA}.")


def gamma_agreement(
    spans: Mapping[str, Iterable[Span]],
    *,
    seed: int = 0,
    precision: float = PRECISION,
    alpha: float = 3,
    beta: float = 1,
    delta_empty: float = 1,
) -> Gammas:
    """Return gamma of spans `(label, start, end)` by coder, on one text.

    What chance would give is sampled by shuffling the coders' own spans, by the seed. `alpha`
    weighs places against labels (`beta`); `delta_empty` is what a span without a partner costs.
    Undefined with fewer than two coders who marked something. Raises a `UserError` when
    pygamma-agreement is not installed.
    """
    need_gamma()
    given = {coder: sorted(set(of_coder)) for coder, of_coder in spans.items()}
    if sum(1 for of_coder in given.values() if of_coder) < 2:
        return Gammas(None, None, None)
    return _computed(given, seed, precision, alpha, beta, delta_empty)


def _computed(
    given: Mapping[str, list[Span]],
    seed: int,
    precision: float,
    alpha: float,
    beta: float,
    delta_empty: float,
) -> Gammas:
    import pygamma_agreement as pygamma  # pyright: ignore # noqa: PGH003, PLC0415 - an extra, loads slowly and has no types
    from pyannote.core import Segment  # pyright: ignore # noqa: PGH003, PLC0415 - as above

    library: Any = pygamma
    segment: Any = Segment  # pyright: ignore[reportUnknownVariableType] - as above
    continuum = library.Continuum()
    for coder, of_coder in given.items():
        continuum.add_annotator(coder)
        for label, start, end in of_coder:
            continuum.add(coder, segment(start, end), str(label))
    dissimilarity = library.CombinedCategoricalDissimilarity(
        alpha=alpha, beta=beta, delta_empty=delta_empty
    )
    _quiet_solver()
    with _seeded(seed):
        result = continuum.compute_gamma(
            dissimilarity,
            precision_level=precision,
            sampler=library.ShuffleContinuumSampler(),
            fast=sum(map(len, given.values())) >= FAST_FROM,
        )
        best = result.best_alignment.disorder
        return Gammas(_plain(result.gamma), _plain(result.gamma_cat), _plain(best))


def _plain(value: Any) -> float | None:
    number = float(value)
    return number if np.isfinite(number) else None


@contextmanager
def _seeded(seed: int) -> Generator[None, None, None]:
    """Seed what the library draws from, and keep its remarks out of the log."""
    state = np.random.get_state()
    root = logging.getLogger()
    root.addFilter(_no_remark)
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)
        root.removeFilter(_no_remark)


def _no_remark(record: logging.LogRecord) -> bool:
    return "pygamma_agreement" not in record.pathname


def _quiet_solver() -> None:
    """Keep the solver from writing to standard output, where a report may be going."""
    if importlib.util.find_spec("cvxopt"):
        solver: Any = importlib.import_module("cvxopt.glpk")
        solver.options["msg_lev"] = "GLP_MSG_OFF"


def gamma_figures(
    maker: FigureMaker, topic: Topic, tracks: Sequence[Units], labels: Sequence[str]
) -> Iterator[Figure]:
    """Make gamma and gamma-cat that are wanted, of the articles that all of the coders have read.

    They have no intervals: sampling chance for each resample again would take days.
    """
    if not maker.wants(*GAMMAS):
        return
    line = maker.material.line
    read = np.flatnonzero(line.read[:, topic.members].all(axis=1))
    starts = np.concatenate([[0], np.cumsum(np.diff(line.bounds)[read])])
    spans: dict[str, list[Span]] = {}
    for member in topic.members:
        units = tracks[member]
        article = line.article_at(units.starts)
        spans[str(member)] = [
            (labels[label - 1], start + shift, end + shift)
            for place, new in zip(read, starts, strict=False)
            for shift in [int(new - line.bounds[place])]
            for label, start, end in _of(units, article == place)
        ]
    found = gamma_agreement(spans, seed=maker.options.seed)
    for measure, value in zip(GAMMAS, (found.gamma, found.cat), strict=True):
        if maker.wants(measure):
            yield maker.figure(
                topic,
                measure,
                np.array([np.nan if value is None else value]),
                None,
                units=sum(map(len, spans.values())),
                counts=STRETCHES,
                notes=(
                    "unit: marked stretch; articles that all have read, end to end",
                    f"chance sampled with seed {maker.options.seed}",
                ),
                undefined=_UNDEFINED,
            )


def _of(units: Units, inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, ...]]:
    columns = (units.labels[inside], units.starts[inside], units.ends[inside])
    return list(zip(*(column.tolist() for column in columns), strict=True))
