"""Backups of a project: where they lie, when they are made, which stay, and the way back."""
