"""Computing the figures of a project in the background: values first, then their intervals."""

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.analysis.agreement import Figure, Options, Reporting
from annotator.domain.layers import ArticleLayers
from annotator.domain.rounds import Within
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project
from annotator.workflow.reliability.again import reporting_on, studied
from annotator.workflow.reliability.figures import Study

EVERYTHING = Within()
_MANY = 500
"""From how many articles on letting go of a study takes a moment."""


class Result(msgspec.Struct, frozen=True):
    """What was computed on, how, and what came of it; without resamples there are no intervals."""

    study: Study
    options: Options
    figures: Sequence[Figure]

    def ids(self, handles: Sequence[str]) -> frozenset[str]:
        """Return the ids of coders by their handles."""
        return frozenset(i for i, handle in self.study.coders.items() if handle in handles)


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
    ) -> None:
        """Compute for coders (ids; none for all who have read something) on what may be seen."""

        def values(own: Project, reporter: Reporter) -> tuple[Result, Reporting | None]:
            found = studied(own, coders, visibility, within)
            plain = structs.replace(options, resamples=0)
            if len(found.coders) < 2 or not found.shared:
                return Result(found, plain, ()), None
            reporting = reporting_on(found, options)
            return Result(found, plain, reporting.figures(reporter, 0)), reporting

        work = on_sibling(self._project, values)
        self.work.start("Computing figures", work, partial(self._go_on, options))

    def _go_on(self, options: Options, first: tuple[Result, Reporting | None]) -> None:
        result, reporting = first
        self.made.emit(result)
        if reporting is None or not options.resamples or not result.figures:
            return

        held = [reporting]  # which the worker lets go of, too: that takes a while

        def intervals(reporter: Reporter) -> Result:
            return Result(result.study, options, held.pop().figures(reporter))

        self.work.start("Computing intervals", intervals, self.made.emit)
