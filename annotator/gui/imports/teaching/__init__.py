"""Teaching the program an archive: one article of a file is marked, and the rest follows."""
