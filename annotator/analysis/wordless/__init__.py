"""Labels without the words that they stand on: hashes that put them back on a text found anew."""
