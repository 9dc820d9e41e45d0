"""Who does work on partitions: this process by itself; `cluster` has workers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol


class Lost(NamedTuple):
    """That work on something could not be done, though it was tried again: and why."""

    why: str


class Executor(Protocol):
    """Does one function on many things, in any order and perhaps at once."""

    @property
    def at(self) -> str:
        """Where one can look on; empty for nowhere."""
        ...

    def each(
        self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Yield what each came to, with its number from 0, as it comes; `Lost` where it can't be.

        Raise the `UserError` that the work raises.
        """
        ...


class InProcess:
    """Does everything here, one after the other."""

    at = ""

    def each(
        self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Yield what each came to."""
        for number, one in enumerate(items):
            yield number, work(*one)
