"""Computing the figures of a project in the background: values first, then their intervals."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.analysis.agreement import (
    GOLD_MEASURES,
    Figure,
    GoldReporting,
    Options,
    Reporting,
    StudyFacts,
)
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.rounds import Within
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project
from annotator.workflow.reliability.again import reporting_on, studied
from annotator.workflow.reliability.against_gold import gold_reporting
from annotator.workflow.reliability.by_origin import Came, labels_that
from annotator.workflow.reliability.figures import Study
from annotator.workflow.reliability.methods import study_facts

EVERYTHING = Within()
_MANY = 500
"""From how many articles on letting go of a study takes a moment."""


class Result(msgspec.Struct, frozen=True):
    """What was computed on, how, and what came of it; without resamples there are no intervals.

    `figures` are of coders among themselves, `gold` those of each against gold; `facts` say how the
    study was done. `came` is how the labels came that alone count; nothing for all of them.
    """

    study: Study
    options: Options
    figures: Sequence[Figure]
    gold: Sequence[Figure] = ()
    facts: StudyFacts = StudyFacts()
    came: Came | None = None

    @property
    def every(self) -> Sequence[Figure]:
        """All figures."""
        return (*self.figures, *self.gold)

    def coders(self, handles: Sequence[str]) -> dict[str, str]:
        """Return coders, gold among them, by their handles in this order: handles by id."""
        of = {handle: ident for ident, handle in self.study.coders.items()} | {GOLD: GOLD}
        return {of[handle]: handle for handle in handles if handle in of}

    def ids(self, handles: Sequence[str]) -> frozenset[str]:
        """Return the ids of coders by their handles."""
        return frozenset(self.coders(handles))


def let_go(articles: list[ArticleLayers], reporter: Reporter) -> None:
    """Free the memory of articles one by one, so that nobody waits until all is freed."""
    while articles:
        articles.pop()
        reporter(0, 0)


class Computation(QObject):
    """Reads the project and makes the figures, off the GUI thread."""

    made = Signal(object)
    """A `Result` is there; one without intervals may precede it."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self.work = LatestOnly(self)

    def let_go(self, study: Study) -> None:
        """Let go of a study that is not needed any more, on another thread if it is large."""
        if len(study.articles) > _MANY:
            Job(partial(let_go, list(study.articles))).run_quietly(self)

    def start(
        self,
        coders: Sequence[str],
        options: Options,
        visibility: Visibility,
        within: Within = EVERYTHING,
        came: Came | None = None,
    ) -> None:
        """Compute for coders (ids; none for all who have read something) on what may be seen.

        With `came` only labels that came so count.
        """

        def values(own: Project, reporter: Reporter) -> tuple[Result, list[_Making]]:
            found = studied(own, coders, visibility, within)
            if came is not None:
                found = labels_that(found, came)
            plain = structs.replace(options, resamples=0)
            of_gold = gold_reporting(found, structs.replace(options, measures=GOLD_MEASURES))
            gold = of_gold.figures(reporter, 0)
            if len(found.coders) < 2 or not found.shared:
                return Result(found, plain, (), gold, came=came), [_Making(None, of_gold)]
            reporting = reporting_on(found, options)
            figures = reporting.figures(reporter, 0)
            result = Result(found, plain, figures, gold, study_facts(found), came)
            return result, [_Making(reporting, of_gold)]

        work = on_sibling(self._project, values)
        self.work.start("Computing figures", work, partial(self._go_on, options))

    def _go_on(self, options: Options, first: tuple[Result, "list[_Making]"]) -> None:
        result, held = first  # held is what the worker lets go of, too: that takes a while
        self.made.emit(result)
        if not options.resamples or not result.every:
            return

        def intervals(reporter: Reporter) -> Result:
            making = held.pop()
            figures = making.of_coders.figures(reporter) if making.of_coders else ()
            gold = making.of_gold.figures(reporter)
            return structs.replace(result, options=options, figures=figures, gold=gold)

        self.work.start("Computing intervals", intervals, self.made.emit)


class _Making(NamedTuple):
    """What makes the figures of coders among themselves, if there are any, and against gold."""

    of_coders: Reporting | None
    of_gold: GoldReporting
