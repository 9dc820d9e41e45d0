"""Keeping the work so far when the file under an open project is no longer what it was."""
