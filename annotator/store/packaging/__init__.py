"""Cutting a project file for one coder."""
