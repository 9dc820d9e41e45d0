"""Importing a module does not read its source.

Qt for Python takes the place of Python's `import`, so that a module may choose names like
`set_text` with `from __feature__ import snake_case`. To know which modules that concerns it reads,
and keeps, the source of each one that is imported from then on, used or not: a tenth of the start,
and memory for as long as the program runs. No module here chooses such names.
"""

import builtins
import importlib


def import_plainly() -> None:
    """Import as before, from now on; Qt's classes still come when they are first named."""
    importlib.import_module("PySide6.QtCore")  # it would take the place of `import` later
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before
