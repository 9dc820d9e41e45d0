"""Which parts of which versions gold is to get, and whether what they are linked to goes along."""

from msgspec import structs

from annotator.analysis.comparing.match import Match
from annotator.domain.wording import shortened
from annotator.gui.commands.table import key_of
from annotator.gui.review.deciding import Deciding
from annotator.gui.review.panel import DifferencePanel
from annotator.gui.session.session import Session
from annotator.workflow.review.comparison import Ident, ident_of
from annotator.workflow.review.composing import ChosenParts, choices_of

_LONGEST = 16


class Composing:
    """What was chosen for the difference at hand; the links' choice stays for all."""

    def __init__(self, session: Session, panel: DifferencePanel, deciding: Deciding) -> None:
        self._session = session
        self._panel = panel
        self._deciding = deciding
        self._of: Ident | None = None
        self.parts = ChosenParts()
        self.along = False

    def show(self) -> None:
        """Show what is chosen: the first version, where another difference is at hand."""
        match = self._deciding.match
        ident = ident_of(match) if match is not None else None
        if ident != self._of:
            self._of, self.parts = ident, ChosenParts()
        if match is not None:
            self._panel.show_parts(*self.words(match))

    def choose(self, part: str) -> None:
        """Choose the next version whose "boundary" or "answers" gold is to get."""
        match = self._deciding.match
        count = sum(bool(group) for group in choices_of(match)) if match is not None else 0
        if count < 2:
            self._session.refused.emit("There are no two versions here to choose from.")
            return
        number = (getattr(self.parts, part) + 1) % count
        self.parts = structs.replace(self.parts, **{part: number})
        self.show()
        self._session.told.emit(self._panel.parts.text())

    def turn_along(self) -> None:
        """Take what is taken with what it is linked to from now on, or alone again."""
        self.along = not self.along
        self.show()
        links = "with" if self.along else "without"
        self._session.told.emit(f"What is taken comes {links} what it is linked to")

    def words(self, match: Match) -> tuple[str, str]:
        """Say whose boundary and answers are chosen, and whether links go along."""
        links = "with" if self.along else "without"
        along = f"{key_of('take_along')}  takes it {links} what it is linked to"
        choices = [group for group in choices_of(match) if group]
        if len(choices) < 2:
            return "", along
        handle_of = self._session.handle_of
        whose = [shortened(handle_of(group[0].coder), _LONGEST) for group in choices]
        boundary = f"{key_of('next_boundary')} boundary: {whose[self.parts.boundary]}"
        answers = f"{key_of('next_answers')} answers: {whose[self.parts.answers]}"
        return f"{boundary} · {answers} · {key_of('take_parts')} takes", along
