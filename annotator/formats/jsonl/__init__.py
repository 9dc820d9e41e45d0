"""JSON Lines: one article a line, with everything on it."""
