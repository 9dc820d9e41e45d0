"""How much of what was suggested was accepted, mended and refused: for the methods of a study."""

from collections import Counter
from collections.abc import Collection

from annotator.analysis.agreement import Suggested
from annotator.domain.annotation import Origin
from annotator.domain.codebook import Codebook
from annotator.store.readable import ReadableProject
from annotator.store.reading.deciding import REFUSED
from annotator.workflow.suggesting.codes import quote_codes

LEARNED_HERE = "models learned from the coders’ finished articles"
_RULES = "rules "


def suggested_by(
    project: ReadableProject, codebook: Codebook, articles: Collection[str], coders: Collection[str]
) -> tuple[Suggested, ...]:
    """Return what these coders decided on suggestions in these articles (ids), the rules first.

    Sources and cues that came with a quote are no suggestions of their own. All models count as
    one, however often they were learned anew.
    """
    ends = {end.id for one in quote_codes(codebook) for end in (one.source, one.cue) if end}
    counts: Counter[tuple[str, str]] = Counter()
    for one in project.decided_suggestions():
        if one.article in articles and one.coder in coders and one.code not in ends:
            by = one.by if one.by.startswith(_RULES) else LEARNED_HERE
            counts[by, one.how] += one.count
    named = sorted({by for by, _ in counts}, key=lambda by: (by == LEARNED_HERE, by))
    return tuple(
        Suggested(
            by=by,
            accepted=counts[by, Origin.ACCEPTED],
            mended=counts[by, Origin.MENDED],
            refused=counts[by, REFUSED],
        )
        for by in named
    )
