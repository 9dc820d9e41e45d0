"""Writing a project file for one coder."""
