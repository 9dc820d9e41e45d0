"""Being the child that learns: a frozen program can't run a module, and starts itself instead."""

import sys

_COMMAND = "learning-worker"
"""As the worker starts it; it is not imported from there, so that other commands start fast."""


def is_learning_child() -> bool:
    """Learn and answer if the program was started for that; tell whether it was."""
    if sys.argv[1:] != [_COMMAND]:
        return False
    from annotator.analysis.suggest import worker  # noqa: PLC0415 - see above

    worker.main()
    return True
