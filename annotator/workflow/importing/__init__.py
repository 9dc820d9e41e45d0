"""Importing articles and labels of other programs into a project."""
