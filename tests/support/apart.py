"""Files on which people worked apart, brought in and compared: for the laws of merging."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sequences import BOOK, CODERS, any_edit, fill

from annotator.domain.draft import Draft
from annotator.domain.edits.team import NameReviewers
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.people import Coder
from annotator.store.project import Project

DEVICES = ("one", "two", "three")
State = dict[str, dict[str, Any]]


def state(project: Project) -> State:
    """Return all records of all kinds by id, and the articles' texts."""
    found: State = {
        name: {record.id: to_values(record) for record in project.find(kind.type)}
        for name, kind in KINDS.items()
    }
    found["text"] = {row.id: project.article_text(row.id) for row in project.articles()}
    return found


def rows(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every record's table as they lie there."""
    connection = project._database.conn
    tables = (*KINDS, "withheld")
    sql = 'SELECT * FROM "{}"'
    return {t: sorted(connection.execute(sql.format(t)), key=repr) for t in tables}


def work(data: st.DataObject, path: Path, coder: str, most: int) -> None:
    """Edit a file as somebody would: edits, undoing and redoing."""
    with Project.open(path, coder=coder) as project:
        for _ in range(data.draw(st.integers(0, most))):
            act = data.draw(st.sampled_from(("edit", "edit", "edit", "undo", "redo")))
            with suppress(UserError):
                if act == "undo":
                    project.undo()
                elif act == "redo":
                    project.redo()
                else:
                    project.apply(any_edit(data, project))


@contextmanager
def forging() -> Iterator[None]:
    """Let everybody write everything, as a program would that is not this one."""
    with patch.object(Draft, "_refuse_reserved"), patch("annotator.store.project.refuse_step"):
        yield


@contextmanager
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())
    try:
        yield path
    finally:
        shutil.rmtree(path)


def devices(data: st.DataObject, where: Path, reviewers: tuple[str, ...] = ()) -> dict[str, Path]:
    """Make copies and packages of one project on which people worked apart, and met at times."""
    base = where / "base.annotator"
    with Project.create(base, codebook=BOOK) as project:
        project.coder = CODERS[0]
        fill(project)
        if reviewers:
            project.apply(NameReviewers(reviewers))
    paths = {name: where / f"{name}.annotator" for name in DEVICES}
    for path in paths.values():
        if data.draw(st.integers(0, 2)):
            shutil.copy(base, path)
        else:
            cut(data, base, path)
    for _ in range(data.draw(st.integers(1, 2))):
        for name, path in paths.items():
            work(data, path, data.draw(st.sampled_from((*CODERS, "cleo"))), 6)
            if data.draw(st.integers(0, 4)) == 0:
                path.rename(whole := path.with_name(f"whole-{name}.annotator"))
                cut(data, whole, path)
            if data.draw(st.integers(0, 3)) == 0:
                other = data.draw(st.sampled_from([p for n, p in paths.items() if n != name]))
                merged(path, other).close()
    return paths


def cut(data: st.DataObject, whole: Path, path: Path) -> None:
    """Cut a package for one of a project's coders, of some of its articles."""
    with Project.open(whole, coder="lea") as project:
        coder = data.draw(st.sampled_from(sorted(c.handle for c in project.find(Coder))))
        articles = [row.id for row in project.articles() if data.draw(st.booleans())]
        reviewed = data.draw(st.booleans())
        project.write_package(path, coder=coder, articles=articles, reviewed=reviewed)


def merged(into: Path, *others: Path) -> Project:
    project = Project.open(into, coder="lea")
    _, preview = project.bring_in(others)
    assert not any(report.error for report in preview.files)
    return project


def copied(path: Path, name: str) -> Path:
    target = path.with_name(f"{name}-{path.name}")
    shutil.copy(path, target)
    return target


def merged_copy(name: str, into: Path, *others: Path) -> tuple[Path, State]:
    target = copied(into, name)
    with merged(target, *others) as project:
        assert project.check() == []
        return target, state(project)


def steps_back_and_forth(
    project: Project, look: Callable[[Project], object], before: object
) -> None:
    """Undo the last edit and redo it: what one looks at is as it was before, and as it is now."""
    now = look(project)
    project.undo()
    assert look(project) == before
    assert project.check() == []
    project.redo()
    assert look(project) == now
    assert project.check() == []


# An example takes a second or so: a few each time, and many where laws are to be tried hard.
LAW = settings(
    max_examples=4 if settings().max_examples <= 100 else 400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
