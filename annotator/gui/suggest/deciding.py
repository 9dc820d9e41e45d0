"""Deciding on suggestions by keys: accept, refuse, mend, accept many; then the next is at hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Changes
from annotator.domain.edits.annotations import AddFragment
from annotator.domain.edits.base import Together
from annotator.domain.people import Actor
from annotator.domain.record import Fragment
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.gui.suggest.suggesting import Suggesting
from annotator.gui.suggest.words import as_draft, code_name, summary
from annotator.workflow.suggesting.deciding import KnownActors, accept, accept_all, refuse
from annotator.workflow.suggesting.suggestion import Suggestion
from annotator.workflow.tagging import moved_pieces, trimmed

Asks = Callable[[str], bool]
"""Asks, once for an article, before something is labelled that should not; tells whether it did."""
Comes = Callable[[str], object]
"""Takes note of the annotation (id) that one comes from when one goes on."""


class Accepting(QObject):
    """Decides on the suggestion at hand. Nothing is changed that is out of sight.

    `asks` is called with what would label something in an article that is done, `comes_from` with
    each annotation that is accepted.
    """

    why_wanted = Signal()
    """Say why, or no longer."""
    fields_wanted = Signal()
    """Go to the answers of what was accepted."""

    def __init__(self, suggesting: Suggesting, asks: Asks, comes_from: Comes) -> None:
        super().__init__(suggesting)
        self.suggesting = suggesting
        self._asks = asks
        self._comes_from = comes_from
        self._actors: KnownActors | None = None
        suggesting.session.changed.connect(self._forget_actors)
        self.close_why: Callable[[], bool] = bool
        """Closes what says why, and tells whether it was open."""

    @property
    def _session(self) -> Session:
        return self.suggesting.session

    def _forget_actors(self, changes: Changes) -> None:
        if not changes.changes or changes.ids(Actor):
            self._actors = None

    def _known_actors(self) -> KnownActors:
        """Return whom sources may be: they are read once, until others are there."""
        if self._actors is None:
            self._actors = KnownActors(self._session.project.find(Actor))
        return self._actors

    # One at a time

    def accept(self, *, with_ends: bool) -> bool:
        """Make an annotation of it, with its source and cue or alone; go to the next."""
        one = self._at_hand()
        if one is None or not self._make(one, with_ends=with_ends):
            return False
        self._go_on(one, "accepted")
        return True

    def refuse(self) -> bool:
        """Say no to it, so that it isn't suggested again; go to the next."""
        one, session = self._at_hand(), self._session
        if one is None:
            return False
        if session.apply(refuse(one), select="", silent=True) is None:
            return False
        self._go_on(one, "refused")
        return True

    def _at_hand(self) -> Suggestion | None:
        """Return the suggestion at hand if it is in sight; else bring it there, or say why not."""
        suggesting, session = self.suggesting, self._session
        one = suggesting.current
        if one is None:
            session.refused.emit(suggesting.none_here())
            return None
        if suggesting.view.suggestion_place().isNull():
            suggesting.view.reveal(one.start, one.end)
            session.told.emit("The suggestion was out of sight: nothing is changed yet")
            return None
        return one

    def _make(self, one: Suggestion, *, with_ends: bool, stay: bool = False) -> bool:
        """Accept it as it is or as it was mended; with `stay` it is selected then."""
        session = self._session
        article = session.article
        if article is None or self._asks(f"accept {one.id}"):
            return False
        parts = (trimmed(article.text, part) for part in self.suggesting.draft)
        draft = tuple(part for part in parts if part is not None)
        accepted = session.planned(
            lambda: accept(
                article,
                session.codebook,
                session.visibility,
                one,
                with_ends=with_ends,
                fragments=draft or None,
                actors=self._known_actors(),
            )
        )
        if accepted is None:
            return False
        chosen = accepted.annotation if stay else ""
        if session.apply(accepted.edit, select=chosen, silent=not stay) is None:
            return False
        self._comes_from(accepted.annotation)
        return True

    def _go_on(self, done: Suggestion, how: str) -> None:
        """Go to the next suggestion, and say what was done and what comes."""
        suggesting, session = self.suggesting, self._session
        said = f"{code_name(session, done)} {how} — {key_of('undo')} undoes"
        following = suggesting.after(done.start)
        if following is not None:
            suggesting.go_to(following)
            session.told.emit(f"{said}. Next: {summary(session, following)}")
            return
        suggesting.take_at_hand("")
        left = len(suggesting.shown)
        above = f"{counted(left, 'suggestion')} above" if left else "no suggestion is left"
        session.told.emit(f"{said}; {above}")

    def add_to(self, annotation: str) -> bool:
        """Make the suggestion at hand a further part of an annotation; go to the next."""
        one = self._at_hand()
        if one is None:
            return False
        edits = [AddFragment(annotation, part.start, part.end) for part in one.fragments]
        if self._session.apply(Together(edits), select="", silent=True) is None:
            return False
        self._go_on(one, "given a further part")
        return True

    # Mending

    @property
    def mends(self) -> bool:
        """Whether the words of the suggestion at hand are being mended."""
        return bool(self.suggesting.draft)

    def mend(self) -> None:
        """Begin to mend the words of the suggestion at hand; words that are selected are taken."""
        one, view = self._at_hand(), self.suggesting.view
        if one is None or self.mends:
            return
        selection = view.selection()
        parts = [(part.start, part.end) for part in one.fragments]
        if len(parts) == 1:
            parts = [selection or parts[0]]
            self.suggesting.take_at_hand(one.id, parts)
            view.set_selection(*parts[0])
        self.suggesting.take_at_hand(one.id, parts)
        self._session.told.emit(as_draft())

    def move_edge(self, edge: str, direction: int, *, by_word: bool) -> None:
        """Move the start or end of what is mended by a character or a word."""
        session, suggesting = self._session, self.suggesting
        article, one = session.article, suggesting.current
        if article is None or one is None:
            return
        pieces = tuple(Fragment(*part) for part in suggesting.draft)
        by = None if by_word else suggesting.view.neighbour
        moved = session.planned(
            lambda: moved_pieces(article, pieces, edge, direction, by, "refuse it")
        )
        if moved is None:
            return
        suggesting.take_at_hand(one.id, moved)
        if len(moved) == 1:
            suggesting.view.set_selection(*moved[0])

    def take_mended(self) -> bool:
        """Accept what was mended, and go to its answers."""
        one = self._at_hand()
        end = self.suggesting.draft[-1][1] if self.mends else 0
        if one is None or not self._make(one, with_ends=True, stay=True):
            return False
        self.suggesting.view.set_caret(end)  # words still selected would be the next key's
        self.fields_wanted.emit()
        return True

    def step_back(self) -> bool:
        """Leave the words as they are suggested, or close what says why; tell whether one was."""
        one = self.suggesting.current
        if not self.mends or one is None:
            return self.close_why()
        self.suggesting.go_to(one)
        self._session.told.emit(f"As suggested: {summary(self._session, one)}")
        return True

    # Many

    def accept_all(self, chosen: Sequence[Suggestion]) -> bool:
        """Accept all of these with their sources and cues, as one step."""
        session, article = self._session, self._session.article
        if article is None or not chosen or self._asks("accept all"):
            return False
        book, visibility, actors = session.codebook, session.visibility, self._known_actors()
        made = session.planned(lambda: accept_all(article, book, visibility, chosen, actors=actors))
        return made is not None and session.apply(made.edit, select="") is not None
