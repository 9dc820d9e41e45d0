"""What is read of a project's history from its beginning to its end."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from annotator.domain.change import Change
from annotator.store.file import transactions
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_edits
from annotator.store.merging.proposals import proposals
from annotator.store.merging.report import CodeProposal
from annotator.store.reading import history_walk
from annotator.store.reading.history_walk import WalkedEdit
from annotator.store.reading.what_counts import WhatCounts
from annotator.store.taught import TaughtProject


class WalkedProject(TaughtProject):
    """An open project file, as far as its whole history is told."""

    @contextmanager
    def one_state(self) -> Generator[None]:
        """Read one state of the file throughout, whatever others write meanwhile."""
        with transactions.snapshot(self._database):
            yield

    def count_edits(self) -> int:
        """Return how many edits the history has."""
        return log.count(self._database)

    def what_counts(self) -> WhatCounts:
        """Return what tells of changes whether they count; all edits are looked at for it."""
        return WhatCounts(self._database)

    def walk_history(self) -> Iterator[WalkedEdit]:
        """Yield all edits, oldest first, without holding more than a few."""
        return history_walk.walk(self._database)

    def changes_in(self, edit: str) -> Iterator[Change]:
        """Yield what an edit did, in order, without holding more than one change."""
        return history_walk.changes_in(self._database, edit)

    def codebook_edits(self) -> Iterator[tuple[WalkedEdit, list[Change]]]:
        """Yield the edits on codes and on the project itself, with those changes, oldest first."""
        return history_walk.of_codebook(self._database)

    def proposals(self) -> list[CodeProposal]:
        """Return what those who are no reviewers would have of the codebook, and it is not."""
        with transactions.snapshot(self._database):
            return proposals(self._database, counted_edits(self._database))

    def labels_in_history(self) -> Iterator[str]:
        """Yield the ids of all annotations that there ever were, in the order of their coming."""
        return history_walk.labels(self._database)

    def life_of(self, annotation: str) -> Iterator[tuple[WalkedEdit, list[Change]]]:
        """Yield the edits on an annotation and on what is on it, with those changes."""
        return history_walk.life_of(self._database, annotation)
