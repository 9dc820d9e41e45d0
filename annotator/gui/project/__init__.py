"""A project as a whole: founding it, its properties, and who works on it."""
