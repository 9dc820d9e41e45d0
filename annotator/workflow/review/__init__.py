"""Reviewing colleagues' work: what is looked at, what of it may be seen, and what is decided.

`labels` keeps the project's annotations and decisions at hand; `queue` lists what waits for a
decision and `mine` what was decided on one's own. `outcome` compares two layers (`sides`) and says
what differs; `settling` turns taking a side into an edit, `bulk` many of them into one. `gold` says
how gold differs from what it came of.
"""
