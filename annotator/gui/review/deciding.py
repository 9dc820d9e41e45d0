"""Deciding on the difference at hand, and what follows for the gold annotation."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, decision_id
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.review import GiveReason, Undecide
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.wording import counted, noun, shortened
from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.gui.text import ArticleView
from annotator.workflow.annotation_rows import WHOLE_ARTICLE
from annotator.workflow.review.comparison import Ident, ident_of
from annotator.workflow.review.composing import (
    ChosenParts,
    answers_of,
    composed,
    linked_with,
    with_linked,
)
from annotator.workflow.review.for_all import decided_with
from annotator.workflow.review.settling import (
    Taking,
    decided_for_all,
    settling,
    settling_version,
)
from annotator.workflow.tagging import moved_boundary, with_boundary

_LONGEST = 40


class Deciding(QObject):
    """Applies the edits of the review to one match; `reason` is asked for the reason typed."""

    edit_wanted = Signal(str)
    """A gold annotation is to be changed: its id."""

    def __init__(
        self, session: Session, view: ArticleView, reason: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._reason = reason
        self.match: Match | None = None
        self.along: Callable[[], bool] = lambda: False
        """Whether what is taken takes along what it is linked to."""
        self.matches_on: Callable[[str], Sequence[Match]] = lambda _: ()
        """Returns what is compared on an article (id)."""
        self._made: list[Match] = []
        view.boundary_dragged.connect(self._drag)

    # One difference

    def take(self, taking: Taking) -> bool:
        """Take one side, both or neither; tell whether it is decided now."""
        if self.match is None:
            self._session.refused.emit(none_open())
            return False
        if self.match.versions and taking is not Taking.NEITHER:
            return self.take_version({Taking.A: 0, Taking.B: 1}.get(taking, 2))
        edit = settling(self.match, taking, self._words_on, self._reason())
        if edit is None:
            self._session.told.emit("It is so already")
            return True
        sides = {Taking.A: "a", Taking.B: "b", Taking.BOTH: "ab", Taking.NEITHER: ""}[taking]
        taken = [one for side in sides if (one := getattr(self.match, side)) is not None]
        return self._decide(self.match, edit, taken, both=taking is Taking.BOTH)

    def take_version(self, number: int) -> bool:
        """Take one of all coders' versions, by its number from 0; tell whether it is decided."""
        match = self.match
        edit = settling_version(match, number, self._reason()) if match is not None else None
        if match is None or edit is None:
            count = counted(len(match.choices), "version") if match is not None else ""
            said = f"There {noun(len(match.choices), 'is', 'are')} {count}" if match else ""
            self._session.refused.emit(said or none_open())
            return False
        return self._decide(match, edit, match.choices[number][:1])

    def take_parts(self, parts: ChosenParts) -> bool:
        """Take the boundary of one version and the answers of another; tell whether it is done."""
        match = self.match
        if match is None:
            self._session.refused.emit(none_open())
            return False
        project, seen = self._session.project, self._session.visibility.when_reviewing()
        try:
            linked = self._taken_along(match, answers_of(match, parts))
            edit = composed(project, seen, match, parts, self._reason(), linked)
        except UserError as error:
            self._session.refused.emit(str(error))
            return False
        if edit is None:
            choose = f"{key_of('next_boundary')} and {key_of('next_answers')} choose"
            self._session.refused.emit(f"Choose two versions with text: {choose}.")
            return False
        return self._apply(match, edit)

    def _decide(
        self, match: Match, edit: Edit, taken: Sequence[Annotation], *, both: bool = False
    ) -> bool:
        """Decide for all coders, and with it on what the versions taken are linked to, if asked."""
        edit = with_linked(edit, self._taken_along(match, taken), self._reason())
        project, seen = self._session.project, self._session.visibility.when_reviewing()
        return self._apply(match, decided_for_all(project, seen, edit, match.article, both=both))

    def _taken_along(
        self, match: Match, taken: Sequence[Annotation]
    ) -> list[tuple[Match, Annotation]]:
        """Return what versions are linked to, if it is taken along; of two the first one's."""
        article = self._session.article
        theirs = [one for one in taken if layer_of(one) != GOLD] if self.along() else []
        if article is None or article.article.id != match.article or not theirs:
            return []
        decided = [word.annotation for word in article.decisions]
        found: dict[Ident, tuple[Match, Annotation]] = {}
        for one in theirs:
            on = self.matches_on(match.article)
            for other in linked_with(on, article.links, one, decided):
                found.setdefault(ident_of(other[0]), other)
        return list(found.values())

    def _apply(self, match: Match, edit: Edit) -> bool:
        if self._session.apply(edit) is None:
            return False
        if _theirs(match):  # between two gold labels the choice is gone once it is made
            self._made.append(match)
        return True

    def undecide(self) -> bool:
        """Take back what was decided here or, where nothing is, what was decided last."""
        match = self.decided_here() or self.decided_last()
        if match is None:
            self._session.told.emit("Nothing is decided here yet")
            return False
        ids = (one.id for one in _theirs(match) if self._words(one))
        edit = Undecide(decided_with(self._session.project, ids))
        if self._session.apply(edit, silent=True) is None:
            return False
        self._session.told.emit(f"Open again: {quoted(match)} — {key_of('undo')} undoes")
        return True

    def give_reason(self, match: Match | None, reason: str) -> bool:
        """Write a reason into one's decisions on a match; tell whether there are any."""
        me = self._session.coder_id
        mine = [one for one in _theirs(match) if self._word_of(one, me)]
        if not mine:
            return False
        edits = [GiveReason(one.id, reason) for one in mine]
        return self._session.apply(Together(edits, "Reason given")) is not None

    # What was decided before

    def decided_here(self) -> Match | None:
        """Return the match at hand if something is decided on it."""
        return self.match if self._is_decided(self.match) else None

    def decided_last(self) -> Match | None:
        """Return what was decided last on this page and is so still."""
        return next((one for one in reversed(self._made) if self._is_decided(one)), None)

    def lacks_reason(self, match: Match) -> bool:
        """Tell whether no decision on a match says why."""
        return not any(word.reason for one in _theirs(match) for word in self._words(one))

    def reopened(self) -> Match | None:
        """Return, once, what was decided last and has been opened again."""
        found = None
        while self._made and not self._is_decided(self._made[-1]):
            found = self._made.pop()
        return found

    def _is_decided(self, match: Match | None) -> bool:
        return any(self._words(one) for one in _theirs(match))

    def edit(self, *, second: bool) -> None:
        """Take A's annotation (or B's) into gold unless it is there, and open it for changes."""
        match = self.match
        if match is None:
            self._session.refused.emit(none_open())
            return
        one = _edited(match, second=second)
        if one is None:
            return
        gold = one.id if layer_of(one) == GOLD else self.gold_of(one)
        first = not second if match.versions else one is match.a
        if not gold and self.take(Taking.A if first else Taking.B):
            gold = self.gold_of(one)
        if gold:
            self._session.select(gold)
            self.edit_wanted.emit(gold)

    # Gold

    def gold_here(self) -> str:
        """Return the id of the gold annotation that the difference was settled as, or ""."""
        if self.match is None:
            return ""
        own = next((one.id for one in self.match.annotations if layer_of(one) == GOLD), "")
        return own or next((gold for one in _theirs(self.match) if (gold := self.gold_of(one))), "")

    def gold_of(self, annotation: Annotation) -> str:
        """Return the id of the gold that came of an annotation, or ""."""
        article = self._session.article
        named = (word.gold for word in self._words(annotation))
        return next((one for one in named if article and one in article.annotations), "")

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> bool:
        """Move the "start" or "end" of gold by a character or a word."""
        selected = self._session.selected_annotation()
        if selected is None or selected.layer != GOLD_LAYER:
            gold = self.gold_here()
            if not gold:
                takes = f"{key_of('edit_a')} takes A into gold first"
                self._session.refused.emit(f"Only gold can be changed: {takes}.")
                return False
            self._session.select(gold)
        selected, article = self._session.selected_annotation(), self._session.article
        if article is None or selected is None or not selected.fragments:
            return False
        by = None if by_word else self._view.neighbour
        return self._session.apply_planned(
            lambda: moved_boundary(article, selected, edge, direction, by)
        )

    def _drag(self, annotation: str, index: int, edge: str, position: int) -> None:
        article = self._session.article
        found = article.annotations.get(annotation) if article else None
        if article is not None and found is not None and index < len(found.fragments):
            self._session.apply_planned(
                lambda: with_boundary(article, found, index, edge, position)
            )

    # What is decided

    def _words(self, annotation: Annotation) -> list[Decision]:
        return self._session.project.find(Decision, annotation=annotation.id)

    def _word_of(self, annotation: Annotation, reviewer: str) -> Decision | None:
        return self._session.project.get(Decision, decision_id(annotation.id, reviewer))

    def _words_on(self, gold: str) -> list[Decision]:
        return self._session.project.find(Decision, gold=gold)


def _edited(match: Match, *, second: bool) -> Annotation | None:
    """Return the version that is to be changed, A's or B's; the only one there is for both."""
    if not match.versions:
        return (match.b or match.a) if second else (match.a or match.b)
    there = [group[0] for group in match.choices if group]
    return there[second] if len(there) > second else None


def quoted(match: Match) -> str:
    """Return the words that a match is on, in quotation marks."""
    return f"‘{shortened(match.annotations[0].text, _LONGEST) or WHOLE_ARTICLE}’"


def none_open() -> str:
    """Say that no difference is at hand, and how to come to one."""
    return f"No difference is open: {key_of('next_difference')} goes to the next one."


def _theirs(match: Match | None) -> list[Annotation]:
    found = match.annotations if match is not None else ()
    return [one for one in found if layer_of(one) != GOLD]
