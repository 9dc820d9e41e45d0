"""The project: one file, one way to write."""

import datetime as dt
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from annotator.domain.annotation import Link
from annotator.domain.change import Change, Changes, updated
from annotator.domain.clock import HybridClock
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Draft, Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.records import Found
from annotator.domain.ids import new_id
from annotator.domain.kinds import from_values, kind_name
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Values
from annotator.domain.state import codebook_of
from annotator.domain.undo import FOUNDATION, REDO, UNDO, UndoStacks
from annotator.store import connection, flat, history, queries, tables
from annotator.store.check import Problem, article_problems, problems
from annotator.store.rows import ArticleRow
from annotator.store.state import StoredState

_WORDS = {UNDO: "Undone", REDO: "Redone"}
_OF_CODEBOOK = (kind_name(ProjectInfo), kind_name(Code))


class Project(StoredState):
    """An open project file.

    Reading methods return domain objects; `apply` is the one way to write, and when it returns,
    the work is on disk. `coder` is the handle of who makes the edits.
    """

    def __init__(self, database: Database, path: Path, coder: str = "") -> None:
        super().__init__(database)
        self.path = path
        self.coder = coder
        self._clock = HybridClock(history.latest_clock(database))
        self._stacks = UndoStacks()
        self._followed = 0
        self._codebook: tuple[int, Codebook] | None = None

    # Opening and closing

    @classmethod
    def create(
        cls, path: Path | str, *, title: str = "", codebook: Codebook | None = None
    ) -> "Project":
        """Make a project file; raise a `UserError` when something is there already."""
        target = Path(path)
        project = cls(connection.create(target), target)
        info = ProjectInfo(title=title or target.stem, created=_now())
        first: list[Edit] = [Found((info,))]
        if codebook is not None:
            first.append(ReplaceCodebook(codebook))
        try:
            project._edit(Together(first, "Project made"), FOUNDATION, no_progress)
        except BaseException:
            project.close()
            target.unlink(missing_ok=True)
            raise
        return project

    @classmethod
    def open(cls, path: Path | str, coder: str = "") -> "Project":
        """Open a project file; raise a `UserError` that says why it can't be opened."""
        return cls(connection.open_existing(Path(path)), Path(path), coder)

    def sibling(self) -> "Project":
        """Open a second connection, for work on another thread: call this on that thread."""
        return Project(connection.open_again(self.path), self.path, self.coder)

    def close(self) -> None:
        """Close the project and leave one plain file."""
        connection.close(self._database)

    def __enter__(self) -> "Project":
        """Use the project in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end."""
        self.close()

    # Writing

    def apply(self, edit: Edit, progress: Progress = no_progress) -> Changes:
        """Do an edit in one transaction and return what it changed; on disk when it returns.

        Raise a `UserError` when the edit is refused and `CancelledError` when `progress`
        cancels; everything is then as it was. An edit that changes nothing leaves no history.
        """
        return self._edit(edit, type(edit).__name__, progress)

    def undo(self) -> Changes | None:
        """Take the last edit back; None when there is none."""
        return self._step_back(UNDO)

    def redo(self) -> Changes | None:
        """Do again what was undone last; None when there is nothing."""
        return self._step_back(REDO)

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, in words."""
        return self._label(self._undo_stacks().undoable)

    def redo_label(self) -> str | None:
        """Return what `redo` would do again, in words."""
        return self._label(self._undo_stacks().redoable)

    def _edit(self, edit: Edit, kind: str, progress: Progress) -> Changes:
        with connection.transaction(self._database):
            now = _now()
            draft = Draft(self, coder=self.coder, now=now, progress=progress)
            label = edit.plan(draft)
            changes = draft.changes()
            if not changes:
                return Changes("", label, self.coder, now)
            queries.add_texts(self._database, draft.texts)
            return self._write(kind, label, changes)

    def _step_back(self, kind: str) -> Changes | None:
        with connection.transaction(self._database):
            stacks = self._undo_stacks()
            stack = stacks.undoable if kind == UNDO else stacks.redoable
            target = history.edit_row(self._database, stack[-1]) if stack else None
            if target is None:
                return None
            changes = history.changes_of(self._database, target.id)
            if kind == UNDO:
                changes = tuple(change.inverse() for change in changes)
            return self._write(kind, f"{_WORDS[kind]}: {target.label}", changes, target.id)

    def _write(
        self, kind: str, label: str, changes: tuple[Change, ...], target: str | None = None
    ) -> Changes:
        # Another connection may have written since: what comes last must sort last.
        self._clock.witness(history.latest_clock(self._database))
        edit = history.EditRow(
            id=new_id(),
            kind=kind,
            label=label,
            coder=self.coder,
            at=_now(),
            clock=self._clock.tick(),
            target=target,
        )
        history.append(self._database, edit, changes)
        self._materialise(changes)
        if any(change.kind in _OF_CODEBOOK for change in changes):
            self._codebook = None
        return Changes(edit.id, label, edit.coder, edit.at, changes)

    def _materialise(self, changes: tuple[Change, ...]) -> None:
        created: dict[str, list[Values]] = {}
        changed: dict[str, list[Values]] = {}
        for change in changes:
            if change.after is None:
                tables.delete(self._database, change.kind, [change.record])
            elif change.before is None:
                created.setdefault(change.kind, []).append(change.after)
            else:
                stored = next(tables.select(self._database, change.kind, {"id": change.record}))
                values = updated(change.kind, stored, change.after)
                changed.setdefault(change.kind, []).append(values)
        for kind, values in created.items():
            tables.insert(self._database, kind, values)
        for kind, values in changed.items():
            tables.update(self._database, kind, values)

    def _undo_stacks(self) -> UndoStacks:
        for n, step in history.steps(self._database, self._followed):
            self._stacks.follow(step)
            self._followed = n
        return self._stacks

    def _label(self, stack: list[str]) -> str | None:
        row = history.edit_row(self._database, stack[-1]) if stack else None
        if row is None or row.coder in ("", self.coder):
            return row.label if row else None
        return f"{row.label} (by {row.coder})"

    # Reading

    def info(self) -> ProjectInfo:
        """Return what the project says of itself."""
        return self.get(ProjectInfo, PROJECT_ID) or ProjectInfo()

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        version = self.data_version()
        if self._codebook is None or self._codebook[0] != version:
            self._codebook = version, codebook_of(self)
        return self._codebook[1]

    def articles(self) -> list[ArticleRow]:
        """Return a summary of every article, in the order in which they came in."""
        return queries.article_rows(self._database)

    def article_text(self, article: str) -> str:
        """Return an article's text; raise `KeyError` when there is no such article."""
        return queries.article_text(self._database, article)

    def links_within(self, article: str) -> list[Link]:
        """Return the links that go out from an article's annotations."""
        return [from_values(Link, v) for v in queries.links_within(self._database, article)]

    def search(self, words: str) -> set[str]:
        """Return the ids of the articles whose title or text has all these words."""
        return queries.search(self._database, words)

    def known_texts(self, fingerprints: list[str]) -> dict[str, str]:
        """Return the titles of articles that have these texts, by SHA-256."""
        return queries.titles_by_text(self._database, fingerprints)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """Return all records of a kind as flat rows, which `pandas.DataFrame` takes as they are.

        An entry of a map has a key of its own, such as `values.stance` or `meta.outlet`; articles
        come with their `text`, annotations with `start` and `end` (code points) and `text`.
        Raise a `UserError` when there is no such kind.
        """
        return flat.records(self._database, kind)

    def links_ever_of(self, annotation: str) -> list[str]:
        """Return the ids of all links that ever went out from an annotation."""
        return history.links_of(self._database, annotation)

    def history_of(self, *records: str) -> list[Changes]:
        """Return the edits that touched these records, newest first."""
        return history.of_records(self._database, records)

    def latest_edits(self, limit: int = 200) -> list[history.EditRow]:
        """Return the newest edits, newest first."""
        return history.latest(self._database, limit)

    def code_counts(self) -> dict[str, int]:
        """Return how many annotations each code has."""
        return queries.code_counts(self._database)

    def article_problems(self, article: str) -> list[Problem]:
        """Return what is wrong with an article's text and the anchors in it; quick."""
        return article_problems(self._database, article)

    def check(self, progress: Progress = no_progress) -> list[Problem]:
        """Prove that the file is sound: state equals history, anchors hold, texts are intact."""
        return problems(self._database, progress)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written to the file."""
        return queries.data_version(self._database)

    def copy_to(self, path: Path | str) -> None:
        """Write a copy of the project, complete and closed, beside its target and into place.

        Raise a `UserError` when the target can't be written or is an open project.
        """
        queries.copy_to(self._database, self.path, Path(path))


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
