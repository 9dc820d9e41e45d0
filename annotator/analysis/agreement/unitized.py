"""Krippendorff's unitized alphas of 2016, for spans whose boundaries coders choose freely.

Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua,
Quality & Quantity 50, 2347-2364. (The alpha-U of 1995 and 2004 is another measure.)
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Counts, Draws, Floats, number, ratio
from annotator.analysis.agreement.continuum import (
    GAP,
    Line,
    Shared,
    Units,
    UnitSums,
    laid,
    marks_table,
    share,
    unit_sums,
)
from annotator.analysis.agreement.nominal import Scale, alpha

Span = tuple[str, int, int]
"""A label, and from where to where in code points (half open)."""

_NEARLY = 1e-12
"""Relative to the whole, an expected disagreement below this is none but for rounding."""


class ValueAlpha(NamedTuple):
    """(k)u-alpha of one label, and how much of what has it at least two coders marked (0 to 1)."""

    value: float | None
    coverage: float


class UnitizedAlpha(msgspec.Struct, frozen=True):
    """The unitized alphas; 1 is perfect agreement, 0 chance, and `None` undefined.

    `u` is over all, marked or not; `bar_u` only over what is marked and what is not; `cu` over
    labels where at least two coders marked something; `ku` the same for each label by itself.
    """

    u: float | None
    bar_u: float | None
    cu: float | None
    ku: dict[str, ValueAlpha]


class Alphas(msgspec.Struct, frozen=True):
    """The unitized alphas for each resample; `ku` and `coverage` have a column for each label.

    Those that end in `_share` say how much of the length that a measure is about is marked alike.
    """

    u: Floats
    bar_u: Floats
    cu: Floats
    ku: Floats
    coverage: Floats
    u_share: Floats
    bar_u_share: Floats
    cu_share: Floats
    ku_share: Floats


def unitized_alpha(spans: Mapping[str, Iterable[Span]], length: int) -> UnitizedAlpha:
    """Return the unitized alphas of 2016 for one text of a length in code points.

    `spans` has each coder who has read the text, with `(label, start, end)` of what they marked:
    nothing is an answer. One coder's overlapping spans with the same label are merged first;
    overlapping ones with different labels raise `ValueError`, and so do spans that are empty or
    not within the text. Touching spans are units of their own.
    """
    line, tracks, shared, labels = _laid_out(spans, length)
    found = alphas(unit_sums(line, tracks, shared, len(labels) + 1))
    return UnitizedAlpha(
        u=number(found.u),
        bar_u=number(found.bar_u),
        cu=number(found.cu),
        ku={
            label: ValueAlpha(number(found.ku[:, place]), float(found.coverage[0, place]))
            for place, label in enumerate(labels)
        },
    )


def char_alpha(spans: Mapping[str, Iterable[Span]], length: int) -> float | None:
    """Return Krippendorff's nominal alpha with every code point of a text as a unit.

    Its value is the label of the span that covers it, or none; see `unitized_alpha` for the rest.
    """
    line, tracks, shared, labels = _laid_out(spans, length)
    counts = unit_sums(line, tracks, shared, len(labels) + 1).counts
    return number(alpha(counts, counts.totals(), Scale("nominal")))


def digitised(spans: Mapping[str, Iterable[Span]], length: int) -> list[list[str]]:
    """Return every code point of a text as a unit: per coder the label there, "" for none."""
    _, tracks, _, labels = _laid_out(spans, length)
    names = ["", *labels]
    places = np.arange(length)
    columns = [track.label(track.at(places)) for track in tracks]
    return [[names[column[place]] for column in columns] for place in range(length)]


def alphas(sums: UnitSums, draws: Draws | None = None) -> Alphas:
    """Return the unitized alphas from sums over articles, for each resample if there are any."""
    if draws is None:
        return _alphas(sums.counts, *sums.totals())
    parts = [msgspec.structs.astuple(_alphas(sums.counts, *totals)) for totals in sums.drawn(draws)]
    return Alphas(*map(np.concatenate, zip(*parts, strict=True)))


def _alphas(counts: Counts, totals: Floats, squares: Floats, mutual: Floats) -> Alphas:
    lengths = counts.margins(totals)
    squares = np.column_stack([lengths[:, GAP], squares[:, 1:]])
    all_of_it = lengths.sum(axis=1)
    spread = all_of_it**2 - squares.sum(axis=1)
    gap = lengths[:, GAP]
    both_gap = totals @ ((counts.rows == GAP) & (counts.cols == GAP)).astype(np.float64)
    apart = _expected(all_of_it, all_of_it**2 - (lengths**2).sum(axis=1), spread)
    apart_from_gap = _expected(all_of_it, gap * (all_of_it - gap), spread)
    differing = all_of_it - counts.diagonal(totals)
    among = _among_marked(counts, totals, mutual)
    return Alphas(
        u=1 - ratio(differing, apart),
        bar_u=1 - ratio(gap - both_gap, apart_from_gap),
        cu=among.cu,
        ku=among.ku,
        coverage=np.nan_to_num(ratio(among.lengths, lengths[:, 1:])),
        u_share=1 - ratio(differing, all_of_it),
        bar_u_share=1 - ratio(2 * (gap - both_gap), all_of_it),
        cu_share=ratio(among.alike.sum(axis=1), among.lengths.sum(axis=1)),
        ku_share=ratio(among.alike, among.lengths),
    )


class _Among(NamedTuple):
    """Where two coders marked something: cu, (k)u, and the labels' lengths there, and alike."""

    cu: Floats
    ku: Floats
    lengths: Floats
    alike: Floats


def _among_marked(counts: Counts, totals: Floats, mutual: Floats) -> _Among:
    """Return cu and (k)u: gaps are left out, and so is what one coder alone marked.

    By the labels' own expected disagreement, (k)u is 1 − observed / expected of each label.
    """
    marked = (counts.rows != GAP) & (counts.cols != GAP)
    among = counts.margins(totals * marked)[:, 1:]
    alike = counts.alike(totals)[:, 1:]
    all_of_it = among.sum(axis=1)
    spread = all_of_it**2 - mutual.sum(axis=1)
    apart = _expected(all_of_it, all_of_it**2 - (among**2).sum(axis=1), spread)
    cu = 1 - ratio(all_of_it - alike.sum(axis=1), apart)
    whole = all_of_it[:, None]
    label_sum = _scaled(whole, among * whole - mutual[:, 1:], spread[:, None])
    label_apart = _expected(whole, among * (whole - among), spread[:, None])
    ku = 1 - ratio(label_sum * (among - alike), among * label_apart)
    return _Among(cu, ku, among, alike)


def _expected(whole: Floats, products: Floats, spread: Floats) -> Floats:
    """Return an expected disagreement, and 0 where it is none but for rounding."""
    return _scaled(whole, np.where(products > _NEARLY * whole**2, products, 0.0), spread)


def _scaled(whole: Floats, products: Floats, spread: Floats) -> Floats:
    return np.nan_to_num(ratio(whole * products, spread))


def _laid_out(
    spans: Mapping[str, Iterable[Span]], length: int
) -> tuple[Line, list[Units], list[Shared], list[str]]:
    of_coder = {coder: [_checked(span, length) for span in given] for coder, given in spans.items()}
    labels = list(dict.fromkeys(span[0] for given in of_coder.values() for span in given))
    place = {label: number for number, label in enumerate(labels, start=1)}
    tracks: list[Units] = []
    for coder, given in of_coder.items():
        _refuse_overlaps(coder, given)
        tracks.append(laid(marks_table((place[label], start, end) for label, start, end in given)))
    bounds = np.array([0, length], dtype=np.intp)
    line = Line(bounds, np.ones((1, len(tracks)), dtype=np.bool_))
    shared = [share(line, tracks, *pair) for pair in combinations(range(len(tracks)), 2)]
    return line, tracks, shared, labels


def _checked(span: Span, length: int) -> Span:
    label, start, end = span
    if not 0 <= start < end <= length:
        message = f"The span {span!r} is empty or not within a text of {length} code points."
        raise ValueError(message)
    return label, start, end


def _refuse_overlaps(coder: str, spans: Sequence[Span]) -> None:
    ends: dict[str, int] = {}
    for label, start, end in sorted(spans, key=lambda span: (span[1], span[2])):
        for other, reach in ends.items():
            if other != label and start < reach:
                message = (
                    f"Spans of {coder} with the labels {other!r} and {label!r} overlap: "
                    "measure each label by itself."
                )
                raise ValueError(message)
        ends[label] = max(end, ends.get(label, 0))
