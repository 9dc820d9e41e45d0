"""What is asked of an insight: what is counted, by what, of which labels, and how."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.network_choices import NetworkKind
from annotator.analysis.networks import Normalisation, Polarity


class CopiesCount(StrEnum):
    """How often near copies of one text count: each, once for each outlet, or once altogether."""

    EACH = "each"
    OUTLET = "outlet"
    ONCE = "once"


def needs_copies(counted: CopiesCount, *attributes: str) -> bool:
    """Say whether near copies have to be known: they count otherwise, or are counted by."""
    return counted is not CopiesCount.EACH or "copies" in attributes


class InsightQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a view is asked. Empty `rows` and `columns` are the view's usual ones.

    `codes` (ids) are whose labels count, where it is not the view's usual ones; `target` is an
    actor (id) that it is about, all where it is empty; `sampled` says that the articles are a
    sample, so that figures have intervals; `wanted` are a benchmark's shares (0 to 1) by
    categories' ids or names; `most` how many rows and columns are shown, by how much they have: the
    rest is one. `sensitive` lets actors' variables be counted by that are marked as sensitive.
    `network` says who or what is tied, `polarity`, `once` and `normalisation` how that is weighed;
    `once` is also within what things occur together.
    """

    view: str
    rows: str = ""
    columns: str = ""
    by: CountedBy = CountedBy.LABELS
    codes: tuple[str, ...] = ()
    target: str = ""
    sampled: bool = False
    copies: CopiesCount = CopiesCount.EACH
    wanted: Mapping[str, float] = {}
    network: NetworkKind = NetworkKind.CONCEPTS
    polarity: Polarity = Polarity.IGNORE
    once: CountedOnce = CountedOnce.ARTICLE
    normalisation: Normalisation = Normalisation.NONE
    most: int = 20
    sensitive: bool = False
