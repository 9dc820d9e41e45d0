"""Labels as tags of tokens: which of those over one another are held, and how tags are written."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.annotation import Annotation
from annotator.formats.outgoing.tokens import Stretch, covered

OUTSIDE = "O"
SCHEMES: Mapping[str, str] = {"bio": "BIII", "bioes": "BIES", "bilou": "BILU"}
"""The first letters of the tags of each scheme: at the beginning, within, last, and alone."""


def stretches_of(annotations: Iterable[Annotation]) -> Iterator[Stretch]:
    """Yield the pieces of annotations (code points) without blanks at their ends."""
    for one in annotations:
        for piece, words in zip(one.fragments, one.texts, strict=True):
            inner = words.strip()
            if inner:
                start = piece.start + len(words) - len(words.lstrip())
                yield start, start + len(inner)


def held(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches that one column holds, in their order: the longest of each place."""
    found: list[Stretch] = []
    for start, end in sorted(stretches, key=lambda one: (one[0] - one[1], one)):
        at = bisect_left(found, (start, end))
        before = found[at - 1][1] if at else 0
        after = found[at][0] if at < len(found) else end
        if before <= start and end <= after:
            found.insert(at, (start, end))
    return found


def tags_of(
    code: str, stretches: Iterable[Stretch], tokens: Sequence[Stretch], scheme: str
) -> list[str]:
    """Return the tag of each token for a code, whose stretches don't overlap."""
    first_letter, inner, last_letter, alone = SCHEMES[scheme]
    if scheme == "bio":
        alone = first_letter
    tags = [OUTSIDE] * len(tokens)
    for start, end in stretches:
        first, last = covered(tokens, start, end)
        letters = [inner] * (last - first)
        letters[0], letters[-1] = first_letter, last_letter
        if len(letters) == 1:
            letters[0] = alone
        tags[first:last] = [f"{letter}-{code}" for letter in letters]
    return tags
