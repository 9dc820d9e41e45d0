"""Widgets that know nothing of annotating."""
