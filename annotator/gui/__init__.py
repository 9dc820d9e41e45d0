"""The window: the only Qt."""

from annotator.gui.qt.imports import import_plainly
from annotator.gui.qt.overrides import guard_overrides

import_plainly()
guard_overrides()
