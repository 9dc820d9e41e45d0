"""Reviewing others' work: what is looked at, what of it may be seen, and what is decided.

`labels` keeps the project's annotations and decisions at hand; `lists` has what waits for a
decision and what was decided on one's own. `comparison` says where two layers differ; `settling`
turns taking a side of one difference, or of many, into an edit. `gold` says how gold differs from
what it came of.
"""
