"""Changing many annotations at once: what would come of it, and the one edit that does it."""
