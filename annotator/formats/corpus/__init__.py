"""Archives too large for a project: read in parts, row by row, as importers read their files."""
