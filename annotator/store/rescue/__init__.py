"""Saving into a new project what can be proved sound of a damaged one."""
