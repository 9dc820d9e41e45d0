"""The shelf of codebooks: looked at before one is chosen, or codes of it are added."""

from annotator.gui.shelf.view import ShelfView

__all__ = ["ShelfView"]
