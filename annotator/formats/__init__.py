"""Importers and exporters: one file per format and one row in a table."""
