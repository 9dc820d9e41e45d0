"""Work on archives of millions: the functions of the window, a partition at a time."""
