"""Documents as blocks: the paragraphs of a file with what their make-up says of them."""
