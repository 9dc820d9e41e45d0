"""Nothing is lost and everything can be undone, whatever is done in whatever order."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sequences import BOOK, CODERS, any_edit, fill

from annotator.domain.annotation import Annotation
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.store.project import Project

Snapshot = dict[str, list[Any]]


def snapshot(project: Project) -> Snapshot:
    """Return all records of all kinds in their order, and the articles' texts."""
    found: Snapshot = {
        name: [to_values(record) for record in project.find(kind.type)]
        for name, kind in KINDS.items()
    }
    found["text"] = [project.article_text(row.id) for row in project.articles()]
    return found


class AnyEditsInAnyOrder(RuleBasedStateMachine):
    """Several coders edit, undo and redo one project, which is closed and opened in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "p.annotator", codebook=BOOK)
        self.project.coder = CODERS[0]
        fill(self.project)
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.now = snapshot(self.project)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        edits = len(self.project.latest_edits(10_000))
        try:
            changes = self.project.apply(any_edit(data, self.project))
        except UserError:
            changes = None
        after = snapshot(self.project)
        if changes is None or not changes.edit:
            assert after == self.now
            assert len(self.project.latest_edits(10_000)) == edits
        else:
            self.past.append(self.now)
            self.future.clear()
            self.now = after

    @rule()
    def undo(self) -> None:
        before = self.now
        if not self.past:
            return
        assert self.project.undo() is not None
        self.now = snapshot(self.project)
        assert self.now == self.past.pop()
        self.future.append(before)

    @rule()
    def redo(self) -> None:
        before = self.now
        if self.project.redo() is None:
            assert self.future == []
            return
        self.now = snapshot(self.project)
        assert self.now == self.future.pop()
        self.past.append(before)

    @rule(coder=st.sampled_from(CODERS))
    def reopen_as(self, coder: str) -> None:
        self.project.close()
        self.project = Project.open(self.project.path, coder)
        assert snapshot(self.project) == self.now

    @invariant()
    def the_state_is_the_fold_of_the_history(self) -> None:
        assert self.project.check() == []

    @invariant()
    def what_lists_show_is_what_is_there(self) -> None:
        found = Counter((one.article, one.code) for one in self.project.find(Annotation))
        rows = self.project.articles()
        shown = {(row.id, code): count for row in rows for code, count in row.codes.items()}
        assert shown == found
        assert self.project.code_counts() == Counter(code for _, code in found.elements())
        for row in rows:
            assert row.id in self.project.search(row.title)

    def teardown(self) -> None:
        last, steps = self.now, len(self.past)
        for _ in range(steps):
            self.undo()
        for _ in range(steps):
            self.redo()
        assert self.now == last
        self.project.close()
        shutil.rmtree(self.folder)


class TestAnyEditsInAnyOrder(AnyEditsInAnyOrder.TestCase):
    settings = settings(max_examples=25, stateful_step_count=25)
