"""CoNLL and BIO: tokens with tags, in a column or a file for each code."""
