"""The report on agreement by itself, against going through the same labels once in plain Python.

Three coders, made in memory; the window's page, which also reads the project, is in `team`.
"""

import random
from collections.abc import Iterator
from functools import partial

from annotator.analysis.agreement import Options, report
from annotator.domain.annotation import Annotation, Link, make_link
from annotator.domain.article import Article, Status
from annotator.domain.layers import ArticleLayers, layer_of
from annotator.domain.people import coder_id
from annotator.formats.files.codebook import default_codebook
from bench.generators import Labels, news
from bench.material import Material
from bench.measuring import Way, in_turns, nothing
from bench.rows import Row

_CODERS = {coder_id(handle): handle for handle in ("ana", "ben", "cleo")}
_MOST = 1_000
"""Articles."""
_POINTS_TARGET = 350.0
"""Two seconds, where reading once takes six milliseconds."""
_INTERVALS_TARGET = 10_000.0
"""A minute, likewise."""


def rows(material: Material) -> Iterator[Row]:
    """Yield the ratios of figures without intervals, and with a thousand resamples."""
    study = layers(min(_MOST, material.sizes.team))
    figures = partial(report, study, default_codebook(), _CODERS)
    read, points = in_turns(
        material.sizes.few,
        Way(nothing, lambda: _read_once(study)),
        Way(nothing, lambda: figures(Options(resamples=0))),
        warm=0,
    )
    (whole,) = in_turns(1, Way(nothing, lambda: figures(Options(resamples=1_000))), warm=0)
    name = f"agreement on {len(study):,} articles / reading once"
    ratio = points.median / read.median
    yield Row(f"{name}: figures alone", ratio, "×", _POINTS_TARGET, points.told)
    ratio = whole.median / read.median
    yield Row(f"{name}: 1,000 resamples", ratio, "×", _INTERVALS_TARGET, whole.told)


def layers(articles: int) -> list[ArticleLayers]:
    """Return articles whose coders agree on most, with links from quotes to sources."""
    return [_layers(number) for number in range(articles)]


def _layers(number: int) -> ArticleLayers:
    chance = random.Random(number)
    new = news(number, chance)
    records = Labels(list(_CODERS.values()), chance).on(new)
    labels = tuple(one for one in records if isinstance(one, Annotation))
    return ArticleLayers(
        article=Article(id=new.id, title=new.title, text_sha256="", length=len(new.text)),
        text=new.text,
        annotations=labels,
        links=tuple(link for coder in _CODERS for link in _links(labels, coder)),
        statuses={one.coder: one.status for one in records if isinstance(one, Status)},
    )


def _links(labels: tuple[Annotation, ...], coder: str) -> Iterator[Link]:
    own = [one for one in labels if one.coder == coder]
    sources = (one for one in own if one.code == "source")
    for quote, source in zip((one for one in own if one.code == "quote"), sources, strict=False):
        yield make_link(quote.id, "said_by", to=source.id)


def _read_once(study: list[ArticleLayers]) -> int:
    found: dict[tuple[str, str], int] = {}
    for one in study:
        for annotation in one.annotations:
            key = layer_of(annotation), annotation.code
            found[key] = found.get(key, 0) + len(annotation.fragments)
    return len(found)
