"""Labels with one of their rows and one of their columns, where several speak: each with their own.

A minister who is named and an expert who is not say something together: by role and by how they are
named that is one minister who is named and one expert who is not, and nothing else.
"""

import numpy as np

from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.counting import met
from annotator.analysis.insights.facts import Attribute, Facts, Integers, Truths


def met_by_speaker(facts: Facts, which: Truths, rows: Attribute, columns: Attribute) -> Integers:
    """Return a line for each label with one of its rows and one of its columns, in their order.

    Where both are of who speaks, they are of one and the same speaker; a line may come twice then.
    """
    if not (rows.of_speakers and columns.of_speakers):
        return met(which, rows, columns)
    parted, places = facts.speaker_by_speaker
    if not len(places):
        return met(which, rows, columns)
    alone = which.copy()
    alone[places] = False
    found = met(which[places], _of(parted, rows), _of(parted, columns))
    found[:, 0] = places[found[:, 0]]
    every = np.concatenate([met(alone, rows, columns), found])
    return every[np.argsort(every[:, 0], kind="stable")]


def _of(parted: Facts, whole: Attribute) -> Attribute:
    """Return an attribute of labels that were parted, with its categories at the same places."""
    found = attribute(parted, whole.id, sensitive=True)  # whoever has the whole may have its parts
    place = {one.id: n for n, one in enumerate(whole.names)}
    moved = np.array([place[one.id] for one in found.names], np.int64)
    return Attribute(
        id=whole.id,
        title=whole.title,
        labels=found.labels,
        categories=moved[found.categories],
        names=whole.names,
    )
