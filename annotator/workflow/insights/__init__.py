"""Insights of a project: what is read for them, asked of them, written, and shown as passages."""
