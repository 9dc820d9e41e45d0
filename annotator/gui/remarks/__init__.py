"""Notes to the lead: writing one, and the list of all with their answers."""

from annotator.gui.remarks.note import write_note
from annotator.gui.remarks.threads import show_remarks

__all__ = ["show_remarks", "write_note"]
