"""Validating a run of a program: a blind sample for people, and what comes of it."""
