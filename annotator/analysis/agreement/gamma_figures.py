"""Figures of gamma and gamma-cat."""

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.analysis.agreement.continuum import Units
from annotator.analysis.agreement.figures import GAMMAS, Figure
from annotator.analysis.agreement.gamma import gamma_agreement
from annotator.analysis.agreement.maker import Maker, Topic
from annotator.analysis.agreement.unitized import Span

_UNDEFINED = "fewer than two coders marked anything, or all with one label"


def gamma_figures(
    maker: Maker, topic: Topic, tracks: Sequence[Units], labels: Sequence[str]
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
                notes=(
                    "unit: marked stretch; articles that all have read, end to end",
                    f"chance sampled with seed {maker.options.seed}",
                ),
                undefined=_UNDEFINED,
            )


def _of(units: Units, inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, ...]]:
    columns = (units.labels[inside], units.starts[inside], units.ends[inside])
    return list(zip(*(column.tolist() for column in columns), strict=True))
