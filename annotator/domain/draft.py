"""A working copy of a project's state on which one edit writes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from msgspec import structs

from annotator.domain.annotation import Annotation, stamped
from annotator.domain.article import Article, fingerprint
from annotator.domain.bounds import check_count
from annotator.domain.change import Change, Key, change_of, difference, order_of
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, R, kind_name, referred_to, referring_to, to_values
from annotator.domain.names import folded
from annotator.domain.on_texts import articles_of, counted_in_theirs, is_the_same_work
from annotator.domain.people import Coder, coder_id
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record, alike
from annotator.domain.reserved import refuse_unless_reviewer
from annotator.domain.rules import check_record
from annotator.domain.rules_locked import check_locks
from annotator.domain.run_handles import refuse_run
from annotator.domain.settings import project_settings
from annotator.domain.shells import Mark
from annotator.domain.state import State, find_coder, find_each, get_each, id_of_coder
from annotator.domain.without_collecting import without_collecting
from annotator.domain.written_records import WrittenRecords

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with what is done and the whole; raises `CancelledError` to stop the work."""


_AT_ONCE = 500
"""How many records are checked at once, between two reports of progress."""


def no_progress(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def reporting(things: Iterable[T], progress: Progress, total: int) -> Iterator[T]:
    """Yield things and report how many there were, as far as the whole is known."""
    for done, one in enumerate(things):
        if done % _AT_ONCE == 0:
            progress(min(done, total), total)
        yield one


class Draft:
    """The state as the edit leaves it so far: reads see the edit's own writes."""

    def __init__(
        self, state: State, *, coder: str, now: str, progress: Progress = no_progress
    ) -> None:
        self._state = state
        self._old: dict[Key, Record | None] = {}
        self._new: dict[Key, Record | None] = {}
        self._written: dict[str, WrittenRecords] = defaultdict(WrittenRecords)
        self._read: dict[Key, Record | None] = {}
        self._found: dict[tuple[str, str, str | None], list[Record]] = {}
        self._texts: dict[str, str] = {}
        self._last_text = ("", "")
        self._gone: set[Key] = set()
        self._version_given = False
        self._me = ""
        self._checked: set[Key] = set()
        self._carried: set[Key] = set()
        self._said: dict[Key, tuple[str, ...]] = {}
        self._last_acts: dict[str, Callable[[], None]] = {}
        self.coder = coder
        self.now = now
        self.progress = progress

    # Reading

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id as the edit has it."""
        key = (kind_name(kind), record)
        found = self._new[key] if key in self._new else self._stored(kind, record)
        return found if isinstance(found, kind) else None

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, as the edit has them."""
        self.foresee(kind, ids)
        return get_each(self, kind, ids)

    def foresee(self, kind: type[Record], ids: Iterable[str]) -> None:
        """Read at once what is stored of records that will be asked for one by one."""
        name = kind_name(kind)
        unread = [one for one in dict.fromkeys(ids) if (name, one) not in self._read]
        stored = self._state.get_all(kind, unread) if unread else {}
        self._read.update({(name, one): stored.get(one) for one in unread})

    def foresee_on(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Read at once what is stored of records that will be found one value after the other."""
        name = kind_name(kind)
        self._found.update({(name, attribute, value): [] for value in values})
        found = self._state.find_among(kind, attribute, values)
        for one in found:
            self._found[name, attribute, getattr(one, attribute)].append(one)
        return found

    def foresee_removal(self, kind: type[Record], ids: Collection[str]) -> None:
        """Read at once what is on records that will be removed one by one, and what is on that."""
        self.foresee(kind, ids)
        for one, reference in referring_to(kind_name(kind)):
            if reference.owns:
                found = self.foresee_on(one.type, reference.attribute, ids)
                if found:
                    self.foresee_removal(one.type, [record.id for record in found])

    def need(self, kind: type[R], record: str) -> R:
        """Return the record with this id; raise a `UserError` when there is none."""
        found = self.get(kind, record)
        if found is None:
            message = f"There is no {kind_name(kind)} {record} in this project."
            raise UserError(message, remedy="It may have been deleted meanwhile.")
        return found

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, as the edit has them."""
        known = self._foreseen(kind, equal)
        found = self._state.find(kind, **equal) if known is None else known
        stored = [one for one in found if self._key(one) not in self._new]
        written = self._written[kind_name(kind)].find(equal)
        return stored + [one for one in written if isinstance(one, kind)]

    def _foreseen(self, kind: type[R], equal: dict[str, str | None]) -> list[R] | None:
        if len(equal) != 1 or not self._found:
            return None
        ((attribute, value),) = equal.items()
        found = self._found.get((kind_name(kind), attribute, value))
        return None if found is None else [one for one in found if isinstance(one, kind)]

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values, as the edit has them."""
        self.foresee_on(kind, attribute, values)
        return find_each(self, kind, attribute, values)

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        """Return the ids of the articles that were known by each of these marks before the edit."""
        return self._state.known_by(marks)

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint."""
        if sha256 in self._texts:
            return self._texts[sha256]
        if self._last_text[0] != sha256:
            self._last_text = sha256, self._state.text(sha256)
        return self._last_text[1]

    def me(self) -> str:
        """Return the id of who makes the edit, who becomes one of the project's coders by it."""
        if not self._me:
            self._me = self._found_me()
        return self._me

    def _found_me(self) -> str:
        if not self.coder:
            raise UserError("Nobody is coding.", remedy="Say who is coding first.")
        known = find_coder(self, self.coder)
        if known is not None:
            refuse_run(self, known)
            return known.id
        renamed = self.get(Coder, coder_id(self.coder))
        if renamed is not None:
            message = f"The coder {self.coder} is called {renamed.handle} in this project now."
            raise UserError(message, remedy=f"Code as {renamed.handle}, or choose another handle.")
        coder = Coder(id=coder_id(self.coder), handle=self.coder)
        self.put(coder)
        return coder.id

    def need_left_out(self, kind: type[R], record: str) -> R:
        """Return a record that can't stand and take it up, to be put anew or removed.

        Raise a `UserError` when there is none.
        """
        found = self.left_out(kind, (record,)).get(record)
        if found is None or self.get(kind, record) is not None:
            message = f"There is no {kind_name(kind)} {record} that waits for a place."
            raise UserError(message, remedy="It may have been given one meanwhile.")
        self._read[kind_name(kind), record] = found
        return found

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return those of these records that the history has and that can't stand, by ids."""
        return self._state.left_out(kind, ids)

    # Writing

    def put(self, record: Record) -> None:
        """Create or replace a record."""
        self._write(record, record)

    def put_checked(self, record: Record) -> None:
        """Create a record that was checked against all that it refers to, in this very state."""
        self._checked.add(self._write(record, record))

    def carry(self, annotation: Annotation) -> None:
        """Change a checked label along with its code: when and how it was coded stays."""
        self._carried.add(self._write(annotation, annotation))

    def say_again(self, record: Record, *attributes: str) -> None:
        """Say that a record is there with these attributes, whatever others said of it before."""
        self._said[self._write(record, record)] = attributes

    def remove(self, record: Record) -> None:
        """Delete a record with all that is on it; what else refers to it, the edit must delete."""
        for kind, reference in referring_to(kind_name(type(record))):
            if reference.owns:
                for one in self.find(kind.type, **{reference.attribute: record.id}):
                    self.remove(one)
        self._write(record, None)

    def _write(self, record: Record, new: Record | None) -> Key:
        key = self._key(record)
        if key not in self._old:
            self._old[key] = self._stored(type(record), record.id)
        self._new[key] = new
        if key[0] == "coder":
            self._me = ""
        written = self._written[key[0]]
        if new is None:
            self._gone.add(key)
            written.drop(record.id)
        else:
            written.put(new)
        return key

    def _stored(self, kind: type[Record], record: str) -> Record | None:
        key = (kind_name(kind), record)
        if key not in self._read:
            self._read[key] = self._state.get(kind, record)
        return self._read[key]

    def keep_codebook_version(self) -> None:
        """Leave the version as the edit puts it: a codebook came with a version of its own."""
        self._version_given = True

    @property
    def gives_codebook_version(self) -> bool:
        """Whether the codebook has the version now that it is to have after the edit."""
        return self._version_given

    def at_end(self, name: str, act: Callable[[], None]) -> None:
        """Do something once, whatever else the edit still does; the same name is done once."""
        self._last_acts.setdefault(name, act)

    def add_text(self, text: str) -> str:
        """Keep a text for ever and return its SHA-256; raise a `UserError` if it is no text."""
        try:
            sha256 = fingerprint(text)
        except UnicodeEncodeError as error:
            message = f"The text holds half a character (a lone surrogate) at {error.start}."
            raise UserError(message, remedy="Save it as UTF-8 again.") from None
        self._texts[sha256] = text
        return sha256

    # What came of it

    @property
    def texts(self) -> dict[str, str]:
        """The texts that the edit brought, by SHA-256."""
        return self._texts

    @property
    def written(self) -> dict[Key, Record | None]:
        """The records as the edit leaves them, none where it deleted one."""
        return dict(self._new)

    @without_collecting()
    def changes(self) -> tuple[Change, ...]:
        """Check every written record and return what changed, in the order of the kinds."""
        for act in list(self._last_acts.values()):
            act()
        self._take_up()
        self._raise_codebook_version()
        self._say_which_text()
        self._stamp()
        self._refuse_reserved()
        check_locks(self._state, self._old, self._new)
        written = [record for record in self._new.values() if record is not None]
        for done in range(0, len(written), _AT_ONCE):
            self.progress(done, len(written))
            self._check(written[done : done + _AT_ONCE])
        if any(isinstance(one, Code) and self._old[self._key(one)] is None for one in written):
            check_count(len(self.find(Code)), "codebook")
        found = (self._change(key) for key in self._new)
        return tuple(sorted(filter(None, found), key=lambda one: order_of(one.kind)))

    def _take_up(self) -> None:
        """Let what was made under an id that waits take the place of what waits."""
        made: dict[type[Record], list[str]] = defaultdict(list)
        for key, record in self._new.items():
            if record is not None and self._old[key] is None:
                made[type(record)].append(record.id)
        for kind, ids in made.items():
            for ident, waiting in self._state.left_out(kind, ids).items():
                self._old[kind_name(kind), ident] = waiting
                self._gone.add((kind_name(kind), ident))

    def _check(self, written: Iterable[Record]) -> None:
        unchecked: list[tuple[Record, Record | None]] = []
        for record in written:
            key = self._key(record)
            old = self._old[key]
            if key in self._carried or (old is None and key in self._checked):
                continue
            # What was gone and is put back unchanged may refer to what is gone.
            if not alike(old, record) or key in self._gone:
                unchecked.append((record, old))
        self._foresee_references(record for record, _ in unchecked)
        for record, old in unchecked:
            check_record(self, record, old)

    def _foresee_references(self, records: Iterable[Record]) -> None:
        """Read at once what records refer to, of what the edit has not written itself."""
        wanted: dict[type[Record], list[str]] = {}
        for record in records:
            for reference, ident in referred_to(record):
                if (reference.kind, ident) not in self._new:
                    wanted.setdefault(KINDS[reference.kind].type, []).append(ident)
        for kind, ids in wanted.items():
            self.foresee(kind, ids)

    def _refuse_reserved(self) -> None:
        """Refuse what only reviewers may change; of nobody nothing is known."""
        if folded(self.coder):
            written = {key: (self._old[key], new) for key, new in self._new.items()}
            refuse_unless_reviewer(self, id_of_coder(self, self.coder), written)

    def _may_review(self, info: ProjectInfo) -> bool:
        """Tell whether what is changed of the codebook is no draft, but makes a version of it."""
        settings = project_settings(info.settings)
        return not folded(self.coder) or settings.may_review(id_of_coder(self, self.coder))

    def _change(self, key: Key) -> Change | None:
        old, new = self._old[key], self._new[key]
        if old is None or new is None:
            return difference(
                *key,
                None if old is None else to_values(old),
                None if new is None else to_values(new),
            )
        return change_of(old, new, self._said.get(key))

    def _raise_codebook_version(self) -> None:
        """Give the codebook another version; what others than reviewers draft has none."""
        touched = any(
            kind == kind_name(Code) and not alike(self._old[kind, code], new)
            for (kind, code), new in self._new.items()
        )
        info = self.get(ProjectInfo, PROJECT_ID)
        if not touched or info is None or self._version_given:
            return
        before = self._state.get(ProjectInfo, PROJECT_ID)
        raised = before is not None and before.codebook_version != info.codebook_version
        if before is not None and not raised and self._may_review(before):
            self.put(structs.replace(info, codebook_version=info.codebook_version + 1))
            self._version_given = True

    def _say_which_text(self) -> None:
        """Say of what stands on corrected texts in which text it is counted."""
        articles = articles_of(self._new.values())
        self.foresee(Article, [one for one in articles if ("article", one) not in self._new])
        written = [
            one
            for key, one in self._new.items()
            if key in self._gone or not alike(self._old[key], one)
        ]
        for one in counted_in_theirs(self, written):
            self.put(one)

    def _stamp(self) -> None:
        """Give changed annotations the time of the edit, and new ones their codebook version."""
        info = self.get(ProjectInfo, PROJECT_ID) or ProjectInfo()
        for key, record in list(self._new.items()):
            old = self._old[key]
            if not isinstance(record, Annotation) or key in self._carried or alike(old, record):
                continue
            if isinstance(old, Annotation) and is_the_same_work(old, record):
                continue
            if old is not None or not record.modified:
                before = old if isinstance(old, Annotation) else None
                self.put(stamped(record, before, self.now, info.codebook_version))

    @staticmethod
    def _key(record: Record) -> Key:
        return kind_name(type(record)), record.id
