"""Importing much: read, checked and written a few articles at a time, in one edit."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from annotator.domain.draft import Progress
from annotator.domain.edits.base import Edit
from annotator.domain.state import State, codebook_of
from annotator.formats.companion import Companion
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.workflow.importing.articles_here import ArticlesOf
from annotator.workflow.importing.batch import ImportFailure, ImportItem
from annotator.workflow.importing.corrections import TextCorrections
from annotator.workflow.importing.edit import Arrival
from annotator.workflow.importing.identity import Clashes, TextEnds, TwinsOfFiles
from annotator.workflow.importing.listed import ListedCounts, ListedItem
from annotator.workflow.importing.looked_up import LookedUp
from annotator.workflow.importing.reading import companions_of, incoming_items, read_all, taken_over
from annotator.workflow.importing.reserved import OnlyTheirs

_RECORDS = 2_000
_CHARACTERS = 4_000_000
_REPORT_EVERY = 100  # items


class ImportItems:
    """Import the items to take, as `import_edit` does, in pieces; it refuses ids that clash.

    `writer` is the handle of who imports them.
    """

    def __init__(
        self,
        items: Sequence[ImportItem],
        companions: Sequence[Companion] = (),
        writer: str = "",
        *,
        listed: Sequence[ListedItem] = (),
    ) -> None:
        self._writer = writer
        self._listed = listed
        self._chosen = [item for item in items if item.take]
        self._companions = companions
        self._label = ""

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        """Yield what comes in, a few articles at a time; then the texts that are corrected."""
        clashes, corrections = Clashes(state), TextCorrections(state)
        new = [item.incoming for item in self._chosen if not item.corrects]
        arrival = Arrival(state, new)
        arrival.take_over(self._companions, OnlyTheirs(state, self._writer))
        for done, item in enumerate(self._chosen):
            if done % _REPORT_EVERY == 0:
                progress(done, len(self._chosen))
            if item.again is not None and item.corrects:
                refused = corrections.take(item.again, item.incoming)
            else:
                refused = clashes.refusal(item.incoming)
            if refused is not None:
                raise refused
            if item.corrects:
                continue
            arrival.add(item)
            if arrival.holds(_RECORDS, _CHARACTERS):
                yield arrival.piece()
                clashes.forget_written()
        for one in self._listed:
            arrival.list_entry(one)
        arrival.end()
        if new or self._listed or self._companions or not corrections.count:
            yield arrival.piece()
            self._label = arrival.label()
        if corrections.count:
            yield corrections.piece()
            self._label = "; ".join(filter(None, (self._label, corrections.in_words)))

    def label(self) -> str:
        """Say what came in."""
        return self._label


class ImportFiles:
    """Import files, each article as soon as it is read: nothing of them is held.

    `begin` is called when reading begins, `hear` with each article, come in or not, `fail` with
    what can't come in, and `tell` with what is to be said of a file. All are called anew where
    the import has to begin anew. `writer` is the handle of who imports them. With `correct`, what
    is here with another text gets the one that comes in.
    """

    def __init__(
        self,
        files: Sequence[SourceFile],
        options: ReadOptions,
        *,
        propose: bool = True,
        correct: bool = False,
        writer: str = "",
        begin: Callable[[], object],
        hear: Callable[[ImportItem], object],
        fail: Callable[[ImportFailure], object],
        tell: Callable[[Told], object],
    ) -> None:
        self._files = files
        self._options = self._reading = options
        self._propose = propose
        self._correct = correct
        self.corrected = 0
        """How many articles get another text, once all was read."""
        self._writer = writer
        self._begin = begin
        self._hear = hear
        self._fail = fail
        self._tell = tell
        self._label = ""
        self.listed = ListedCounts()
        """How many entries of lists found their articles, once all was read."""
        self.annotations = 0
        """How many annotations are new, or differ from what is there, once all was read."""

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        """Yield what comes in, a few articles at a time."""
        self._begin()
        beside = companions_of(self._files)
        own = taken_over(beside, state)
        looked_up = LookedUp(state)
        twins = TwinsOfFiles(looked_up, self._ids_in)
        arrival = Arrival(looked_up, twins=twins, checked=True)
        clashes, only = Clashes(looked_up), OnlyTheirs(looked_up, self._writer)
        self._reading = structs.replace(
            self._options, codebook=own or codebook_of(state), articles=ArticlesOf(state)
        )
        corrections = TextCorrections(state)
        read = read_all(self._files, self._reading, progress)
        read = corrections.taken_from(read) if self._correct else read
        found = looked_up.foreseeing(read)
        for item in incoming_items(
            found, self._options, clashes, only, TextEnds(looked_up), propose=self._propose
        ):
            if isinstance(item, Told):
                self._tell(item)
                continue
            if isinstance(item, ImportFailure):
                self._fail(item)
                continue
            if isinstance(item, ListedItem):
                arrival.list_entry(item)
                continue
            if not arrival.has_begun:
                arrival.take_over(beside, only)
            twin = twins.of(item.incoming, item.sha256)
            if twin is not None:
                take = bool(item.incoming.records)
                item = structs.replace(item, duplicate_of=twin.title, take=take)  # noqa: PLW2901
            self._hear(item)
            if item.take:
                arrival.add_to(twin, item)
            if arrival.holds(_RECORDS, _CHARACTERS):
                yield arrival.piece()
                looked_up.forget_written()
                clashes.forget_written()
                twins.forget_written()
        arrival.end()
        yield arrival.piece()
        self.listed, self.annotations = arrival.listed, arrival.annotations
        self._label, self.corrected = arrival.label(), corrections.count
        if corrections.count:
            yield corrections.piece()
            self._label = f"{self._label}; {corrections.in_words}"

    def _ids_in(self, source: Path | None) -> set[str]:
        """Return the ids that a file gives to its articles; read for it, as it is needed rarely."""
        files = [one for one in self._files if one.path == source]
        return {
            found.article.id
            for one in files
            for found in one.format.importer.read(one.path, self._reading)
            if isinstance(found, Incoming) and found.has_id
        }

    def label(self) -> str:
        """Say what came in."""
        return self._label
