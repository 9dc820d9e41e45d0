"""The project's actors as a whole: figures, tables, merging, splitting and likely doubles."""
