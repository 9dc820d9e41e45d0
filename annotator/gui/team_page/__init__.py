"""The page of the team: who has what, and how far everybody is."""

from annotator.gui.team_page.page import TeamPage

__all__ = ["TeamPage"]
