"""How far review has come with an article, in words."""

from annotator.domain.study import ArticleState

_WORDS = {
    ArticleState.OPEN: "Open",
    ArticleState.IN_REVIEW: "In review",
    ArticleState.SETTLED: "Settled",
}


def state_words(state: ArticleState, *, locked: bool = False) -> str:
    """Return an article's state: "Settled, locked"."""
    return f"{_WORDS[state]}, locked" if locked else _WORDS[state]


def sent_back_by(reviewer: str, reason: str) -> str:
    """Say who (a handle) sent an article back, and why."""
    return f"Sent back by {reviewer}: {reason}" if reason else f"Sent back by {reviewer}"
