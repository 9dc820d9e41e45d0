"""How far coders agree with themselves: the same articles coded twice, blind to the first time."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from annotator.analysis.agreement import Figure, Options, Reporting, report
from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers
from annotator.domain.people import Coder
from annotator.domain.rounds import Within, rounds_of
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.reliability.figures import Study, study

AGAIN = " again"
"""What follows a coder's handle, and their id, where the second time is meant."""


class CodedTwice:
    """What coders have coded twice: by coder (id), each article with both times as two layers.

    The first time is the coder's own layer, the second that of `id + AGAIN`. With a `visibility`
    only articles whose labels may all be seen.
    """

    def __init__(self, project: Project, visibility: Visibility | None = None) -> None:
        self.codebook: Codebook = project.codebook()
        self.handles = {one.id: one.handle for one in project.find(Coder)}
        repeats = rounds_of(project).repeats
        both = {*repeats, *repeats.values()}
        found = {one.article.id: one for one in project.compared_layers(both)} if both else {}
        self.by_coder: dict[str, list[ArticleLayers]] = defaultdict(list)
        for again, original in repeats.items():
            first, second = found.get(original), found.get(again)
            if first is None or second is None:
                continue
            if visibility is not None and not (
                visibility.sees_all_of(first) and visibility.sees_all_of(second)
            ):
                continue
            for coder in sorted(first.readers() & second.readers()):
                self.by_coder[coder].append(_both_times(first, second, coder))

    def coders(self) -> list[str]:
        """Return the ids of the coders who have finished an article twice, by their handles."""
        return sorted(self.by_coder, key=lambda one: self.handles.get(one, "").casefold())

    def figures(self, options: Options, progress: Progress = no_progress) -> list[Figure]:
        """Return each coder's figures, first time against second."""
        found: list[Figure] = []
        for coder in self.coders():
            handle = self.handles.get(coder, "")
            layers = {coder: handle, coder + AGAIN: handle + AGAIN}
            found += report(self.by_coder[coder], self.codebook, layers, options, progress=progress)
        return found

    def study(self) -> Study:
        """Return all of it as one study, in which each layer meets the same coder's other alone."""
        names = {
            ident: self.handles.get(coder, "") + more
            for coder in self.coders()
            for ident, more in ((coder, ""), (coder + AGAIN, AGAIN))
        }
        articles = [one for coder in self.coders() for one in self.by_coder[coder]]
        return Study(articles, self.codebook, names, self.handles)


class AgainReporting(Reporting):
    """Makes the figures of what was coded twice: those of layers that never meet are left out."""

    def figures(
        self, progress: Progress = no_progress, resamples: int | None = None
    ) -> list[Figure]:
        """Return the figures that have articles."""
        return [one for one in super().figures(progress, resamples) if one.articles]


def reporting_on(found: Study, options: Options) -> Reporting:
    """Return what makes the figures of a study."""
    is_again = any(coder.endswith(AGAIN) for coder in found.coders)
    kind = AgainReporting if is_again else Reporting
    return kind(found.articles, found.codebook, found.coders, options)


def studied(
    project: Project, coders: Sequence[str], visibility: Visibility, within: Within
) -> Study:
    """Return the study that a page on reliability computes on."""
    if within.again:
        return CodedTwice(project, visibility).study()
    return study(project, coders, visibility=visibility, within=within.round, apart=within.apart)


def _both_times(first: ArticleLayers, second: ArticleLayers, coder: str) -> ArticleLayers:
    """Return the article with a coder's two layers and nothing else."""
    again = coder + AGAIN
    own = _of(first.annotations, coder)
    later = [
        structs.replace(one, article=first.article.id, coder=again)
        for one in _of(second.annotations, coder)
    ]
    return ArticleLayers(
        article=first.article,
        text=first.text,
        annotations=(*own, *later),
        links=(*_links(first, own), *_links(second, later)),
        statuses={coder: first.statuses[coder], again: second.statuses[coder]}
        if coder in first.statuses and coder in second.statuses
        else {},
    )


def _of(annotations: Sequence[Annotation], coder: str) -> list[Annotation]:
    return [one for one in annotations if one.coder == coder and one.layer != GOLD_LAYER]


def _links(layers: ArticleLayers, own: Sequence[Annotation]) -> list[Link]:
    ids = {one.id for one in own}
    return [one for one in layers.links if one.annotation in ids]
