"""The suggestions beside the text: kept in step with what is decided, one of them at hand."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.project_info import ProjectInfo
from annotator.domain.refusals import Refusal
from annotator.domain.wording import noun
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SHOW_SUGGESTIONS, SHOW_UNSURE, Settings
from annotator.gui.suggest.finding import Finding, FoundSuggestions, refusals_on
from annotator.gui.suggest.words import (
    POSSIBLE,
    at_hand,
    count_words,
    marks_of,
    proposers,
    summary,
)
from annotator.gui.suggest.words import why_in_use as words_on_use
from annotator.gui.text import ArticleView
from annotator.workflow.suggesting.proposer import Proposer
from annotator.workflow.suggesting.suggestion import Suggestion

_LOOK_ANEW = (Code, ProjectInfo)
"""What says which suggestions there can be, besides the text itself."""


class Suggesting(QObject):
    """Shows in one view what is suggested in the open article.

    One suggestion may be at hand: it is outlined, and the keys decide on it. That is the one that
    was gone to, or else the innermost one at the caret, as long as no annotation is selected.
    """

    changed = Signal()
    """Others are suggested, or there is something else to say of them."""
    moved = Signal()
    """Another suggestion is at hand, or none."""

    def __init__(
        self, session: Session, settings: Settings, view: ArticleView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.view = view
        self._found: FoundSuggestions | None = None
        self._open: list[Suggestion] = []
        self._shown: list[Suggestion] = []
        self._at_hand = ""
        self._draft: tuple[tuple[int, int], ...] = ()
        self._learns, self._failure = False, ""
        self.finding = Finding(session, self)
        self.finding.found.connect(self._take)
        session.article_opened.connect(self._begin)
        session.changed.connect(self._follow)
        session.stepped.connect(self._show_step)
        session.selected.connect(self._selected)
        session.view_changed.connect(self._begin)
        view.selection_moved.connect(self._caret_moved)
        view.describe_suggestion = self._described
        settings.changed.connect(self._setting_changed)

    # What there is

    @property
    def shown(self) -> Sequence[Suggestion]:
        """The suggestions that are shown, in the order of the text."""
        return self._shown

    @property
    def undecided(self) -> Sequence[Suggestion]:
        """All that is not decided on, however unsure it is."""
        return self._open

    @property
    def proposer(self) -> Proposer | None:
        """Who proposes in the open article."""
        return self._found.proposer if self._found is not None else None

    @property
    def is_on(self) -> bool:
        """Whether suggestions are to be shown."""
        return self.settings.get(SHOW_SUGGESTIONS)

    @property
    def shows_unsure(self) -> bool:
        """Whether those are shown, too, that are wrong more often than right."""
        return self.settings.get(SHOW_UNSURE)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion at hand."""
        return next((one for one in self._shown if one.id == self._at_hand), None)

    def status(self) -> tuple[str, str]:
        """Say how many there are and who proposes, or why there are none; then the same at length.

        Both are empty where nothing could be suggested.
        """
        found = self._found
        if not self.is_on:
            return "suggestions off", with_key("Suggestions are off", "show_suggestions")
        if found is None or self.session.article is None:
            return "", ""
        if found.why_not:
            return "no suggestions", found.why_not
        if found.proposer is None or not found.proposer.in_use:
            return "", ""
        count = count_words(len(self._shown))
        hidden = len(self._open) - len(self._shown)
        lines = [words_on_use(found.proposer)]
        if hidden:
            unsure = f"{hidden:,} more {noun(hidden, 'is', 'are')} unsure"
            more = with_key(unsure, "unsure_suggestions")
            lines.insert(0, more)
        who = f"{count} · {proposers(found.proposer)}"
        if self._failure:
            lines.append(self._failure)
        return f"{who} · learning" if self._learns else who, "\n".join(lines)

    def say_learning(self, *, learns: bool, failure: str) -> None:
        """Say, too, whether something is being learned, and why not."""
        self._learns, self._failure = learns, failure
        self.changed.emit()

    # Keeping in step

    def _begin(self) -> None:
        """Forget what was suggested in another article, and look in this one."""
        self._found = None
        self._list_anew()
        if self.is_on:
            self.finding.begin()

    def _take(self, found: FoundSuggestions) -> None:
        article = self.session.article
        self._found = found
        if found.open is not None and article is not None:
            found.open.follow(article, self.session.visibility)  # edits were made meanwhile
        self._list_anew()
        self._caret_moved()

    def _follow(self, changes: Changes) -> None:
        article, session = self.session.article, self.session
        if article is None or not self.is_on:
            return
        if not changes.changes or any(changes.ids(kind) for kind in _LOOK_ANEW):
            self.finding.learn_anew()
            self.finding.begin()
        elif article.article.id in changes.ids(Article):
            self.finding.begin()
        left = self._found.open if self._found is not None else None
        if left is None:
            return
        touched = changes.ids(Annotation) if changes.changes else None
        differs = touched != set() and left.follow(article, session.visibility, touched)
        if changes.ids(Refusal):
            refusals = refusals_on(session.project, article, session.coder_id)
            differs = left.refuse(refusals) or differs
        if differs:
            self._list()

    def _list_anew(self) -> None:
        """Show what is suggested, all of it made anew."""
        self._list_open()
        self.view.set_suggestions(marks_of(self.session, self.proposer, self._shown))
        self._tell_listed()

    def _list(self) -> None:
        """Show what is left to decide on, as far as it differs from what is shown."""
        before = self._shown
        self._list_open()
        known, now = {one.id for one in before}, {one.id for one in self._shown}
        come = [one for one in self._shown if one.id not in known]
        gone = [one.id for one in before if one.id not in now]
        self.view.update_suggestions(marks_of(self.session, self.proposer, come), gone)
        self._tell_listed()

    def _list_open(self) -> None:
        left = self._found.open if self._found is not None and self.is_on else None
        self._open = left.all if left is not None else []
        least = 0.0 if self.shows_unsure else POSSIBLE
        self._shown = [one for one in self._open if one.score >= least]

    def _tell_listed(self) -> None:
        if self.current is None:
            self.take_at_hand("")
        else:
            self.view.focus_suggestion(self._at_hand, self._draft)  # all may be new to the view
        self.changed.emit()

    def _setting_changed(self, key: str) -> None:
        if key == SHOW_SUGGESTIONS.key:
            if not self.is_on:
                self.finding.stop()
            self._begin()
        elif key == SHOW_UNSURE.key:
            self._list()

    def toggle(self) -> None:
        """Show suggestions, or none; that is remembered."""
        self.settings.set(SHOW_SUGGESTIONS, not self.is_on)
        shown, key = "Suggestions are shown", "show_suggestions"
        self.session.told.emit(shown if self.is_on else with_key("Suggestions are off", key))

    def toggle_unsure(self) -> None:
        """Show the unsure ones, too, or no longer."""
        on = not self.shows_unsure
        self.settings.set(SHOW_UNSURE, on)
        self.session.told.emit(
            "Unsure suggestions are shown, too" if on else "Unsure suggestions are not shown"
        )

    def _described(self, suggestion: str) -> str:
        one = next((one for one in self._shown if one.id == suggestion), None)
        return f"Suggested: {summary(self.session, one)}" if one is not None else ""

    # The one at hand

    def take_at_hand(self, suggestion: str, draft: Sequence[tuple[int, int]] = ()) -> None:
        """Outline a suggestion, or with a `draft` what it is to become; an empty id for none."""
        before = (self._at_hand, self._draft)
        self._at_hand, self._draft = suggestion, tuple(draft)
        self.view.focus_suggestion(suggestion or None, self._draft)
        if (self._at_hand, self._draft) != before:
            self.moved.emit()

    @property
    def draft(self) -> tuple[tuple[int, int], ...]:
        """What the suggestion at hand is to become, while its words are mended."""
        return self._draft

    def _caret_moved(self, *_: object) -> None:
        """Have the suggestion at hand that the caret is in."""
        if self.session.selection or (not self._shown and not self._at_hand):
            return
        view, caret = self.view, self.view.caret()
        if self._draft:
            self._follow_selection(caret)
            return
        if view.selection() is not None:
            here = [self._at_hand] if self._meets(*(view.selection() or (0, 0))) else []
        else:
            here = view.suggestions_at(caret) or view.suggestions_at(max(0, caret - 1))
        if self._at_hand not in here:
            self.take_at_hand(here[0] if here else "")

    def _meets(self, start: int, end: int) -> bool:
        one = self.current
        return one is not None and start <= one.end and end >= one.start

    def _follow_selection(self, caret: int) -> None:
        """Take the words that are selected for what is to become of the suggestion."""
        selection, draft = self.view.selection(), self._draft
        if selection is not None and len(draft) == 1:
            self.take_at_hand(self._at_hand, (selection,))
        elif not draft[0][0] <= caret <= draft[-1][1]:
            self.take_at_hand("")

    def _selected(self, annotation: str) -> None:
        if annotation:
            self.take_at_hand("")
        else:
            self._caret_moved()

    def _show_step(self, changes: Changes) -> None:
        """Go to what is suggested again once a decision on it is taken back."""
        places = [(one.code, one.fragments) for one in changes.removed(Refusal)]
        back = next((one for one in self._shown if (one.code, one.fragments) in places), None)
        if back is not None:
            self.go_to(back)

    # Going from one to the next

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) suggestion."""
        target = self._neighbour(direction)
        if target is not None:
            self.go_to(target)
            self.session.told.emit(at_hand(self.session, target))
        else:
            self.session.told.emit(self._none_further(direction))

    def _neighbour(self, direction: int) -> Suggestion | None:
        ids = [one.id for one in self._shown]
        if self._at_hand in ids:
            place = ids.index(self._at_hand) + direction
            return self._shown[place] if 0 <= place < len(ids) else None
        caret = self.view.caret()
        if direction > 0:
            return self.after(caret)
        return next((one for one in reversed(self._shown) if one.start < caret), None)

    def after(self, position: int) -> Suggestion | None:
        """Return the first suggestion from a place of the text on."""
        return next((one for one in self._shown if one.start >= position), None)

    def _none_further(self, direction: int) -> str:
        if self._shown:
            return f"That was the {'last' if direction > 0 else 'first'} suggestion"
        return self.none_here()

    def none_here(self) -> str:
        """Say why there is nothing to go to or to decide on."""
        if not self.is_on:
            return f"Suggestions are off: {key_of('show_suggestions')} shows them."
        if self._found is not None and self._found.why_not:
            return self._found.why_not
        if self._shown:
            return f"No suggestion here: {key_of('next_suggestion')} goes to the next one."
        return "Suggestions are being looked for." if self.finding.busy else self._none_left()

    def _none_left(self) -> str:
        if self.session.project.read_only:
            return "Nothing is suggested in a project that can only be read."
        if self.proposer is not None and not self.proposer.in_use:
            return "Nothing is suggested: the codebook has no code for quotes."
        if self._open:
            shows = f"{key_of('unsure_suggestions')} shows them"
            return f"Only unsure suggestions are left ({len(self._open):,}): {shows}."
        return "No suggestion is left in this article."

    def go_to(self, one: Suggestion) -> None:
        """Have a suggestion at hand, the caret at its start, and all of it in view."""
        self.session.select("")
        self.take_at_hand("")
        self.view.set_caret(one.start)
        self.view.reveal(one.start, one.end)
        self.take_at_hand(one.id)  # others may be there, too

    def close(self) -> None:
        """Look no more: the project is about to be closed."""
        self.finding.stop()
