"""What is read of a project file."""
