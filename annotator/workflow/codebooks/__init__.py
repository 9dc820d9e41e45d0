"""Codebooks: the shelf, the guideline book, changes in use, versions, and codebooks from files."""
