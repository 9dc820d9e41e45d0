"""Codebooks as wholes: the shelf to choose from, and the guideline book."""
