"""What an edit means for a comparison: which articles it touches, and who is compared."""

from collections.abc import Callable, Iterator

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import Article
from annotator.domain.change import Change, Changes
from annotator.domain.kinds import R, kind_name
from annotator.domain.runs import Run
from annotator.store.project import Project
from annotator.workflow.review.comparison import Grounds


def touched_articles(project: Project, changes: Changes) -> set[str]:
    """Return the ids of the articles that an edit says something else of."""
    annotations = changes.ids(Annotation)
    for kind in (Decision, Link):
        unknown: list[str] = []
        for change in _of(changes, kind):
            whole = (change.before or {}) | (change.after or {})
            owner = whole.get("annotation")
            annotations.add(owner) if owner else unknown.append(change.record)
        annotations |= {one.annotation for one in project.get_all(kind, unknown).values()}
    found = {one.article for one in project.get_all(Annotation, annotations).values()}
    found |= {one.article for one in changes.removed(Annotation)}
    return found | project.touched_articles(changes)


def changes_articles(changes: Changes) -> bool:
    """Tell whether there are other articles than before an edit."""
    return any((one.before is None) != (one.after is None) for one in _of(changes, Article))


def grounds_after(old: Grounds, changes: Changes, handle_of: Callable[[str], str]) -> Grounds:
    """Return whose layers there are after an edit; the same layers are compared."""
    new = [one.after or {} for one in _of(changes, Annotation)]
    gold = old.gold or any(one.get("layer") == GOLD_LAYER for one in new)
    theirs = {one["coder"] for one in new if one.get("layer") != GOLD_LAYER and "coder" in one}
    programs = {one.after["coder"] for one in _of(changes, Run) if one.after} | {*old.runs}
    every = sorted({*old.coders, *old.runs, *theirs}, key=lambda one: handle_of(one).casefold())
    coders = tuple(one for one in every if one not in programs)
    return Grounds(old.chosen, coders, gold, tuple(one for one in every if one in programs))


def _of(changes: Changes, kind: type[R]) -> Iterator[Change]:
    name = kind_name(kind)
    return (change for change in changes if change.kind == name)
