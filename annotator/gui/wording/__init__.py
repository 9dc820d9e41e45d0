"""What is said of annotations, decisions and dates."""
