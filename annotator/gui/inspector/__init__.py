"""The inspector: the selected annotation's fields, links, note and history."""

from annotator.gui.inspector.panel import Inspector

__all__ = ["Inspector"]
