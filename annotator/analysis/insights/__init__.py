"""What labels say when they are counted: who is heard, how things are framed, and since when."""
