"""The printable report of a study: its codebook, people, gold, figures and methods on paper."""
