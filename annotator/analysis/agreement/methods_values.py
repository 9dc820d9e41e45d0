"""The sentences of a methods paragraph that have numbers: how many units, and the values."""

from collections.abc import Iterable, Sequence

from annotator.analysis.agreement.counting import counted_units
from annotator.analysis.agreement.digits import written_whole
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.measures import measure_name
from annotator.domain.wording import counted

_MOST = 12
"""So many values are written out; more are for a table."""
_TOLD = ("alpha", "u_alpha")
"""The measures whose values are told."""


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

    Too many to be read are told by those over all codes and by their ranges.
    """
    told = [figure for figure in _together(figures) if figure.measure in _TOLD]
    if not told:
        return ""
    if len(told) <= _MOST:
        return f"For all coders together: {_listed(told)}."
    overall = [figure for figure in told if not figure.code]
    by_code = [figure for figure in told if figure.code]
    parts = [_listed(overall)] if overall else []
    parts += filter(None, (_range(by_code, measure) for measure in _TOLD))
    return f"For all coders together: {'; '.join(parts)}. Each value is in the table of figures."


def _together(figures: Sequence[Figure]) -> list[Figure]:
    coders = coders_of(figures)
    return [figure for figure in figures if figure.coders == coders]


def _span(counts: Sequence[int]) -> str:
    fewest, most = min(counts), max(counts)
    return f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _range(figures: Iterable[Figure], measure: str) -> str:
    """Return between which values a measure lies over codes and fields."""
    own = [figure for figure in figures if figure.measure == measure]
    values = [figure.value for figure in own if figure.value is not None]
    if not own:
        return ""
    name = f"{measure_name(measure)} by code and field"
    if not values:
        return f"{name} undefined in all {counted(len(own), 'case')}"
    missing = f", undefined in {len(own) - len(values)} more" if len(values) < len(own) else ""
    count = counted(len(values), "value")
    return f"{name} from {min(values):.3f} to {max(values):.3f} ({count}{missing})"


def _listed(figures: Iterable[Figure]) -> str:
    return "; ".join(
        f"{_subject(one)}: {measure_name(one.measure)} {_value(one)}" for one in figures
    )


def _subject(figure: Figure) -> str:
    if not figure.code:
        return "all codes"
    return f"{figure.code}.{figure.field}" if figure.field else figure.code


def _value(figure: Figure) -> str:
    units = counted_units(figure)
    value = "undefined" if figure.value is None else written_whole(figure)
    return f"{value} ({units})"
