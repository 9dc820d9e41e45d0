"""Many annotations changed at once come back exactly: after a restart and after a merge, too."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sequences import any_edit, bulk_plan, filled

from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.store.project import Project


def contents(project: Project) -> dict[str, list[Any]]:
    """Return all records of all kinds, in their order."""
    return {
        name: [to_values(record) for record in project.find(kind.type)]
        for name, kind in KINDS.items()
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bulk_changes_are_undone_exactly_also_after_a_restart_and_a_merge(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, theirs = Path(folder) / "p.annotator", Path(folder) / "ben.annotator"
        with filled(path, founder="ana") as project:
            for _ in range(data.draw(st.integers(0, 4))):
                with suppress(UserError):
                    project.apply(any_edit(data, project))
            project.copy_to(theirs)
        with Project.open(theirs, "ben") as other:
            with suppress(UserError):
                other.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
                other.apply(SetValue("b", "kind", "direct"))
            for _ in range(data.draw(st.integers(0, 2))):
                with suppress(UserError):
                    other.apply(any_edit(data, other))
        states: list[object] = []
        with Project.open(path, "ana") as project:
            for _ in range(data.draw(st.integers(1, 3))):
                before = contents(project)
                if project.apply(bulk_plan(data, project).edit).edit:
                    states.append(before)
            after = contents(project)
        with Project.open(path, "ana") as project:
            assert contents(project) == after
            brought, _ = project.bring_in([theirs])
            assert project.check() == []
            if brought.edit:
                project.undo()
            assert contents(project) == after
            for before in reversed(states):
                project.undo()
                assert contents(project) == before
            for _ in states:
                project.redo()
            assert contents(project) == after
            assert project.check() == []
