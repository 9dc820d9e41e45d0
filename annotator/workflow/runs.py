"""The runs of programs beside the people: whose layers they are, and what was decided of them."""

from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.layers import ArticleLayers, layer_of
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.runs import Run
from annotator.domain.state import Finder
from annotator.store.project import Project


def run_coders(project: Finder) -> frozenset[str]:
    """Return the ids of the coders who are no people, but runs of programs."""
    return frozenset(one.coder for one in project.find(Run))


def people_of(project: Finder) -> list[Coder]:
    """Return the coders who are people, those who have left included."""
    runs = run_coders(project)
    return [one for one in project.find(Coder) if one.id not in runs]


def runs_called(project: Finder, handle: str) -> list[Coder]:
    """Return the runs' coders who have a handle, however it is spelt."""
    runs = run_coders(project)
    wanted = folded(handle)
    named = (one for one in project.find(Coder) if one.id in runs) if runs else ()
    return [one for one in named if folded(one.handle) == wanted]


def without_layers(
    articles: Iterable[ArticleLayers], left_out: frozenset[str]
) -> list[ArticleLayers]:
    """Return articles without the layers of some coders (ids), as though those had read nothing."""
    if not left_out:
        return list(articles)
    return [
        structs.replace(
            one,
            annotations=tuple(each for each in one.annotations if layer_of(each) not in left_out),
            statuses={who: said for who, said in one.statuses.items() if who not in left_out},
        )
        for one in articles
    ]


class RunFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A run with its layer's handle, how many labels it has, and how many were decided on."""

    run: Run
    handle: str
    labels: int = 0
    articles: int = 0
    accepted: int = 0
    changed: int = 0
    rejected: int = 0


def runs_of(project: Project) -> list[RunFacts]:
    """Return what is known of all runs, in the order of their handles."""
    found: list[RunFacts] = []
    handles = {one.id: one.handle for one in project.find(Coder)}
    for run in project.find(Run):
        labels = project.find(Annotation, coder=run.coder)
        own = {one.id for one in labels}
        verdicts: Counter[Verdict] = Counter()
        if own:
            last: dict[str, Decision] = {}
            for one in project.find_among(Decision, "annotation", own):
                before = last.get(one.annotation)
                if before is None or (before.at, before.id) < (one.at, one.id):
                    last[one.annotation] = one
            verdicts.update(one.verdict for one in last.values())
        found.append(
            RunFacts(
                run=run,
                handle=handles.get(run.coder, ""),
                labels=len(labels),
                articles=len({one.article for one in labels}),
                accepted=verdicts[Verdict.ACCEPTED],
                changed=verdicts[Verdict.CHANGED],
                rejected=verdicts[Verdict.REJECTED],
            )
        )
    return sorted(found, key=lambda one: one.handle.casefold())
