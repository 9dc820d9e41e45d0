"""The list of articles: filter, order, rows and their look."""
