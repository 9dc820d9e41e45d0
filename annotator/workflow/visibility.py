"""What of a project a coder may see: read once, kept in step edit by edit, applied to lists."""

from collections.abc import Collection

from msgspec import structs

from annotator.domain.article import Status
from annotator.domain.change import Changes
from annotator.domain.people import Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.rounds import rounds_apart
from annotator.domain.settings import project_settings
from annotator.domain.state import id_of_coder
from annotator.domain.study import Inclusion, Round
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.store.reading.rows import ArticleRow

DEPENDS_ON = (Status, Assignment, ProjectInfo, Coder, Round, Inclusion)
"""The kinds of record that say who may see what."""


def visibility_of(project: ReadableProject, coder: str, *, reviewing: bool = False) -> Visibility:
    """Return what a coder (id) may see; somebody whom the project does not know has no id."""
    statuses = project.find(Status, coder=coder) if coder else []
    assignments = project.find(Assignment, coder=coder) if coder else []
    return Visibility(
        coder=coder,
        statuses={one.article: one.status for one in statuses},
        assigned=frozenset(one.article for one in assignments),
        open_labels=project_settings(project.info().settings).open_labels,
        reviewing=reviewing,
        practice=rounds_apart(project).practice,
    )


def visibility_of_acting(project: ReadableProject) -> Visibility:
    """Return what who acts may see of colleagues' work.

    Of nobody nothing is known that would hide it: that is all, as the file is at hand.
    """
    return visibility_of(project, id_of_coder(project, project.coder), reviewing=True)


def visibility_after(visibility: Visibility, project: Project, changes: Changes) -> Visibility:
    """Return what the same coder may see after an edit, reading only what it touched."""
    anew = (ProjectInfo, Assignment, Round, Inclusion)
    if not changes.changes or any(changes.ids(kind) for kind in anew):
        return visibility_of(project, visibility.coder, reviewing=visibility.reviewing)
    if not changes.ids(Status):
        return visibility
    statuses = dict(visibility.statuses)
    for one in changes.removed(Status):
        if one.coder == visibility.coder:
            statuses.pop(one.article, None)
    for ident in changes.ids(Status):
        one = project.get(Status, ident)
        if one is not None and one.coder == visibility.coder:
            statuses[one.article] = one.status
    return structs.replace(visibility, statuses=statuses)


def seen_rows(
    project: Project, visibility: Visibility, handle: str, only: Collection[str] | None = None
) -> list[ArticleRow]:
    """Return the summaries of all articles, without the labels that are not to be seen yet.

    `handle` is the coder's own: that is how summaries name layers. `only` are the ids of those that
    are wanted.
    """
    rows = project.articles(only)
    return [row if visibility.sees_others_on(row.id) else row.of_layer(handle) for row in rows]
