"""What a user does, free of Qt and of printing; the window and the command line both call it."""
