"""Putting the labels of a release back on texts that somebody obtained anew."""
