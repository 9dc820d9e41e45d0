"""Label Studio: tasks with annotations or predictions, and the labelling configuration."""
