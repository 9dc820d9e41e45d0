"""Names in texts, found in all their forms and replaced by pseudonyms, with a map of places."""
