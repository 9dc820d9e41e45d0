"""Near copies: which articles print the same text, what one asks of it, and labels carried over."""
