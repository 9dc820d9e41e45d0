"""How far each coder agrees with gold and with the others, in one number each."""

from collections.abc import Iterable, Mapping

from annotator.analysis.agreement import Figure, Options, report
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD
from annotator.domain.settings import project_settings
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.reliability.figures import study
from annotator.workflow.team_progress import CoderAgreement

_SPANS, _WHOLE = "f1_overlap", "percent"
_WORDS = {_SPANS: "F1 of spans", _WHOLE: "percentage of agreement on whole articles"}


def team_agreement(
    project: Project, visibility: Visibility | None = None, progress: Progress = no_progress
) -> dict[str, CoderAgreement]:
    """Return how far coders (ids) agree, on the articles whose labels may all be seen.

    Over all codes: the F1 of spans of the same code that are paired at the project's threshold
    (Hripcsak & Rothschild 2005), or where none of the codes is on spans, the percentage of
    articles with the same codes. With the others it is the mean over those with whom there are
    enough articles, each by its articles; below ten articles there is no number.
    """
    found = study(project, visibility=visibility)
    coders = dict(found.coders)
    if GOLD in found.readers:
        coders[GOLD] = GOLD
    if len(coders) < 2 or not found.articles:
        return {}
    threshold = project_settings(project.info().settings).pairing_threshold
    options = Options(measures=frozenset(_WORDS), resamples=0, threshold=threshold)
    made = report(found.articles, found.codebook, coders, options, progress)
    overall = [one for one in made if not one.code and not one.field and len(one.coders) == 2]
    spans = [one for one in overall if one.measure == _SPANS]
    figures = spans or [one for one in overall if one.measure == _WHOLE]
    return {ident: _of(handle, figures) for ident, handle in coders.items() if ident != GOLD}


def _of(handle: str, figures: Iterable[Figure]) -> CoderAgreement:
    own = {_other(one, handle): one for one in figures if handle in one.coders}
    gold = own.pop(GOLD, None)
    said = [_in_words(other, one) for other, one in ({GOLD: gold} | own).items() if one]
    return CoderAgreement(_value(gold), _mean(own), tuple(said))


def _other(figure: Figure, handle: str) -> str:
    return next(one for one in figure.coders if one != handle)


def _value(figure: Figure | None) -> float | None:
    return None if figure is None or figure.has_too_few else figure.value


def _mean(figures: Mapping[str, Figure]) -> float | None:
    """Return the mean of what is known, each weighted by the articles that it follows from."""
    pairs = [(value, one.bearing) for one in figures.values() if (value := _value(one)) is not None]
    weight = sum(bearing for _, bearing in pairs)
    return sum(value * bearing for value, bearing in pairs) / weight if weight else None


def _in_words(other: str, figure: Figure) -> str:
    whom = "gold" if other == GOLD else other
    if figure.value is None:
        return f"with {whom}: nothing to compare"
    if figure.has_too_few:
        return f"with {whom}: too few articles ({figure.bearing:,}; 10 are needed)"
    said = f"{figure.value:.2f}" if figure.measure == _SPANS else f"{100 * figure.value:.0f} %"
    articles = f"{figure.bearing:,} articles"
    return f"with {whom}: {said}, {_WORDS[figure.measure]} over all codes, {articles}"
