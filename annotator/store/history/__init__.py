"""The history: what was done, by whom, and what of it counts."""
