"""Articles to be read with their labels: colours in the text, labels in the margin."""
