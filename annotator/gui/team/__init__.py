"""Working as a team: handing articles out and bringing colleagues' files in."""

from annotator.gui.team.bringing import bring_in
from annotator.gui.team.conflicts import show_conflicts
from annotator.gui.team.handing import hand_out

__all__ = ["bring_in", "hand_out", "show_conflicts"]
