"""Whose labels a script means that names nobody: what proposes is learned for each coder."""

from annotator.domain.errors import UserError
from annotator.domain.state import find_coder
from annotator.store.readable import ReadableProject
from annotator.workflow.runs import people_of, run_coders

EVERYBODY = ""
"""In place of a coder's id: what is learned from everybody's finished articles."""


def whose(project: ReadableProject, handle: str = "") -> str:
    """Return the id of the coder of this handle; of nobody's, who alone has finished articles.

    Where several have, or nobody, it is everybody's. Raise a `UserError` for a handle that is no
    coder's, or a run's.
    """
    if handle:
        found = find_coder(project, handle)
        if found is None:
            raise UserError(f"There is no coder {handle} in this project.")
        if found.id in run_coders(project):
            raise UserError(f"“{found.handle}” is a run of a program, no coder.")
        return found.id
    finished = [one.id for one in people_of(project) if project.finished_lately(one.id, 1)]
    return finished[0] if len(finished) == 1 else EVERYBODY
