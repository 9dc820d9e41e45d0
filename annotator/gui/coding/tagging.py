"""Making annotations and changing them, as the keys ask."""

from collections.abc import Sequence

from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import AddFragment, ChangeCode, Delete
from annotator.domain.edits.base import Together
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.wording import quoted
from annotator.gui.commands.key_events import shifted
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.workflow import tagging
from annotator.workflow.automatic_links import is_near, is_within, linked_from
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.suggestion import Suggestion
from annotator.workflow.tagging import Tagged, TaggingPlace

"""What quoted words are without when they are said between quotation marks."""
_FEW = 40
"""How many characters of an annotation's words are said in the status bar."""


class Tagging:
    """Applies the edits of coding to the open article, where the view's caret is."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        self._session = session
        self._view = view
        self._last: Annotation | None = None
        self._left = ""
        """What was let go of last."""
        self._strayed = ""
        """What the caret alone has left, so that words that are chosen now may be for it."""
        self._owner = ""
        self._missed = ("", "")
        """The annotation beside which nothing was found last, and the code that was wanted."""
        self._asked = ("", "")
        """The article that is done in which something was to be tagged, and what asked for it."""
        self._nonetheless = ""
        """The article that is done and in which one tags nonetheless."""

    def _at(self) -> TaggingPlace | None:
        article = self._session.article
        if article is None:
            return None
        return TaggingPlace(
            article=article,
            caret=self._view.caret(),
            selection=self._view.selection(),
            selected=self._session.selected_annotation(),
            owner=self._owner,
        )

    def tag(self, code: Code, *, again: bool = False) -> bool:
        """Apply a code to the place at hand; tell whether an annotation of it is now selected.

        `again` makes a second annotation where there is one of this code already.
        """
        at, session = self._at(), self._session
        if at is None:
            return False
        at = self._still_for_its_quote(at, code)
        book, visibility = session.codebook, session.visibility
        tagged = session.planned(lambda: tagging.tag(at, book, visibility, code, again=again))
        if tagged is None:
            self._missed = (at.selected.id, code.id) if at.selected else ("", "")
            return False
        self._missed = ("", "")
        if tagged.edit is not None:
            if not self._is_place_seen(at, tagged.place):
                return False
            return not self.asks_once(code.id) and self._make_linked(at, tagged, code)
        session.select(tagged.annotation)
        if tagged.place is not None:
            self._last = session.selected_annotation()
            self._view.set_caret(tagged.place[1])  # words still selected would be the next key's
            self._view.reveal(*tagged.place)
            already = f"{self._words_of(tagged.linked)} has it as its {code.name.lower()}"
            known = already if tagged.linked else f"Already a {code.name}"
            if not tagged.linked and self._might_be_linked(at, code):
                known = f"{known}: {key_of('link')} on what it belongs to links it"
            session.told.emit(f"{known} — {shifted(code.key)} makes another")
        return True

    def _still_for_its_quote(self, at: TaggingPlace, code: Code) -> TaggingPlace:
        """Take words that one went to choose for those of what one came from.

        That is what the caret has left, or the quote beside which none were found.
        """
        owner, missed = self._missed
        if at.selected is not None or at.selection is None:
            return at
        came_from = owner if missed == code.id else self._strayed
        return structs.replace(at, selected=at.article.annotations.get(came_from))

    def _make_linked(self, at: TaggingPlace, tagged: Tagged, code: Code) -> bool:
        """Tag, and say what it was linked to, or that it is linked to nothing."""
        was_there = at.article.annotations.get(tagged.annotation) is not None
        if not self._make(tagged):
            return False
        undoes, session = f"{key_of('undo')} undoes", self._session
        self._owner = tagged.linked or self._owner
        if tagged.linked and was_there:
            self._view.reveal(*(tagged.place or (at.caret, at.caret)))
            of = self._words_of(tagged.linked)
            session.told.emit(f"The {code.name} that is there is linked to {of} — {undoes}")
        elif not tagged.linked and self._might_be_linked(at, code):
            links = f"{key_of('link')} on what it belongs to links it"
            session.told.emit(f"{code.name} made, linked to nothing: {links} — {undoes}")
        return True

    def _might_be_linked(self, at: TaggingPlace, code: Code) -> bool:
        """Tell whether what one came from, or has selected, could be linked to a code."""
        left = at.selected or at.article.annotations.get(self._left)
        session = self._session
        if left is None or not session.is_own(left) or left.id == session.selection:
            return False
        return linked_from(at.article, session.codebook, left, code, self._owner) is not None

    def _words_of(self, annotation: str) -> str:
        found = self._session.project.get(Annotation, annotation)
        if found is None:
            return "the other"
        return quoted(found.text, _FEW)

    def repeat(self) -> bool:
        """Apply the last code again, with the same answers, to the place at hand."""
        at, project = self._at(), self._session.project
        # As it is now, with the answers given since; as it was, if it is gone.
        last = self._last and (project.get(Annotation, self._last.id) or self._last)
        if at is None:
            return False
        tagged = self._session.planned(lambda: tagging.repeat(at, last))
        if tagged is None or self.asks_once(key_of("repeat")):
            return False
        return self._make(tagged)

    def _make(self, tagged: Tagged) -> bool:
        if tagged.edit is None:
            return False
        if self._session.apply(tagged.edit, select=tagged.annotation) is None:
            return False
        if tagged.place is not None:
            self._last = self._session.selected_annotation()
            self._view.set_caret(tagged.place[1])
        return True

    def add_fragment(self) -> bool:
        """Add the place at hand to the selected annotation, or to the one that one came from."""
        at = self._at()
        place = at.place() if at is not None else None
        if at is None or place is None:
            return False
        left = self._left_near(at.article, place) if at.selected is None else None
        selected = left or self._own_selected()
        if selected is None:
            return False
        if self._session.apply(AddFragment(selected.id, *place), select=selected.id) is None:
            return False
        self._view.set_caret(place[1])
        return True

    def take_part_away(self) -> bool:
        """Take the selected words, or the fragment at the caret, out of the selected annotation."""
        selected, article = self._own_selected(), self._session.article
        if article is None or selected is None or not selected.fragments:
            return False
        caret, selection = self._view.caret(), self._view.selection()
        if not self._is_seen(selected, selection[0] if selection else caret):
            return False
        return self._session.apply_planned(
            lambda: tagging.without_part(article.text, selected, caret, selection)
        )

    def let_go(self) -> None:
        """Give up the selected annotation since one moves on, and remember which it was."""
        self._left = self._session.selection or self._left
        self._strayed = ""
        self._session.select("")

    def come_from(self, annotation: str) -> None:
        """Remember an annotation as what one comes from, though it was not selected."""
        self._left = annotation

    def before_suggestion(self, one: Suggestion | None) -> str:
        """Return what one comes from (an id) if a suggestion beside it can be a part of it."""
        article = self._session.article
        if one is None or article is None or self._session.selection or self._view.selection():
            return ""
        left = self._left_near(article, (one.start, one.end))
        return left.id if left is not None and left.code == one.code else ""

    def stray(self) -> None:
        """Give up the selected annotation since the caret has left it, if only to choose words."""
        strayed = self._session.selection
        self.let_go()
        self._strayed = strayed

    def begin_at(self, annotation: str) -> None:
        """Forget what the caret has left, once an annotation is selected."""
        if annotation:
            self._strayed = ""

    def _left_near(self, article: OpenArticle, place: tuple[int, int]) -> Annotation | None:
        """Return what was let go of last, where that is beside a place."""
        left = article.annotations.get(self._left)
        is_own = left is not None and self._session.may_change(left)
        return left if left is not None and is_own and is_near(article, left, *place) else None

    def may_recode(self, annotations: Sequence[str]) -> bool:
        """Tell whether annotations can get another code: one's own, and in sight if it is one."""
        if not annotations:
            return False
        if len(annotations) > 1:
            return True  # they are listed where they were chosen
        selected = self._own_selected()
        return selected is not None and self._is_seen(selected)

    def recode(self, annotations: Sequence[str], code: Code) -> bool:
        """Give annotations another code, in one step."""
        edits = [ChangeCode(one, code.id) for one in annotations]
        edit = edits[0] if len(edits) == 1 else Together(edits)
        return self._session.apply(edit, select=self._session.selection) is not None

    def delete(self) -> bool:
        """Delete the selected annotation."""
        selected = self._own_selected()
        if selected is None or not self._is_seen(selected):
            return False
        return self._session.apply(Delete((selected.id,))) is not None

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> bool:
        """Move the selected annotation's start or end by a character or a word."""
        selected, article = self._own_selected(), self._session.article
        if article is None or selected is None or not selected.fragments:
            return False
        first, last = selected.fragments[0].start, selected.fragments[-1].end
        if not self._is_seen(selected, first if edge == "start" else last):
            return False
        by = None if by_word else self._view.neighbour
        was_within = is_within(selected, self._view.caret())
        moved = self._session.apply_planned(
            lambda: tagging.moved_boundary(article, selected, edge, direction, by)
        )
        if moved and was_within:
            self._take_caret_along()
        return moved

    def _take_caret_along(self) -> None:
        """Put the caret to the edge that has passed it: it stays in the annotation."""
        selected, caret = self._session.selected_annotation(), self._view.caret()
        if selected is None or self._view.selection() is not None:
            return
        within = min(max(caret, selected.start or 0), selected.end or 0)
        if within != caret:
            self._view.set_caret(within)

    def set_boundary(self, annotation: str, index: int, edge: str, position: int) -> bool:
        """Put a fragment's start or end at a position; nothing happens where none would remain."""
        article = self._session.article
        found = article.annotations.get(annotation) if article else None
        if article is None or found is None or index >= len(found.fragments):
            return False
        return self._session.apply_planned(
            lambda: tagging.with_boundary(article, found, index, edge, position)
        )

    def toggle_excluded(self) -> bool:
        """Leave the selection (or the caret's paragraph) out, or take it in again."""
        at = self._at()
        edit = tagging.excluded_or_not(at) if at is not None else None
        return edit is not None and self._session.apply(edit) is not None

    def _is_seen(self, annotation: Annotation, place: int | None = None) -> bool:
        """Tell whether an annotation, or a place of it, is in view; else bring it there first."""
        view, fragments = self._view, annotation.fragments
        if not fragments:
            return True
        if place is not None and view.is_place_in_sight(place):
            return True
        if place is None and view.is_in_sight(annotation.id):
            return True
        start, end = (fragments[0].start, fragments[-1].end) if place is None else (place, place)
        view.reveal(start, end)
        name = self._session.code_of(annotation).name
        self._session.told.emit(f"The {name} was out of sight: nothing is changed yet")
        return False

    def _is_place_seen(self, at: TaggingPlace, place: tuple[int, int] | None) -> bool:
        """Tell whether one sees where something comes to be; else bring it into view first."""
        view = self._view
        here = at.selection[0] if at.selection else at.caret
        if place is None or any(view.is_place_in_sight(one) for one in (place[0], here)):
            return True
        view.reveal(*place)
        self._session.told.emit("That place was out of sight: nothing is tagged yet")
        return False

    def asks_once(self, by: str) -> bool:
        """Ask, once for an article, before something is tagged in one that is done.

        Only the same key says yes: what was typed on in a hurry tags nothing else instead.
        """
        article = self._session.article
        if article is None:
            return False
        ident = article.article.id
        done = article.statuses.get(self._session.coder_id) is WorkStatus.DONE
        if not done or self._nonetheless == ident:
            return False
        if self._asked == (ident, by):
            self._nonetheless = ident
            return False
        self._asked = (ident, by)
        self._session.refused.emit(
            "This article is done. The same key, or choice, once more tags nonetheless."
        )
        return True

    def _own_selected(self) -> Annotation | None:
        selected = self._session.selected_annotation()
        if selected is None:
            self._session.refused.emit(none_selected())
        elif layer_of(selected) == GOLD and not self._session.may_change(selected):
            changed = with_key("it is changed in Review", "mode_review")
            self._session.refused.emit(f"This is gold: {changed}.")
            return None
        return selected


def none_selected() -> str:
    """Say that there is nothing to work on, and how to come to something."""
    return f"No annotation is selected: {key_of('next_annotation')} goes to the next one."
