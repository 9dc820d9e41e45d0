"""The project: one file, one way to write."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Self

from annotator.domain.article import normalised
from annotator.domain.change import Changes
from annotator.domain.clock import NEVER, HybridClock, is_no_date
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, InPieces, Together, stored_kind
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.drafts import Drafts
from annotator.domain.edits.records import Found, founders
from annotator.domain.errors import DamageError, NotNowError, UserError
from annotator.domain.ids import new_id
from annotator.domain.kinds import kind_name
from annotator.domain.project_info import ProjectInfo
from annotator.domain.undo import FOUNDATION, MERGE, REDO, STEP_WORDS, UNDO, UndoStacks
from annotator.store.backups.places import Reason
from annotator.store.expecting import now_in_words
from annotator.store.file import connection, texts, transactions
from annotator.store.file.overwriting import refuse_long_name
from annotator.store.file.placing import placed
from annotator.store.history import log, pieces, taking_back, withholding
from annotator.store.history.counted_edits import counted_edits
from annotator.store.history.gold_touched import locked_articles
from annotator.store.history.reserved_steps import refuse_step
from annotator.store.history.writing import EditWriting, TouchedTwiceError
from annotator.store.merging.clocks import bound_own_clocks
from annotator.store.merging.merge import Merge
from annotator.store.merging.other_file import OtherHistory, has_news, last_of, read_sources
from annotator.store.merging.report import FileReport, MergePreview, ProposalKey
from annotator.store.noting import NotingProject
from annotator.store.opening.opening import opened_anew

_OF_CODEBOOK = (kind_name(ProjectInfo), kind_name(Code))


class Project(NotingProject):
    """An open project file.

    Reading methods return domain objects; `apply` is the one way to write, and when it returns,
    the work is on disk. `coder` is the handle of who makes the edits; `keeper` makes backups
    before merges and large edits, where there is one.
    """

    def _begin(self) -> None:
        super()._begin()
        self._clock = HybridClock()
        self._stacks = UndoStacks()
        self._followed = 0
        self._labels: dict[str, str | None] = {}

    def sibling(self, patience: int | None = None) -> Self:
        """Open a second connection, for work on another thread: call this on that thread.

        `patience` is how many milliseconds another program's lock is waited for.
        """
        sibling = super().sibling(patience)
        sibling.keeper = self.keeper and self.keeper.on_another_thread()
        return sibling

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        title: str = "",
        codebook: Codebook | None = None,
        coder: str = "",
        fill: Callable[["Project"], None] | None = None,
    ) -> "Project":
        """Make a project file and open it; raise a `UserError` when something is there already.

        The file is there when it is whole, with what `fill` did to the new project. The `coder`
        (a handle) who founds it is its reviewer; without one, everybody is until some are named.
        """
        target = Path(path)
        info = ProjectInfo(title=title or normalised(target.stem), created=now_in_words())
        first: list[Edit] = [Found(founders(info, coder))]
        if codebook is not None:
            first.append(ReplaceCodebook(codebook))
        refuse_long_name(target)
        with (
            placed(target, replace=False) as part,
            cls(opened_anew(connection.create(part)), part, coder) as project,
        ):
            project._edit(Together(first, "Project made"), FOUNDATION, no_progress)
            if fill is not None:
                fill(project)
        return cls.open(target, coder)

    # Writing

    def apply(self, edit: Edit | InPieces, progress: Progress = no_progress) -> Changes:
        """Do an edit in one transaction and return what it changed; on disk when it returns.

        Raise a `UserError` when the edit is refused and `CancelledError` when `progress`
        cancels; everything is then as it was. An edit that changes nothing leaves no history.
        """
        return self._edit(edit, stored_kind(edit), progress)

    def undo(self, expected: str = "", progress: Progress = no_progress) -> Changes | None:
        """Take the last edit back; None when there is none.

        If another program has put another edit on top of the `expected` one, raise a `UserError`.
        """
        return self._step_back(UNDO, expected, progress)

    def redo(self, expected: str = "", progress: Progress = no_progress) -> Changes | None:
        """Do again what was undone last; None when there is nothing. As for `undo`."""
        return self._step_back(REDO, expected, progress)

    def next_undo(self, after: int = 0) -> log.EditRow | None:
        """Return the edit that `undo` would take back, or would after so many undos more."""
        stack = self._undo_stacks().undoable
        return log.edit_row(self._database, stack[-1 - after]) if len(stack) > after else None

    def next_redo(self) -> tuple[log.EditRow, log.EditRow] | None:
        """Return the edit that `redo` would do again, and the undo that it would take back."""
        stacks = self._undo_stacks()
        if not stacks.redoable:
            return None
        edit = stacks.redoable[-1]
        found = (log.edit_row(self._database, one) for one in (edit, stacks.answered[edit]))
        target, undo = found
        return (target, undo) if target is not None and undo is not None else None

    def edit(self, edit: str) -> log.EditRow | None:
        """Return an edit by its id."""
        return log.edit_row(self._database, edit)

    def take_back(self, edit: str, progress: Progress = no_progress) -> Changes | None:
        """Take one edit back that need not be the last, as long as nothing stands on it.

        Raise a `UserError` that names what stands on it, or says why it can't be.
        """
        stacks = self._undo_stacks()
        if stacks.undoable and stacks.undoable[-1] == edit:
            return self.undo(edit, progress)
        with self._writing():
            stacks = self._undo_stacks()
            row = log.edit_row(self._database, edit)
            target = taking_back.refuse_unless_own(row, stacks.undoable, stacks.redoable)
            refuse_step(self._database, self.stored, self.coder, target)
            self._back_up_before(target)
            before = counted_edits(self._database).counted
            held = withholding.withheld(self._database)
            locked = locked_articles(self._database)
            changes = self._toggle(UNDO, target, progress)
            taking_back.refuse_in_locked(self._database, changes.changes, locked)
            after = counted_edits(self._database).counted
            gone = before - after
            taking_back.refuse_if_stood_on(self._database, target, gone, after)
            touched = log.records_of(self._database, gone)
            taking_back.refuse_unless_clean(self._database, target, changes.changes, held, touched)
            return changes

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, in words."""
        return self._label(UNDO)

    def redo_label(self) -> str | None:
        """Return what `redo` would do again, in words."""
        return self._label(REDO)

    def _edit(self, edit: Edit | InPieces, kind: str, progress: Progress) -> Changes:
        with self._writing() as made:
            try:
                changes = self._write_planned(edit, kind, progress)
            except TouchedTwiceError:
                transactions.begin_again(self._database)
                changes = self._write_planned(edit, kind, progress, as_one=True)
            if changes.edit:
                made.append(changes)
            return changes

    def _write_planned(
        self, edit: Edit | InPieces, kind: str, progress: Progress, *, as_one: bool = False
    ) -> Changes:
        writing: EditWriting | None = None
        brought: dict[str, str] = {}  # by fingerprint, as long as all is held
        now = now_in_words()
        drafts = Drafts(edit, self.stored, self.coder, now, progress)
        for changes, found in drafts.planned(as_one=as_one):
            if writing is None:
                self._back_up_before_edit(edit, kind, len(changes), progress)
                writing = EditWriting(self._database, self._new_row(kind, drafts.label))
            writing.refuse_twice(changes)
            texts.add_texts(self._database, found)
            writing.write(changes)
            brought.update(found)
            if writing.own is None:
                brought.clear()
        if writing is None:
            return Changes("", drafts.label, self.coder, now)
        return self._finish(writing, drafts.label, brought)

    def _back_up_before_edit(
        self, edit: Edit | InPieces, kind: str, changes: int, progress: Progress
    ) -> None:
        if self.keeper is not None and kind != FOUNDATION:
            # Nothing is written yet, so another connection reads the state before the edit.
            last = log.last(self._database)
            self.keeper.before_edit(self.path, edit, changes, last, progress)

    def _finish(
        self, writing: EditWriting, label: str, brought: Mapping[str, str] | None = None
    ) -> Changes:
        changes = writing.finish(label)
        self._own.add(writing.row, writing.own, brought)
        if not writing.kinds.isdisjoint(_OF_CODEBOOK):
            self._codebook = None
        return changes

    def _step_back(
        self, kind: str, expected: str = "", progress: Progress = no_progress
    ) -> Changes | None:
        with self._writing() as made:
            stacks = self._undo_stacks()
            stack = stacks.undoable if kind == UNDO else stacks.redoable
            target = log.edit_row(self._database, stack[-1]) if stack else None
            if target is None:
                return None
            if expected not in ("", target.id):
                message = f"“{target.label}” was done meanwhile by {target.coder or 'somebody'}."
                raise UserError(message, remedy="Look at it, and undo again if you want to.")
            refuse_step(self._database, self.stored, self.coder, target)
            self._back_up_before(target)
            if withholding.has_merged(self._database):
                made.append(self._toggle(kind, target, progress))
                return made[0]
            row = self._new_row(kind, f"{STEP_WORDS[kind]}: {target.label}", target.id)
            writing = EditWriting(self._database, row)
            for done in pieces.in_pieces(self._database, target.id, progress):
                writing.write([one.inverse() for one in done] if kind == UNDO else done)
            made.append(self._finish(writing, row.label))
            return made[0]

    def _back_up_before(self, target: log.EditRow) -> None:
        """Keep the state before an edit is taken back or done again, if that is a large step."""
        if self.keeper is not None:
            size, last = log.size_of(self._database, target.id), log.last(self._database)
            self.keeper.before_step(self.path, target.kind, size, last)

    def _toggle(self, kind: str, target: log.EditRow, progress: Progress) -> Changes:
        """Let an edit count no longer, or again, with what it brought in if it is a merge.

        What others did meanwhile may stand on it, so the history is folded anew.
        """
        before = counted_edits(self._database)
        done = () if target.kind == MERGE else log.changes_of(self._database, target.id)
        told = tuple(change.inverse() for change in done) if kind == UNDO else done
        edit = self._new_row(kind, f"{STEP_WORDS[kind]}: {target.label}", target.id)
        log.append(self._database, edit, told)
        self._own.add(edit, told)
        changes = withholding.toggled(self._database, before, progress)
        self._codebook = None
        return Changes(edit.id, edit.label, edit.coder, edit.at, tuple(changes))

    def _new_row(self, kind: str, label: str, target: str | None = None) -> log.EditRow:
        # Another connection may have written since: what comes last must sort last.
        latest = connection.latest_clock(self._database)
        if is_no_date(latest):
            bound_own_clocks(self._database)
            latest = connection.latest_clock(self._database)
        self._clock.witness(latest)
        return log.EditRow(
            id=new_id(),
            kind=kind,
            label=label,
            coder=self.coder,
            at=now_in_words(),
            clock=self._clock.tick(),
            target=target,
            answers=self._stacks.answered.get(target or "") if kind == REDO else None,
        )

    def _undo_stacks(self) -> UndoStacks:
        for n, step in log.steps(self._database, self._followed):
            self._stacks.follow(step)
            self._followed = n
        return self._stacks

    def _label(self, kind: str) -> str | None:
        """Return the words; as long as another program holds the file, those of before."""
        try:
            stacks = self._undo_stacks()
            stack = stacks.undoable if kind == UNDO else stacks.redoable
            row = log.edit_row(self._database, stack[-1]) if stack else None
        except NotNowError:
            return self._labels.get(kind)
        except DamageError:
            return None  # whoever tries all the same is told why
        label = row.label if row else None
        if row is not None and row.coder not in ("", self.coder):
            label = f"{row.label} (by {row.coder})"
        self._labels[kind] = label
        return label

    # Working together

    def preview(
        self,
        paths: Sequence[Path],
        mapping: Mapping[str, str] | None = None,
        progress: Progress = no_progress,
        take: Collection[ProposalKey] = (),
        first: Edit | None = None,
    ) -> MergePreview:
        """Tell what bringing these project files in would do, after a `first` edit; write nothing.

        `mapping` says for codes of theirs that the project does not know by id which of its codes
        they are ("" for a new one); by default it is the one of the same name. `take` are the
        proposals of the codebook that are taken: whose (a handle), and on which code (its id).
        """
        if self.read_only or first is not None:
            with self._private_copy() as copy:
                if first is not None:
                    copy.apply(first)
                return copy.preview(paths, mapping, progress, take)
        sources, reports = read_sources(self._database, self.path, paths, progress)
        self._try(sources, mapping or {}, reports, progress, take)
        return MergePreview(tuple(reports[path] for path in paths))

    def bring_in(
        self,
        paths: Sequence[Path],
        mapping: Mapping[str, str] | None = None,
        progress: Progress = no_progress,
        *,
        as_steps: bool = False,
        all_or_none: bool = False,
        take: Collection[ProposalKey] = (),
    ) -> tuple[Changes, MergePreview]:
        """Bring project files in, as `preview` tells, in one transaction and one undo step.

        With `as_steps` the coder's own edits come in as steps on top of that one, so that undo goes
        on from the last of them: the file holds one's own work, which was parted from the project.
        A file that can't be brought in is told of and left out; the others come in, unless it is
        to be `all_or_none`: then, and when nothing is new, nothing is written.
        """
        sources, reports = read_sources(self._database, self.path, paths, progress)
        mapping, nothing = mapping or {}, Changes("", "Nothing new", self.coder, now_in_words())
        if all_or_none and (reports or not has_news(self._database, sources.values())):
            refused = bool(reports)
            self._try(sources, mapping, reports, progress, take)
            told = MergePreview(tuple(reports[path] for path in paths))
            if refused or not told.brings_something:
                return nothing, told
        if self.keeper is not None and sources:
            last = log.last(self._database)
            self.keeper.before(self.path, Reason.BEFORE_MERGE, last, progress)
        with self._writing():
            parted = last_of(sources.values(), self.coder) if as_steps else None
            changes = self._merge(sources, mapping, reports, progress, take, parted)
            if any(report.edits for report in reports.values()):
                self._own.add_merge(self._database, changes.edit)
            else:
                transactions.begin_again(self._database)
                changes = nothing
        return changes, MergePreview(tuple(reports[path] for path in paths))

    def _try(
        self,
        sources: Mapping[Path, OtherHistory],
        mapping: Mapping[str, str],
        reports: dict[Path, FileReport],
        progress: Progress,
        take: Collection[ProposalKey],
    ) -> None:
        """Report what bringing in would do, and do nothing."""
        with transactions.trial(self._database):
            self._merge(sources, mapping, reports, progress, take)

    def _merge(
        self,
        sources: Mapping[Path, OtherHistory],
        mapping: Mapping[str, str],
        reports: dict[Path, FileReport],
        progress: Progress,
        take: Collection[ProposalKey] = (),
        parted: str | None = None,
    ) -> Changes:
        bound_own_clocks(self._database)
        self._clock = HybridClock()
        for source in sources.values():
            self._clock.witness(max((row.clock for row in source.edits.values()), default=NEVER))
        label = f"Brought in {', '.join(source.name for source in sources.values())}"
        edit = self._new_row(MERGE, label, parted)
        log.append(self._database, edit, ())
        merge = Merge(self._database, edit, progress, take)
        for path, source in sources.items():
            reports[path] = merge.bring(source, mapping)
        merge.give_work()
        merge.name_files()
        self._codebook = None
        return Changes(edit.id, label, edit.coder, edit.at, tuple(merge.changes))
