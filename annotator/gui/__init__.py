"""The window: the only Qt."""

from annotator.gui.qt.overrides import guard_overrides

guard_overrides()
