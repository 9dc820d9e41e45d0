"""Many objects made at a stretch, none of which is garbage."""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Generator[None]:
    """Let Python look for no cycles meanwhile: there are none, and looking takes a third longer.

    Nothing may start a thread inside: whether there is collecting is the whole process's.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def while_loading() -> Generator[None]:
    """As `without_collecting`, for modules: what comes with them stays, and is never looked at."""
    before = len(sys.modules)
    with without_collecting():
        yield
        if len(sys.modules) > before:
            gc.freeze()  # before collecting begins again: it would begin with all of this
