"""What the program proposes to coders, what becomes of it, and how it learns from them."""
