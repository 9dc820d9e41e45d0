"""Coders against gold: the same figures with gold as the key, for each coder apart."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.measures import GIVEN, SCORES
from annotator.analysis.agreement.report import Reporting
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD, ArticleLayers

GOLD_MEASURES = frozenset(("percent", *SCORES, *GIVEN, "link_f1"))
"""What is told of a coder against gold.

Chance-corrected measures are not among them: gold is no second coder, who may err as well.
"""


def gold_report(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
) -> list[Figure]:
    """Return each coder's figures with gold taken for right, on articles that have gold.

    `coders` are handles by id. A figure's coders are `GOLD` and the one who is judged: precision is
    how much of the coder's is in gold, recall how much of gold the coder has, and the percentage is
    how many answers are gold's. What is pooled over all codes comes last for each coder.
    """
    asked = options or Options(measures=GOLD_MEASURES)
    return GoldReporting(articles, codebook, coders, asked).figures(progress)


class GoldReporting:
    """Makes the figures of coders against gold, first without intervals and then with them, say."""

    def __init__(
        self,
        articles: Sequence[ArticleLayers],
        codebook: Codebook,
        coders: Mapping[str, str],
        options: Options,
    ) -> None:
        measures = options.measures & GOLD_MEASURES
        asked = structs.replace(options, measures=measures)
        with_gold = [one for one in articles if one.has_read(GOLD)]
        judged = {c: h for c, h in coders.items() if c != GOLD and has_common(with_gold, c)}
        self._of_coders = [
            Reporting(with_gold, codebook, {GOLD: GOLD, coder: handle}, asked)
            for coder, handle in judged.items()
        ]

    def figures(
        self, progress: Progress = no_progress, resamples: int | None = None
    ) -> list[Figure]:
        """Return all figures; with another number of `resamples` than the options say if given."""
        made: list[Figure] = []
        total = len(self._of_coders)
        for done, reporting in enumerate(self._of_coders):

            def within(_done: int, _total: int, done: int = done) -> None:
                progress(done, total)

            made += reporting.figures(within, resamples)
        progress(total, total)
        return made


def has_common(with_gold: Sequence[ArticleLayers], coder: str) -> bool:
    """Tell whether a coder (id) has read any of the articles that have gold."""
    return any(one.has_read(coder) for one in with_gold)
