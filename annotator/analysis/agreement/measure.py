"""What a measure has to say of itself."""

from typing import Literal

import msgspec

Family = Literal["units", "unitized", "fixed", "scores", "given", "links", "gamma"]
"""On what a measure is computed: units that are given (articles, or paired annotations), stretches
that coders marked, characters or sentences, spans of both sides, codes that both gave to whole
articles, links, or the best alignment."""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure: `words` name it in sentences, `title` names it in a table's heading.

    `judged` ones are corrected for chance as Krippendorff's bounds suppose, and get a verdict;
    `likely` ones are shown before one asks for all, and `usual` ones need no extra package.
    """

    id: str
    family: Family
    words: str
    title: str
    about: str
    unit: str
    source: str = ""
    in_percent: bool = False
    judged: bool = False
    likely: bool = False
    usual: bool = True

    @property
    def tip(self) -> str:
        """What it is and what its unit is."""
        source = f" ({self.source})" if self.source else ""
        return f"{self.about}{source}.\nUnit: {self.unit}."
