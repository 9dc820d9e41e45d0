"""Comparing layers: which annotations of two coders belong together, and where they differ."""
