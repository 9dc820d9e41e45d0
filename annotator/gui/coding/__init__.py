"""Coding by keyboard and by mouse: what each key does in the text."""
