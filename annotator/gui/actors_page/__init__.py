"""The page of the actors: who they are, how often they are named, and where."""

from annotator.gui.actors_page.page import ActorsPage

__all__ = ["ActorsPage"]
