"""Labels that came in by their words alone: where each stands, one key each."""

from annotator.gui.places.dialog import PlacesDialog, show_places

__all__ = ["PlacesDialog", "show_places"]
