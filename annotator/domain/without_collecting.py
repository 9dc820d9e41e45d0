"""Many objects made at a stretch, none of which is garbage."""

import gc
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
