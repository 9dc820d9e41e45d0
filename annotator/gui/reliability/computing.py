"""Computing the figures of a project in the background: values first, then their intervals."""

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.analysis.agreement import Figure, Options, report
from annotator.domain.visibility import Visibility
from annotator.gui.reliability.background import Latest
from annotator.gui.session.jobs import Reporter, with_sibling
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
        self.work = Latest(self)

    def start(self, coders: Sequence[str], options: Options, visibility: Visibility) -> None:
        """Compute for coders (ids; none for all who have read something) on what may be seen."""

        def values(reporter: Reporter) -> Result:
            read = partial(study, coders=coders, visibility=visibility)
            found = with_sibling(self._project, read)
            return _made(found, structs.replace(options, resamples=0), reporter)

        self.work.start("Computing figures", values, partial(self._go_on, options))

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
