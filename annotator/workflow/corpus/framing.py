"""The sampling frame of an archive: each article with its lot, and the stratum that it is in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from annotator.analysis.preferring import lot_number
from annotator.analysis.suggest.doubt import doubt_of
from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.outgoing.typed.shapes import Plain, Shape
from annotator.workflow.corpus.sample_wish import DAY, Quota, value_of
from annotator.workflow.corpus.suggesting import CorpusSuggesting

_COLUMNS: Mapping[str, Shape] = {
    **dict.fromkeys(("article_id", "file"), Plain.TEXT),
    **dict.fromkeys(("row", "lot"), Plain.WHOLE),
    "stratum": Plain.TEXT,
    "doubt": Plain.REAL,
}
_DIGITS = 2
"""To so many digits doubts are told: what is the same then has the same chance."""


class CorpusFraming(msgspec.Struct, frozen=True, kw_only=True):
    """Tells each article's lot (by id and `seed`) and stratum.

    Strata are the values of a metadata key (`by`), or of the first quota that an article fits. With
    `suggesting` it is told how unsure that is of each article.
    """

    seed: int
    by: str = ""
    quotas: tuple[Quota, ...] = ()
    suggesting: CorpusSuggesting | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return "sample"

    @property
    def settings(self) -> Mapping[str, Any]:
        """What its results depend on."""
        model = dict(self.suggesting.settings) if self.suggesting is not None else None
        quotas = [[list(map(list, one.where)), one.articles] for one in self.quotas]
        return {"seed": self.seed, "by": self.by, "quotas": quotas, "model": model}

    @property
    def columns(self) -> Mapping[str, Shape]:
        """The article, its lot, its stratum (none if it is in none), and how unsure a model is."""
        return _COLUMNS

    def work(
        self, partition: Partition, articles: Iterable[CorpusArticle]
    ) -> Iterator[Sequence[Any]]:
        """Yield a row for each article."""
        for one in articles:
            doubt = self._doubt(partition, one)
            lot = lot_number(one.id, self.seed)
            yield one.id, one.path, one.row, lot, self._stratum(one.meta), doubt

    def _stratum(self, meta: Mapping[str, str]) -> str | None:
        if self.quotas:
            return next((quota.name for quota in self.quotas if quota.fits(meta)), None)
        value = value_of(meta, self.by) if self.by else ""
        return None if self.by == DAY and not value else value

    def _doubt(self, partition: Partition, one: CorpusArticle) -> float | None:
        if self.suggesting is None:
            return None
        place = list(self.suggesting.columns).index("score")
        scores = [row[place] for row in self.suggesting.work(partition, [one])]
        return round(doubt_of(scores, one.text), _DIGITS)
