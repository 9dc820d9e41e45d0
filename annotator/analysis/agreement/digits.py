"""How many digits of a value mean anything, by the width of its interval."""

from annotator.analysis.agreement.figures import Figure

_NARROW = 0.02
"""In an interval below this width, the third decimal says something."""


def decimals(figure: Figure) -> int:
    """Return how many decimals of a value, and of its interval's ends, mean anything: 2 or 3."""
    if figure.low is None or figure.high is None:
        return 2
    return 3 if figure.high - figure.low < _NARROW else 2


def written(value: float, figure: Figure) -> str:
    """Write a figure's value, or an end of its interval, with the decimals that mean anything."""
    # Adding 0 makes of a minus before nothing but zeros none.
    return f"{round(value, decimals(figure)) + 0.0:.{decimals(figure)}f}"


def written_whole(figure: Figure) -> str:
    """Write a figure with its interval: "0.71 [0.55, 0.84]", or "n/a" where it is undefined."""
    if figure.value is None:
        return "n/a"
    value = written(figure.value, figure)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} [{written(figure.low, figure)}, {written(figure.high, figure)}]"
