"""Handing a project on with pseudonyms in place of names: a copy of it that never had the names."""
