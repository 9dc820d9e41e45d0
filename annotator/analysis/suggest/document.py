"""A finished article as the learner reads it: its text and the quotes that a coder marked in it."""

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.quote import Quote


class Document(msgspec.Struct, frozen=True):
    """One article that a coder has finished, for one code of quotes.

    `quotes` are what the coder marked, each stretch of its own, with the cue and the source that
    belong to it. `refused` are the stretches of proposals that the coder refused, and `excluded`
    those that aren't to be coded. All are in code points of the text; `language` is as the article
    has it ("" is unknown).
    """

    text: str
    language: str = ""
    quotes: tuple[Quote, ...] = ()
    refused: tuple[Range, ...] = ()
    excluded: tuple[Range, ...] = ()
