"""brat: a folder of texts with their labels beside them, and the configuration for it."""
