"""Opening project files, with what lies beside them, to write or to read."""
