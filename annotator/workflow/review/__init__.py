"""Reviewing others' work: what is looked at, what of it may be seen, and what is decided.

`comparison` says where two layers differ on an article; `finding` goes through a project for it,
and `queueing` for what waits for a decision. `found` keeps where all that is in the little room of
a `row_index`; what a row says is read when it is shown (`at_hand`, `ready`). `touching` tells what
an edit means for it. `lists` has what was decided on one's own. `settling` turns taking a side of
one difference, or of many, into an edit; `gold` says how gold differs from what it came of.
"""
