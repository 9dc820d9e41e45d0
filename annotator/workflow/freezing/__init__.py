"""Freezes: making one of a project, and comparing it with the project as it is today."""
