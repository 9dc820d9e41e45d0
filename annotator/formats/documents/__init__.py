"""Ordinary documents as articles: pages, office files, books, PDF, mail, feeds, crawls."""
