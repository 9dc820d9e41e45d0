"""Writing spaCy's binary files, for which spaCy need not be here."""
