"""Writing labels for other programs: one file or folder for each, and what they share."""
