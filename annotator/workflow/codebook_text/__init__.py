"""Parts of a codebook as people type them."""
