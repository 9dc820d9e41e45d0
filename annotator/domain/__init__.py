"""What an article, codebook, annotation, edit and change is; pure."""
