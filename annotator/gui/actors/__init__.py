"""The actors: a list of them, and a form for the one that is chosen."""

from annotator.gui.actors.dialog import ActorsDialog, show_actors

__all__ = ["ActorsDialog", "show_actors"]
