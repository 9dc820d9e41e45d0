"""Planning an edit on drafts: on one, or on one after the other where it comes in pieces."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.change import Change
from annotator.domain.draft import Draft, Progress
from annotator.domain.edits.base import Edit, InPieces
from annotator.domain.state import State


class Drafts:
    """What an edit does to a state, as changes that are written before the next ones are asked."""

    def __init__(
        self, edit: Edit | InPieces, state: State, coder: str, now: str, progress: Progress
    ) -> None:
        self._edit = edit
        self._state = state
        self._coder = coder
        self._now = now
        self._progress = progress
        self.label = ""
        """What was done, in words, once everything is planned."""

    def planned(
        self, *, as_one: bool = False
    ) -> Iterator[tuple[Sequence[Change], Mapping[str, str]]]:
        """Yield checked changes and the texts that they bring; nothing where nothing changes.

        `as_one` plans all pieces before the first change, for pieces that concern the same records.
        """
        if not isinstance(self._edit, InPieces):
            draft = self._draft()
            self.label = self._edit.plan(draft)
            yield from _changes(draft)
        elif as_one:
            draft = self._draft()
            for piece in self._edit.pieces(draft, self._progress):
                piece.plan(draft)
            self.label = self._edit.label()
            yield from _changes(draft)
        else:
            yield from self._one_by_one(self._edit)

    def _one_by_one(self, edit: InPieces) -> Iterator[tuple[Sequence[Change], Mapping[str, str]]]:
        is_given = False
        for piece in edit.pieces(self._state, self._progress):
            draft = Draft(self._state, coder=self._coder, now=self._now)
            if is_given:
                draft.keep_codebook_version()
            piece.plan(draft)
            yield from _changes(draft)
            is_given = draft.gives_codebook_version
        self.label = edit.label()

    def _draft(self) -> Draft:
        return Draft(self._state, coder=self._coder, now=self._now, progress=self._progress)


def _changes(draft: Draft) -> Iterator[tuple[Sequence[Change], Mapping[str, str]]]:
    changes = draft.changes()
    if changes:
        yield changes, draft.texts
