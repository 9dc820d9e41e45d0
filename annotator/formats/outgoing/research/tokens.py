"""Sentences and tokens of a text, as tools for linguistic annotation want them."""

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation import sentences
from annotator.formats.outgoing.tokens import tokens


class TokenSentence(msgspec.Struct, frozen=True):
    """One sentence: `tokens` are its words and signs, none of which has a blank (code points)."""

    tokens: tuple[Range, ...]

    @property
    def start(self) -> int:
        """Where its first token starts."""
        return self.tokens[0][0]

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1][1]


def tokenised(text: str) -> list[TokenSentence]:
    """Return the sentences of a text; every character that is no blank is in one token."""
    starts = [start for start, _ in sentences(text)]
    found: list[TokenSentence] = []
    current: list[Range] = []
    after = 0
    for token in tokens(text, ()):
        begins = after < len(starts) and token[0] >= starts[after]
        while after < len(starts) and token[0] >= starts[after]:
            after += 1
        if begins and current:
            found.append(TokenSentence(tuple(current)))
            current = []
        current.append(token)
    if current:
        found.append(TokenSentence(tuple(current)))
    return found
