"""A project without a file: what the domain's tests apply edits to."""

from collections.abc import Callable, Collection
from typing import Any

from annotator.domain.article import Article
from annotator.domain.change import Change, Key, fold
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Draft, Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.records import Found
from annotator.domain.kinds import R, from_values, kind_name
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.shells import Mark, known_marks
from annotator.domain.state import find_each

NOW = "2025-05-19T09:30:00Z"


class Memory:
    """Records in memory, read as the domain reads a project and written by edits alone."""

    def __init__(self, codebook: Codebook | None = None, coder: str = "ana") -> None:
        self.coder = coder
        self.history: list[Change] = []
        self.texts: dict[str, str] = {}
        self._records: dict[Key, Values] = {}
        info = Found((ProjectInfo(title="Test", created=NOW),))
        self.do(Together([info, *([ReplaceCodebook(codebook)] if codebook else [])]))

    def get(self, kind: type[R], record: str) -> R | None:
        values = self._records.get((kind_name(kind), record))
        return None if values is None else from_values(kind, values)

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        found = ((one, self.get(kind, one)) for one in ids)
        return {one: record for one, record in found if record is not None}

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        name = kind_name(kind)
        found = [
            from_values(kind, v) for (of_kind, _), v in self._records.items() if of_kind == name
        ]
        return [one for one in found if all(getattr(one, k) == v for k, v in equal.items())]

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        return find_each(self, kind, attribute, values)

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        return {}

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        found: dict[Mark, list[str]] = {}
        for one in self.find(Article):
            for mark in known_marks(one.title, one.meta) & set(marks):
                found.setdefault(mark, []).append(one.id)
        return found

    def text(self, sha256: str) -> str:
        return self.texts[sha256]

    def need(self, kind: type[R], record: str) -> R:
        found = self.get(kind, record)
        assert found is not None
        return found

    def do(self, edit: Edit, *, coder: str | None = None, progress: Progress = no_progress) -> str:
        """Apply an edit and return what it says of itself."""
        who = self.coder if coder is None else coder
        draft = Draft(self, coder=who, now=NOW, progress=progress)
        label = edit.plan(draft)
        changes = draft.changes()
        self.texts |= draft.texts
        self.history.extend(changes)
        self._records = fold(self.history)
        return label


class Plan:
    """An edit that a test writes down as a function of the draft."""

    def __init__(self, plan: Callable[[Draft], Any]) -> None:
        self._plan = plan

    def plan(self, draft: Draft) -> str:
        self._plan(draft)
        return "Done"


def put(*records: Record) -> Plan:
    """Return the edit that keeps these records."""
    return Plan(lambda draft: [draft.put(record) for record in records])
