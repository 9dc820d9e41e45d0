"""The window: the only Qt."""

from annotator.gui.overrides import guard_overrides

guard_overrides()
