"""Signs by which labels that this program wrote for another tool are known when they come back.

Other tools have no split annotations and no notes on them: further pieces are labels of their own
that are tied to the first one, and a note is an answer with a name that nobody else takes.
"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER
from annotator.formats.labels.foreign import ForeignFile, ForeignLabel

NOTE = "annotator_note"
"""What the answer is called that holds a note on a label."""
PIECE_OF = "piece_of"
"""The link from a further piece of a split annotation to its first one."""
ORIGIN = "Media Annotator"
"""How files name this program where they say who wrote them."""


def gold_of(label: ForeignLabel) -> ForeignLabel:
    """Return a label of ours as gold where its coder is called so: no coder has that name."""
    is_gold = label.coder == GOLD_LAYER and label.run is None
    return structs.replace(label, coder="", gold=True) if is_gold else label


def with_gold(file: ForeignFile) -> ForeignFile:
    """Return a file with its gold as gold, where this program has written it."""
    if not file.own:
        return file
    documents = [
        structs.replace(one, labels=list(map(gold_of, one.labels))) for one in file.documents
    ]
    return structs.replace(file, documents=documents)


def put_together(labels: Iterable[ForeignLabel]) -> list[ForeignLabel]:
    """Return labels with their further pieces in them, and with notes for what are notes."""
    every = list(labels)
    by_id = {one.id: one for one in every if one.id}
    pieces: defaultdict[str, list[ForeignLabel]] = defaultdict(list)
    kept: list[ForeignLabel] = []
    for one in every:
        first = _first_piece(one, by_id)
        if first is None:
            kept.append(one)
        else:
            pieces[first.id].append(one)
    return [_whole(one, pieces.get(one.id, ())) for one in kept]


def _first_piece(one: ForeignLabel, by_id: dict[str, ForeignLabel]) -> ForeignLabel | None:
    """Return the label of which this one is a further piece; None where it is one by itself."""
    ends = [link.to for link in one.links if link.type == PIECE_OF]
    first = by_id.get(ends[0]) if len(ends) == 1 else None
    if first is None or first is one or not (one.fragments and first.fragments):
        return None
    is_piece = any(link.type == PIECE_OF for link in first.links)
    same = (first.label, first.coder) == (one.label, one.coder)
    return first if same and not is_piece else None


def _whole(one: ForeignLabel, pieces: Iterable[ForeignLabel]) -> ForeignLabel:
    every = sorted([one, *pieces], key=lambda each: each.fragments)
    fields = dict(one.fields)
    said = fields.pop(NOTE, "")
    quotes = [each.quote for each in every if each.quote is not None]
    return structs.replace(
        one,
        fragments=tuple(place for each in every for place in each.fragments),
        quote="".join(quotes) if len(quotes) == len(every) else None,
        fields=fields,
        note="\n".join(filter(None, (one.note, said if isinstance(said, str) else ""))),
    )
