"""The sentences of a methods paragraph that have numbers: how many units, and the values."""

from collections.abc import Iterable, Sequence

from annotator.analysis.agreement.counting import counted_units
from annotator.analysis.agreement.digits import written_whole
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.measures import measure_name

_MOST = 40
"""So many values are written out; more are for a table."""
_TOLD = ("alpha", "u_alpha")
"""The measures whose values are told."""
POOLED = "all codes, pooled"
"""What figures over all codes are of."""


def coders_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the handles of all coders that figures compare."""
    return tuple(dict.fromkeys(coder for figure in figures for coder in figure.coders))


def units_told(figures: Sequence[Figure]) -> str:
    """Return the sentence on what the units are and how many there were of each kind."""
    together = _together(figures)
    counts: dict[str, list[int]] = {}
    whole = [figure for figure in together if not figure.choice]
    for figure in whole or together or figures:
        counts.setdefault(figure.counts, []).append(figure.units)
    kinds = "; ".join(f"{unit} ({_span(found)})" for unit, found in counts.items())
    whose = " for all coders together" if together else ""
    return f"Units{whose}, from the fewest to the most over codes and fields: {kinds}."


def values_told(figures: Sequence[Figure]) -> str:
    """Return the sentence on the values of all coders together, of alpha and u-alpha.

    They go by variable, in the codebook's order, and what is pooled over all codes comes last. Too
    many to be read are in the table of figures: a range over all would say nothing of any.
    """
    told = [figure for figure in _together(figures) if figure.measure in _TOLD]
    if not told:
        return ""
    if len(told) > _MOST:
        return "The values by code and field are in the table of figures."
    told.sort(key=lambda figure: not figure.code)
    return f"For all coders together: {_listed(told)}."


def _together(figures: Sequence[Figure]) -> list[Figure]:
    coders = coders_of(figures)
    return [figure for figure in figures if figure.coders == coders]


def _span(counts: Sequence[int]) -> str:
    fewest, most = min(counts), max(counts)
    return f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _listed(figures: Iterable[Figure]) -> str:
    return "; ".join(
        f"{_subject(one)}: {measure_name(one.measure)} {_value(one)}" for one in figures
    )


def _subject(figure: Figure) -> str:
    if not figure.code:
        return POOLED
    return f"{figure.code}.{figure.field}" if figure.field else figure.code


def _value(figure: Figure) -> str:
    units = counted_units(figure)
    value = "undefined" if figure.value is None else written_whole(figure)
    return f"{value} ({units})"
