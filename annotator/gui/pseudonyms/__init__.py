"""Whose names leave as pseudonyms: asked in the dialogs that hand data on."""
