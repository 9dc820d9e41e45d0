"""Checking a file that the ordinary way of opening may refuse."""

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError, UserError
from annotator.store.check import Problem, problems
from annotator.store.check.problem import FILE, problem_of
from annotator.store.file import connection, copies, damaged
from annotator.store.project import Project


def check_file(path: Path, progress: Progress = no_progress) -> list[Problem]:
    """Return everything that is wrong with a project file, also with one that can't be opened.

    Raise a `UserError` when it could not be looked at: no such file, no project, a newer one.
    """
    try:
        with Project.open(path, read_only=True) as project:
            return project.check(progress)
    except DamageError as error:
        refused = error
    found = _looked_at(path, progress)
    known = any(problem.message in refused.message for problem in found)
    return found if known else [*found, problem_of(refused)]


def _looked_at(path: Path, progress: Progress) -> list[Problem]:
    """Return what can be found by looking at the file as it is."""
    try:
        with closing(connection.open_damaged(path)) as database:
            memory = copies.upgraded_copy(database, path.name)
            try:
                return problems(memory or database, progress)
            finally:
                if memory is not None:
                    memory.close()
    except (sqlite3.Error, UserError) as error:
        if isinstance(error, DamageError):
            return [problem_of(error)]
        words = error.message if isinstance(error, UserError) else damaged.plainly(str(error))
        return [Problem(FILE, "", words.rstrip("."))]
