"""A project with edits that wait, since another program's lock is in the way."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import structs

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.article import Article
from annotator.domain.change import Changes, Key
from annotator.domain.clock import now_millis
from annotator.domain.codebook import Codebook
from annotator.domain.edits.base import Edit
from annotator.domain.errors import BusyError, UserError
from annotator.domain.expected import Expectation, Expected, expectation_from, expectation_of
from annotator.domain.kinds import R, kind_name
from annotator.domain.record import Record
from annotator.domain.remembered import Remembered
from annotator.domain.shells import Mark
from annotator.domain.state import State, codebook_of, find_each, get_each
from annotator.domain.undo import REDO, STEP_WORDS, UNDO
from annotator.store.history import log
from annotator.store.history.log import EditRow
from annotator.store.history.withholding import has_merged, is_other_text
from annotator.store.opening.opening import Opened
from annotator.store.readable import ReadableProject
from annotator.store.writable import WritableProject


class ExpectingProject(WritableProject):
    """A project whose records are read as they will be once the edits that wait are written.

    Lists that are made of many records (summaries, counts, searches, the history) are read as the
    file has them. While it can't be read at all, `remember` says what is known of it.
    """

    remember: Callable[[], Remembered] = Remembered

    def __init__(self, opened: Opened, path: Path, coder: str = "") -> None:
        self._expected = Expected()
        self._remembered: Remembered | None = None
        self._unmade: set[Key] = set()
        super().__init__(opened, path, coder)

    # Reading

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        return self._expected.get(kind, record, lambda: self._stored(kind, record))

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, of those that exist; one look for all."""
        if not self._expected:
            with suppress(BusyError):
                return super().get_all(kind, ids)
        return get_each(self, kind, ids)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        try:
            stored = super().find(kind, **equal)
        except BusyError:
            stored = self._in_memory.find(kind, **equal)
            if stored is None and not self._is_on_new(equal):
                raise
        return self._expected.over(kind, stored or [], lambda one: _has(one, equal))

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values, of one oldest first."""
        if not self._expected:
            with suppress(BusyError):
                return super().find_among(kind, attribute, values)
        return find_each(self, kind, attribute, values)

    def annotations_on(self, article: str, few: int) -> Sequence[AnyPlaced]:
        """Return an article's annotations, oldest first: whole where there are only a `few`."""
        if not self._expected:
            with suppress(BusyError):
                return super().annotations_on(article, few)
        return self.find(Annotation, article=article)

    def on_annotations_of(self, kind: type[R], article: str) -> list[R]:
        """Return the records of a kind that are on an article's annotations, oldest first."""
        try:
            stored = super().on_annotations_of(kind, article)
        except BusyError:
            stored = self._in_memory.on_annotations_of(kind, article)
            if stored is None:
                raise
        return self._expected.over(kind, stored, lambda one: self._article_of(one) == article)

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint; raise `KeyError` when there is none."""
        found = self._expected.text(sha256)
        if found is not None:
            return found
        try:
            return super().text(sha256)
        except BusyError:
            known = self._in_memory.text(sha256)
            if known is None:
                raise
            return known

    def text_of(self, article: Article) -> str:
        """Return an article's text; raise a `DamageError` when it is lost or another one by now."""
        found = self._expected.text(article.text_sha256)
        if found is not None:
            return found
        try:
            return super().text_of(article)
        except BusyError:
            known = self._in_memory.text(article.text_sha256)
            if known is None:
                raise
            return known

    def codebook(self) -> Codebook:
        """Return the codebook as it will be."""
        return codebook_of(self) if self._expected else super().codebook()

    def _stored(self, kind: type[R], record: str) -> R | None:
        if not record:
            return None
        try:
            return super().get(kind, record)
        except BusyError:
            found = self._in_memory.get(kind, record)
            if found is None and (kind_name(kind), record) not in self._unmade:
                raise
            return found

    def _is_on_new(self, equal: dict[str, str | None]) -> bool:
        """Tell whether nothing in the file can be asked for: it is on what a waiting edit makes."""
        ends = (equal.get("annotation"), equal.get("target_annotation"))
        return any(self._expected.touches(Annotation, one) for one in ends if one)

    def _article_of(self, record: Record) -> str:
        on = self.get(Annotation, getattr(record, "annotation", ""))
        return on.article if on is not None else ""

    @property
    def _in_memory(self) -> Remembered:
        """What is remembered of the file: nothing of what waits is in it."""
        return self._remembered or self.remember()

    @property
    def stored(self) -> State:
        """What is in the file, without the edits that wait."""
        return _Stored(self)

    # Edits that wait

    def expect(self, edit: Edit) -> Changes:
        """Read records from now on as if an edit were written, which `apply` is to do later.

        What it changes is told. Raise the `UserError` with which it is refused; where too little
        can be read to foretell anything, nothing is foretold.
        """
        guess = _Guess(self)
        now = now_in_words()
        try:
            return self._expect(lambda: expectation_of(edit, guess, self.coder, now))
        except BusyError:
            return self.expect_something()
        except UserError as error:
            if not any(one in str(error) for one in guess.taken_for_new):
                raise
            return self.expect_something()

    def expect_changes(self, changes: Changes) -> Changes:
        """As `expect`, of known changes."""
        return self._expect(lambda: expectation_from(changes, self))

    def expect_something(self, label: str = "") -> Changes:
        """As `expect`, of an edit of which nothing can be foretold but what it is called."""
        nothing = Changes("", label, self.coder, now_in_words())
        return self._expect(lambda: Expectation(nothing, {}))

    def expect_step(self, edit: EditRow, *, again: bool = False) -> Changes:
        """As `expect`, of taking an edit back, or doing it `again`."""
        label = f"{STEP_WORDS[REDO if again else UNDO]}: {edit.label}"
        if has_merged(self._database):
            return self.expect_something(label)  # the history would have to be folded anew
        done = log.changes_of(self._database, edit.id)
        changes = done if again else tuple(change.inverse() for change in done)
        return self.expect_changes(Changes("", label, self.coder, now_in_words(), changes))

    @property
    def expected_label(self) -> str:
        """What the last edit that waits does, in words, if that is known."""
        return self._expected.label

    def _expect(self, foretell: Callable[[], Expectation]) -> Changes:
        if not self._expected:
            self._remembered = self.remember()
            self._unmade.clear()
        found = foretell()
        if self._is_more(found.changes):
            found = Expectation(structs.replace(found.changes, changes=()), {})
        self._expected.add(found)
        return found.changes

    def _is_more(self, changes: Changes) -> bool:
        """Tell whether more follows from changes than they say, which nobody can foretell.

        Another text leaves labels without words; one that waits for a place comes back with what
        is on it.
        """
        kind = kind_name(Annotation)
        known = [one.record for one in changes if one.kind == kind and one.before is not None]
        waits = len(self.get_all(Annotation, known)) < len(known)
        return waits or any(map(is_other_text, changes))

    def end_first(self, changes: Changes | None) -> Changes:
        """Expect the first edit no more, since it did this or nothing; return what was expected."""
        if self._remembered is not None and changes is not None:
            self._remembered.follow(changes)
        expected = self._expected.take_first()
        self._unmake(expected)
        self._unmade.difference_update(change.key for change in changes or ())
        return expected

    def give_up_last(self) -> Changes:
        """Expect the last edit no more, and return what was expected of it."""
        expected = self._expected.take_last()
        self._unmake(expected)
        return expected

    def _unmake(self, expected: Changes) -> None:
        """Know that what was only expected to be made is not there."""
        self._unmade.update(change.key for change in expected if change.before is None)

    def all_shown(self) -> None:
        """Hear that `remember` knows what came of the edits that are expected no more."""
        if not self._expected:
            self._remembered = None


class _Stored:
    """A project's records as the file has them."""

    def __init__(self, project: ExpectingProject) -> None:
        self._project = project

    def get(self, kind: type[R], record: str) -> R | None:
        return ReadableProject.get(self._project, kind, record)

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        return ReadableProject.get_all(self._project, kind, ids)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        return ReadableProject.find(self._project, kind, **equal)

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        return ReadableProject.find_among(self._project, kind, attribute, values)

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        return self._project.known_by(marks)

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        return self._project.left_out(kind, ids)

    def text(self, sha256: str) -> str:
        return ReadableProject.text(self._project, sha256)


class _Guess:
    """A project's records as they will be; what nobody knows while it can't be read is new."""

    def __init__(self, project: ExpectingProject) -> None:
        self._project = project
        self.taken_for_new: set[str] = set()
        """The ids of records that may be there."""

    def get(self, kind: type[R], record: str) -> R | None:
        try:
            return self._project.get(kind, record)
        except BusyError:
            self.taken_for_new.add(record)
            return None

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        return get_each(self, kind, ids)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        return self._project.find(kind, **equal)

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        return self._project.find_among(kind, attribute, values)

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        return self._project.known_by(marks)

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        try:
            return self._project.left_out(kind, ids)
        except BusyError:
            return {}

    def text(self, sha256: str) -> str:
        return self._project.text(sha256)


def _has(record: Record, equal: dict[str, str | None]) -> bool:
    return all(getattr(record, name) == value for name, value in equal.items())


def now_in_words() -> str:
    """Return the time as edits have it."""
    return dt.datetime.fromtimestamp(now_millis() // 1000, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
