"""Downloads of news archives: one file with many articles, each with its archive's fields."""
