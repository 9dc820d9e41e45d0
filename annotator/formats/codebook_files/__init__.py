"""Codebooks in files: as TOML, as a table, and as the JSON Schema of answers."""
