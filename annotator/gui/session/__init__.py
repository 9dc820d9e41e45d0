"""The open project and what the user is at, which every view listens to; and long work."""
