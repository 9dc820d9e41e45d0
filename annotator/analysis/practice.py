"""Practice against a key: what a coder found, missed, had too many, and has otherwise."""

import msgspec

from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.settings import DEFAULT_THRESHOLD

_WRONG = frozenset((Kind.ONLY_ONE, Kind.OTHER_CODE, Kind.OTHER_VALUE))


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """How a coder's labels on one article stand to the key: gold.

    `matches` have gold as their first layer and are in reading order. `found` are the labels that
    count as right, `different` those that are paired with the key's and wrong; `missed` only the
    key has, and `extra` only the coder.
    """

    matches: tuple[Match, ...]
    found: int
    different: int
    missed: int
    extra: int

    @property
    def score(self) -> float:
        """F1 of the labels with their answers: 1 where there is nothing to find and nothing found.

        Twice the right ones, divided by what both layers have (van Rijsbergen 1979).
        """
        every = 2 * (self.found + self.different) + self.missed + self.extra
        return 2 * self.found / every if every else 1.0

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by their names."""
        return {
            "found": self.found,
            "different": self.different,
            "missed": self.missed,
            "extra": self.extra,
        }

    @property
    def differing(self) -> tuple[Match, ...]:
        """What is not as the key has it; boundaries and links, too, which cost nothing."""
        return tuple(match for match in self.matches if not match.agrees)


def has_key(article: ArticleLayers) -> bool:
    """Tell whether gold says anything of an article."""
    return article.has_read(GOLD)


def practise(
    article: ArticleLayers, coder: str, codebook: Codebook, threshold: float = DEFAULT_THRESHOLD
) -> Practice:
    """Compare a coder's (id) labels with the key.

    A label is right where its code and answers are the key's and its span pairs with the key's, as
    in all comparing: from the project's threshold of overlap on.
    """
    matches = compare(article, GOLD, coder, codebook, threshold, unread=True)
    alone = [match for match in matches if Kind.ONLY_ONE in match.kinds]
    missed = sum(match.b is None for match in alone)
    wrong = sum(not _WRONG.isdisjoint(match.kinds) for match in matches) - len(alone)
    return Practice(
        matches=tuple(matches),
        found=len(matches) - len(alone) - wrong,
        different=wrong,
        missed=missed,
        extra=len(alone) - missed,
    )
