"""Shows how good proposed quotes are, for people: precision, recall and F1 in two ways."""

from annotator.analysis.suggest.evaluation import OfType, Shares

HEADING = ("quotes", "proposed", "exact P", "R", "F1", "overlap P", "R", "F1", "speaker")
"""What stands above the cells of `cells`."""
_NONE = "n/a"


def cells(one: OfType) -> tuple[object, ...]:
    """Return figures as cells of a table."""
    counts = one.counts
    return (
        counts.wanted,
        counts.found,
        *_shares(one.exact),
        *_shares(one.overlap),
        _told(one.speaker),
    )


def _shares(one: Shares) -> tuple[str, str, str]:
    return _told(one.precision), _told(one.recall), _told(one.f1)


def _told(share: float | None) -> str:
    return _NONE if share is None else f"{share:.3f}"
