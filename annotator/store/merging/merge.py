"""Bringing other files' histories in: the union of what both hold, folded again."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import structs

from annotator.domain import code_matching
from annotator.domain.change import Change, Key, difference
from annotator.domain.clock import device_of
from annotator.domain.codebook import Code
from annotator.domain.draft import Progress
from annotator.domain.ids import new_id
from annotator.domain.kinds import KINDS, map_attributes, to_values
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.record import Values
from annotator.domain.undo import EXTEND, NO_WORK, REDO, REST, UNDO
from annotator.domain.without_collecting import without_collecting
from annotator.store.file import tables, texts
from annotator.store.file.database import Database
from annotator.store.history import log, withholding
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.gold_touched import locked_articles
from annotator.store.merging import whose_work
from annotator.store.merging.clocks import take_earlier_clocks
from annotator.store.merging.conflicts import conflicts, keep
from annotator.store.merging.gold_changed import gold_changed
from annotator.store.merging.merged_actors import led_anew
from annotator.store.merging.new_notes import new_notes
from annotator.store.merging.new_people import new_assignments, new_coders
from annotator.store.merging.other_file import OtherHistory
from annotator.store.merging.proposals import not_applied, proposals, taking
from annotator.store.merging.record_matching import RecordMatching
from annotator.store.merging.report import CodeMatch, CodeProposal, FileReport, ProposalKey

Attributes = set[tuple[str, str]]
"""What an edit says of a record: attributes, and in maps their entries."""


class Merge:
    """One bringing in of files; everything happens in the caller's transaction.

    `edit` is the merge's own edit, which is in the history already.
    """

    def __init__(
        self,
        database: Database,
        edit: log.EditRow,
        progress: Progress,
        take: Collection[ProposalKey] = (),
    ) -> None:
        self._database = database
        self._edit = edit
        self._progress = progress
        self._take = take
        self._counting: CountedEdits | None = None
        self._newest: list[tuple[str, str]] = []
        self.changes: list[Change] = []

    @without_collecting()
    def bring(self, source: OtherHistory, mapping: Mapping[str, str]) -> FileReport:
        """Take over what is new in a file, and tell what it was."""
        before = self._counting or counted_edits(self._database)
        matching = RecordMatching(self._database, source, mapping, before.counted)
        codes = _codes(self._database)
        texts.add_texts(self._database, source.texts)
        known = _known_edits(self._database, source.edits)
        strangers = whose_work.newcomers(
            self._database, source.edits, known, _handles(source).items()
        )
        restamped = take_earlier_clocks(self._database, source.edits, known)
        self._note_newest(source, known, before.visible)
        if self._add(source, matching, known, before.visible):
            self._extend(matching)
        after = counted_edits(self._database)
        proposed = self._proposals(source, after)
        after = self._counting = self._taken(proposed, after)
        delta = after.otherwise_than(before)
        touched = log.records_of(self._database, delta | restamped)
        waiting = withholding.withheld(self._database).keys()
        locked = locked_articles(self._database)
        lost = conflicts(self._database, touched, before, after, source.edits.keys())
        done = withholding.refold(self._database, touched, after)
        keep(self._database, self._edit.id, lost)
        self.changes.extend(done)
        held = withholding.withheld(self._database).keys() - waiting
        counts = _Counts(done)
        twice, in_locked = gold_changed(self._database, done, locked)
        news = len(after.visible - before.visible)
        return FileReport(
            name=source.name,
            coders=_coders(source, done),
            edits=news + len(restamped),
            articles=sum(kind == "article" for kind, _ in source.folded),
            new_articles=counts.made["article"],
            new=counts.made["annotation"],
            changed=counts.changed_annotations,
            deleted=counts.gone["annotation"],
            corrected=counts.corrected_articles,
            codebook=tuple(self._codebook(matching, codes, proposed)),
            proposals=tuple(proposed),
            not_applied=tuple(self._not_applied(source, matching, before, after)),
            conflicts=tuple(lost),
            refused=tuple(matching.refused),
            withheld=tuple(_in_words(held)),
            waiting=len(held),
            gold_twice=twice,
            in_locked=in_locked,
            clock=source.note,
            newcomers=strangers,
            notes=new_notes(source, done),
            new_coders=new_coders(done),
            assignments=new_assignments(self._database, done),
            taken_back=len(known - before.visible),
        )

    def _note_newest(
        self, source: OtherHistory, known: Collection[str], visible: Collection[str]
    ) -> None:
        """Keep the last new edit of each handle and machine, to say with which file it came."""
        newest: dict[tuple[str, str], log.EditRow] = {}
        for edit, row in source.edits.items():
            if row.coder and not (edit in known and edit in visible) and row.kind not in NO_WORK:
                whose = row.coder, device_of(row.clock)
                last = newest.get(whose)
                if last is None or last.clock < row.clock:
                    newest[whose] = row
        self._newest += [(source.name, row.id) for row in newest.values()]

    def name_files(self) -> None:
        """Write down with which of several files each handle's work came; once, when all are in.

        It stands in edits of the merge itself that change nothing.
        """
        if len({name for name, _ in self._newest}) > 1:
            for name, edit in self._newest:
                self._write_own(name, (), edit)

    def _proposals(self, source: OtherHistory, counting: CountedEdits) -> list[CodeProposal]:
        """Return what a file proposes of the codebook; what is not new among it, too."""
        return proposals(self._database, counting, source.edits) if counting.unentitled else []

    def _taken(self, proposed: Sequence[CodeProposal], counting: CountedEdits) -> CountedEdits:
        """Make those proposals the codebook's that are taken; return what counts then."""
        changes = taking(self._database, proposed, self._take)
        if not changes:
            return counting
        self._write_own("Proposals taken", changes)
        return counted_edits(self._database)

    def _not_applied(
        self,
        source: OtherHistory,
        matching: RecordMatching,
        before: CountedEdits,
        after: CountedEdits,
    ) -> list[str]:
        """Say what of a file's new edits is reserved, and does not count."""
        new = (after.unentitled - before.visible) & source.edits.keys()
        changes = {edit: list(matching.changes(edit)) for edit in source.edits if edit in new}
        return not_applied(self._database, source.edits, changes, after.in_name)

    def give_work(self) -> None:
        """Give what came in to whom the project's rules say; once, when all files are in."""
        counting = self._counting
        if counting is None:
            return
        given = whose_work.given_anew(self._database, counting.counted, self._edit.id)
        if given:
            self._write_own("Work given", given)
            counting = self._fold_anew(given)
        self._lead_to_actors(counting)

    def _lead_to_actors(self, counting: CountedEdits) -> None:
        """Lead links to actors that are others by now on to those."""
        steps = led_anew(self._database, counting.counted)
        # What has one clock counts in the order of the ids.
        for (edit, changes), ident in zip(steps, sorted(new_id() for _ in steps), strict=True):
            self._write_own("Links led to merged actors", changes, edit or None, ident)
        if steps:
            self._fold_anew([change for _, changes in steps for change in changes])

    def _fold_anew(self, done: Sequence[Change]) -> CountedEdits:
        """Bring the tables to what counts after these changes, and return what does."""
        counting = counted_edits(self._database)
        keys = {change.key for change in done}
        self.changes.extend(withholding.refold(self._database, keys, counting))
        return counting

    def _codebook(
        self, matching: RecordMatching, before: dict[str, Code], proposed: Sequence[CodeProposal]
    ) -> Iterator[CodeMatch]:
        """Tell how codes were matched, and what bringing in did to the codebook beside."""
        only_proposed = {one.code for one in proposed if one.ours is None}
        matched = [one for one in matching.codes if one.ours or one.theirs not in only_proposed]
        yield from matched
        told = {match.theirs for match in matched if not match.ours}
        for match in _changed_codes(before, _codes(self._database)):
            if match.theirs not in told:
                yield match

    def _add(
        self,
        source: OtherHistory,
        matching: RecordMatching,
        known: set[str],
        visible: frozenset[str],
    ) -> bool:
        """Append the edits that are not here, and the rest of those that are here in part.

        Tell whether there were any.
        """
        hidden = known - visible
        log.show_again(self._database, self._edit.id, sorted(hidden))
        added = bool(hidden)
        ours = {edit: list(matching.changes(edit)) for edit in known}
        here = _attributes_here(self._database, ours, visible)
        for done, (edit, row) in enumerate(source.edits.items()):
            if done % 500 == 0:
                self._progress(done, len(source.edits))
            if edit not in known:
                new = structs.replace(row, via=self._edit.id)
                log.append(self._database, new, matching.changes(edit))
                added = True
                continue
            # What undoing tells of itself is for reading only: nothing of it is folded.
            rest = [] if row.kind in (UNDO, REDO) else list(_rest(ours[edit], here[edit]))
            if rest:
                self._append(REST, row, rest)
                added = True
        return added

    def _append(self, kind: str, like: log.EditRow, changes: Sequence[Change]) -> None:
        row = structs.replace(like, id=new_id(), kind=kind, target=like.id, via=self._edit.id)
        log.append(self._database, row, changes)

    def _extend(self, matching: RecordMatching) -> None:
        """Give our codes the fields and choices that answers of another codebook need."""
        found = [
            difference("code", ours.id, to_values(ours), to_values(wanted))
            for ours, wanted in matching.extensions()
        ]
        changes = [change for change in found if change is not None]
        setting, before, after = matching.kept_matching()
        if before != after:
            was, now = {"settings": {setting: before or None}}, {"settings": {setting: after}}
            changes.append(Change("project", PROJECT_ID, was, now))
        if changes:
            self._write_own("Codebook extended", changes)

    def _write_own(
        self, label: str, changes: Sequence[Change], target: str | None = None, ident: str = ""
    ) -> None:
        """Write what the merge itself does, beside what it brings."""
        own = {"id": ident or new_id(), "kind": EXTEND, "via": self._edit.id, "target": target}
        row = structs.replace(self._edit, label=label, **own)
        log.append(self._database, row, changes)


def _known_edits(database: Database, edits: Iterable[str]) -> set[str]:
    sql = "SELECT id FROM edit WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in database.conn.execute(sql, [tables.among(edits)])}


def _attributes_here(
    database: Database, edits: Mapping[str, Sequence[Change]], visible: frozenset[str]
) -> dict[str, dict[Key, Attributes]]:
    """Return what these edits say here, their visible rests included, of each of some records.

    They are those of which the edits say something in the other file: of a package not all.
    """
    asked = {edit: {change.key for change in changes} for edit, changes in edits.items()}
    sql = (
        "SELECT e.id, CASE e.kind WHEN 'rest' THEN e.target ELSE e.id END, c.kind, c.record, "
        "c.after FROM change c JOIN edit e ON e.id = c.edit "
        "WHERE e.id IN (SELECT value FROM json_each(?1)) "
        "OR (e.kind = 'rest' AND e.target IN (SELECT value FROM json_each(?1)))"
    )
    here: dict[str, dict[Key, Attributes]] = {edit: {} for edit in edits}
    for edit, home, kind, record, after in database.conn.execute(sql, [tables.among(edits)]):
        if (home == edit or edit in visible) and (kind, record) in asked[home]:
            values = None if after is None else msgspec.json.decode(after)
            here[home].setdefault((kind, record), set()).update(_attributes(kind, values))
    return here


def _attributes(kind: str, values: Values | None) -> Iterator[tuple[str, str]]:
    if values is None:
        yield "", ""
        return
    maps = map_attributes(kind)
    for name, value in values.items():
        yield name, ""
        if name in maps:
            entries: Values = value or {}
            yield from ((name, entry) for entry in entries)


def _rest(changes: Iterable[Change], here: dict[Key, Attributes]) -> Iterator[Change]:
    """Yield what an edit says that is not here: of records, or of attributes of a record."""
    for change in changes:
        known = here.get(change.key)
        if known is None:
            yield change
        elif change.after is not None:
            maps = map_attributes(change.kind)
            more: Values = {}
            for name, value in change.after.items():
                if (name, "") not in known:
                    more[name] = value
                elif name in maps:
                    entries = {k: v for k, v in value.items() if (name, k) not in known}
                    more |= {name: entries} if entries else {}
            if more:
                yield Change(change.kind, change.record, dict.fromkeys(more), more)


class _Counts:
    """How many records of each kind were made, changed and deleted."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.made = Counter[str]()
        self.gone = Counter[str]()
        made: set[str] = set()
        changed: set[str] = set()
        self.corrected_articles = 0
        for change in changes:
            if change.before is None:
                self.made[change.kind] += 1
            elif change.after is None:
                self.gone[change.kind] += 1
            elif change.kind == "article":
                self.corrected_articles += 1
            if change.kind == "annotation":
                (made if None in (change.before, change.after) else changed).add(change.record)
            elif change.kind == "link":
                values = change.after or change.before or {}
                changed.add(values.get("annotation", ""))
        self.changed_annotations = len(changed - made - {""})


def _coders(source: OtherHistory, changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the handles of whose labels a file brings, or has if it brings none."""
    names = _handles(source)
    layers = {
        record: values["coder"]
        for (kind, record), values in source.folded.items()
        if kind in ("annotation", "status")
    }
    brought = {layers.get(c.record, "") for c in changes if c.kind in ("annotation", "status")}
    found = (brought & names.keys()) or set(layers.values())
    return tuple(sorted(names[coder] for coder in found if coder in names))


def _handles(source: OtherHistory) -> dict[str, str]:
    """Return the handles of a file's coders by their ids."""
    return {r: v["handle"] for (kind, r), v in source.folded.items() if kind == "coder"}


def _codes(database: Database) -> dict[str, Code]:
    found = tables.select(database, "code", {})
    return {values["id"]: tables.to_record(Code, values) for values in found}


def _changed_codes(before: dict[str, Code], after: dict[str, Code]) -> Iterator[CodeMatch]:
    """Tell what bringing in did to the codebook."""
    for ident, code in after.items():
        old = before.get(ident)
        if old is None:
            yield CodeMatch(ident, code.name, ident, "new code")
        elif old != code:
            note = code_matching.difference_in_words(old, code)
            yield CodeMatch(ident, code.name, ident, note)
    for ident in before.keys() - after.keys():
        yield CodeMatch(ident, before[ident].name, ident, "deleted")


def _in_words(held: Iterable[Key]) -> Iterator[str]:
    counts = Counter(kind for kind, _ in held)
    for kind, count in sorted(counts.items()):
        named = KINDS[kind].in_words(count)
        if count == 1:
            yield f"{named} can't be shown as it is: what it needs is not here."
        else:
            yield f"{named} can't be shown as they are: what they need is not here."
