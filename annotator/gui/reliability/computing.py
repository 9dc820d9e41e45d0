"""Computing the figures of a project in the background: values first, then their intervals."""

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.analysis.agreement import Figure, Options, report
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project
from annotator.workflow.reliability.figures import Study, study


class Result(msgspec.Struct, frozen=True):
    """What was computed on, how, and what came of it; without resamples there are no intervals."""

    study: Study
    options: Options
    figures: Sequence[Figure]

    def ids(self, handles: Sequence[str]) -> frozenset[str]:
        """Return the ids of coders by their handles."""
        return frozenset(i for i, handle in self.study.coders.items() if handle in handles)


class Computation(QObject):
    """Reads the project and makes the figures, off the GUI thread."""

    made = Signal(object)
    """A `Result` is there; one without intervals may precede it."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self.work = LatestOnly(self)

    def start(self, coders: Sequence[str], options: Options, visibility: Visibility) -> None:
        """Compute for coders (ids; none for all who have read something) on what may be seen."""

        def values(own: Project, reporter: Reporter) -> Result:
            found = study(own, coders, visibility=visibility)
            return _made(found, structs.replace(options, resamples=0), reporter)

        work = on_sibling(self._project, values)
        self.work.start("Computing figures", work, partial(self._go_on, options))

    def _go_on(self, options: Options, result: Result) -> None:
        self.made.emit(result)
        if not options.resamples or not result.figures:
            return

        def intervals(reporter: Reporter) -> Result:
            return _made(result.study, options, reporter)

        self.work.start("Computing intervals", intervals, self.made.emit)


def _made(found: Study, options: Options, reporter: Reporter) -> Result:
    if len(found.coders) < 2 or not found.shared:
        return Result(found, options, ())
    figures = report(found.articles, found.codebook, found.coders, options, reporter)
    return Result(found, options, figures)
