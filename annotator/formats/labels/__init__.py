"""Labels of other programs: each becomes an annotation of ours, at the place where its text is."""
