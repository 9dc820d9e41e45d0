"""The project file: opening it, its schema and tables, and what a foreign one must fulfil."""
