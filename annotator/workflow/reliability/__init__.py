"""Figures of agreement on a project: computing them, and the rows and charts that show them."""
