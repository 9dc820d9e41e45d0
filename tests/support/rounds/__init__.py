"""Rounds that try to lose work: each takes a seed and an empty folder, and tells how it ended.

A kind of rounds is one row in `rounds.kinds`. The tests run a few of each, `tools/soak.py` many.
"""
