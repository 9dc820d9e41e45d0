"""Codes that ask for an answer for each paragraph, each sentence or the article."""
