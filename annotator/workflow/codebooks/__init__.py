"""The codebook as it grows: changed with its labels, taken from files, and its versions."""
