"""A release: one folder or zip that a journal, an archive and a stranger can use."""
