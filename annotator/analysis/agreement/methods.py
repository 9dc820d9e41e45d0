"""The sentences that say in a report how agreement was measured."""

from collections.abc import Sequence

from annotator.analysis.agreement.figures import ENOUGH_ARTICLES, ENOUGH_DRAWS, Figure, Options
from annotator.analysis.agreement.measures import (
    FIXED_ALPHAS,
    GAMMAS,
    GIVEN,
    SCORES,
    TABLE,
    UNIT_MEASURES,
    UNITIZED,
    measure_name,
)
from annotator.analysis.agreement.methods_facts import (
    StudyFacts,
    coding_told,
    listed,
    settling_told,
)
from annotator.analysis.agreement.methods_values import coders_of, units_told, values_told
from annotator.domain.settings import Marks
from annotator.domain.wording import counted


def methods_paragraph(
    figures: Sequence[Figure],
    options: Options,
    version: str,
    *,
    marks: Marks | None = None,
    facts: StudyFacts | None = None,
    tabled: bool = False,
) -> str:
    """Return the sentences for a report, on whose labels were compared and how.

    It always says what the units are and how many there were. The values that it names are those
    for all coders together of alpha and u-alpha; many are left to a table, and so are all if they
    are `tabled`. "Independently" stands there only if the facts say that the study was blind.
    """
    if not figures:
        return ""
    sentences = [
        _who(figures, facts),
        *coding_told(facts),
        _EMPTY,
        *_measures(figures, options),
        units_told(figures),
        _intervals(figures, options),
        _TABLED if tabled else values_told(figures),
        _cuts(figures, marks or Marks()),
        settling_told(facts),
        f"Computed with {SOFTWARE} {version}.",
    ]
    return " ".join(filter(None, sentences))


SOFTWARE = "Media Annotator"
_TABLED = "The values are in the table, by variable in the codebook's order."


_EMPTY = (
    "An article that a coder had read to its end without marking anything counts as an answer; "
    "an article that a coder had not read is missing for that coder. An unanswered field is "
    "missing, while the answer “unclear” is a value."
)


def _who(figures: Sequence[Figure], facts: StudyFacts | None) -> str:
    coders = coders_of(figures)
    articles = max(figure.articles for figure in figures)
    who = listed(coders) if len(coders) == 2 else f"at least two of {listed(coders)}"
    how = "coded independently" if facts is not None and facts.blind else "coded"
    return f"{counted(articles, 'article was', 'articles were')} {how} by {who}."


def _measures(figures: Sequence[Figure], options: Options) -> list[str]:
    """Return a sentence for each family of measures that has figures."""
    there = {figure.measure for figure in figures}
    sentences: list[str] = []
    if there & set(UNIT_MEASURES):
        names = [_cited(measure) for measure in UNIT_MEASURES if measure in there]
        level = ", alpha at each field's level of measurement" if "alpha" in there else ""
        sentences.append(
            f"For codes on whole articles (unit: the article) and for fields of spans (unit: spans "
            f"paired one to one by best total overlap, of {options.threshold:g} or more) agreement "
            f"is given as {listed(names)}{level}."
        )
    if there & set(UNITIZED):
        names = [measure_name(measure) for measure in UNITIZED if measure in there]
        sentences.append(
            f"For spans, whose boundaries coders chose freely, it is given as unitized alphas "
            f"({listed(names)}; Krippendorff, Mathet, Bouvry & Widlöcher 2016), with the articles "
            f"laid end to end."
        )
    if there & set(FIXED_ALPHAS):
        names = [measure_name(measure) for measure in FIXED_ALPHAS if measure in there]
        sentences.append(f"Over fixed units it is given as {listed(names)}.")
    if there & {*SCORES, *GIVEN, "link_f1"}:
        names = [measure_name(one) for one in (*SCORES, *GIVEN, "link_f1") if one in there]
        sentences.append(
            f"How much two coders have alike is given as {listed(names)} "
            f"(Hripcsak & Rothschild 2005)."
        )
    if there & set(GAMMAS):
        sentences.append(
            f"Gamma (Mathet, Widlöcher & Métivier 2015) was sampled with the seed {options.seed}."
        )
    return sentences


def _cited(measure: str) -> str:
    source = TABLE[measure].source
    return f"{measure_name(measure)} ({source})" if source else measure_name(measure)


def _intervals(figures: Sequence[Figure], options: Options) -> str:
    if options.resamples < 1:
        return ""
    if not any(one.has_interval for one in figures):
        needed = f"{ENOUGH_ARTICLES} articles and {ENOUGH_DRAWS} distinct draws of them"
        return f"There are no intervals, which take {needed}."
    pairs = " after Hayes & Krippendorff 2007" if options.resampling == "pairs" else ""
    return (
        f"Intervals are 95 % percentile intervals of a bootstrap over {options.resampling}{pairs} "
        f"with {options.resamples:,} resamples (seed {options.seed}; Efron & Tibshirani 1993); "
        f"there are none from fewer than {ENOUGH_ARTICLES} articles."
    )


def _cuts(figures: Sequence[Figure], marks: Marks) -> str:
    if not any(TABLE[one.measure].judged and one.has_interval for one in figures):
        return ""
    return (
        f"By the lower ends of their intervals, values below {marks.revise:g} call for revision, "
        f"those from {marks.reliable:g} on are taken as reliable, and those between as tentative."
    )
