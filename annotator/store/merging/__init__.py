"""Bringing other files' histories in."""
