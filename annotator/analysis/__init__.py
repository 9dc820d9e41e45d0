"""Pure functions over texts and domain objects."""
