"""How good suggestions are in a project: measured once for the same labels, and then kept."""

from collections.abc import Sequence

import msgspec

from annotator.analysis.suggest import RULES as RULES_BY_ID
from annotator.domain.article import Article
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import CancelledError
from annotator.store.project import Project
from annotator.workflow.suggesting.answers import AnswerStanding, answer_proposer_of
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.examples import Example, examples
from annotator.workflow.suggesting.kept_results import keep, kept
from annotator.workflow.suggesting.proposer import LEARNER, RULES, InUse, proposer_of
from annotator.workflow.suggesting.quality.accepting import acceptance, decisions
from annotator.workflow.suggesting.quality.crossing import SEED, CodeArticles, digest_of, measured
from annotator.workflow.suggesting.quality.learners import Learners, LearnersHere
from annotator.workflow.suggesting.quality.passages import FinishedArticle
from annotator.workflow.suggesting.quality.records import Acceptance, DecidedPlace, Quality

QUALITY = "quality"
_VERSION = f"3 {RULES} {LEARNER}"
"""What is kept was measured by these; of others it is measured anew."""


class QualityReport(msgspec.Struct, frozen=True, kw_only=True):
    """The quality of suggestions to a coder, what is in use, and what became of suggestions.

    `decided` counts that, and `places` are what it counts.

    `finished` counts their finished articles, and `is_current` tells whether their labels still are
    those that were measured. `titles` has the titles of articles by their ids, and `rules` the
    rules' names by theirs. `answers` says how it stands with the answers to fields. Without
    `quality` nothing was measured yet.
    """

    quality: Quality | None = None
    finished: int = 0
    is_current: bool = True
    in_use: Sequence[InUse] = ()
    decided: Sequence[Acceptance] = ()
    places: Sequence[DecidedPlace] = ()
    titles: dict[str, str] = {}
    rules: dict[str, str] = {}
    answers: tuple[AnswerStanding, ...] = ()

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes of quotes, as ids and names."""
        return [(one.codes.quote.id, one.codes.quote.name) for one in self.in_use]

    def use(self, code: str) -> InUse | None:
        """Return what proposes for a code (id) now."""
        return next((one for one in self.in_use if one.codes.quote.id == code), None)

    def taken(self, code: str) -> int:
        """Return how many labels of a code (id) were suggested first, and accepted or mended."""
        whole = (one for one in self.decided if one.code == code and one.whole)
        return sum(one.accepted + one.mended for one in whole)


def known_quality(project: Project, coder: str) -> QualityReport:
    """Return what is known of the quality of suggestions to a coder (id): nothing is measured."""
    found = examples(project, coder)
    own = measured_in(project, found)
    before = kept(project, QUALITY, coder, Quality)
    digest = digest_of(own, seed=SEED, version=_VERSION)
    if before is None:
        return _report(project, coder, found, None, is_current=False)
    return _report(project, coder, found, before[1], is_current=before[0] == digest)


def measured_quality(
    project: Project,
    coder: str,
    progress: Progress = no_progress,
    *,
    learners: Learners | None = None,
    seed: int = SEED,
) -> QualityReport:
    """Measure how good suggestions are on what a coder (id) has finished, and keep what is found.

    It is for another thread, with a project of its own; `progress` may raise to give up.
    """
    found = examples(project, coder)
    own = measured_in(project, found)
    digest = digest_of(own, seed=seed, version=_VERSION)
    told = _Told(progress)
    asked = learners or LearnersHere()
    quality = measured(own, asked, told, cancelled=told.cancelled, seed=seed, digest=digest)
    keep(project, QUALITY, coder, digest, quality)
    return _report(project, coder, found, quality, is_current=True)


def _report(
    project: Project,
    coder: str,
    found: Sequence[Example],
    quality: Quality | None,
    *,
    is_current: bool,
) -> QualityReport:
    use = proposer_of(project, coder).in_use
    places = decisions(project, coder, [one.codes.quote.id for one in use])
    titles = {one.article: one.title for one in found}
    shown = {one.article for one in (*(quality.passages if quality else ()), *places)}
    others = shown - titles.keys()
    titles |= {one.id: one.title for one in project.get_all(Article, others).values()}
    return QualityReport(
        quality=quality,
        finished=len(found),
        is_current=is_current,
        in_use=use,
        decided=acceptance(places),
        places=places,
        titles=titles,
        rules={rule.id: rule.title for rule in RULES_BY_ID.values()},
        answers=answer_proposer_of(project, coder).standings,
    )


def measured_in(project: Project, found: Sequence[Example]) -> list[CodeArticles]:
    """Return the finished articles by the codes of quotes that anything is labelled with."""
    return [
        CodeArticles(
            one.quote.id,
            [FinishedArticle(each.article, each.document(one.quote.id)) for each in found],
            one.takes,
        )
        for one in quote_codes(project.codebook())
        if any(each.quotes.get(one.quote.id) for each in found)
    ]


class _Told:
    """Tells progress on, and asks it whether to give up without telling anything new."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = 0, 0

    def __call__(self, done: int, total: int) -> None:
        self._last = done, total
        self._progress(done, total)

    def cancelled(self) -> bool:
        """Tell whether to give up."""
        try:
            self._progress(*self._last)
        except CancelledError:
            return True
        return False
