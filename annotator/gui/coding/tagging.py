"""Making annotations and changing them, as the keys ask."""

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, LinkRule, Scope
from annotator.domain.edits.annotations import (
    AddFragment,
    ChangeCode,
    Delete,
    SetFragments,
    Tag,
)
from annotator.domain.edits.articles import Exclude
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink
from annotator.domain.ids import new_id
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.record import Fragment
from annotator.gui.coding.movement import Movement
from annotator.gui.commands.key_events import shifted
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.workflow.attachment import anchor_of, guess, near
from annotator.workflow.open_article import OpenArticle

Range = tuple[int, int]
Anchor = tuple[Annotation, LinkRule]


class MovesBoundaries:
    """Something in which keys move the boundaries of an annotation: the text, or the review."""

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> object:
        """Move an annotation's "start" or "end" by a character or a word."""
        raise NotImplementedError

    def focus_text(self) -> None:
        """Put the focus on the text."""
        raise NotImplementedError


class Tagging:
    """Applies the edits of coding to the open article."""

    def __init__(self, session: Session, view: ArticleView, movement: Movement) -> None:
        self._session = session
        self._view = view
        self._movement = movement
        self._last: Annotation | None = None

    def tag(self, code: Code, *, again: bool = False) -> bool:
        """Apply a code to the place at hand; tell whether an annotation of it is now selected.

        `again` makes a second annotation where there is one of this code already.
        """
        article = self._session.article
        if article is None:
            return False
        if code.scope is Scope.ARTICLE:
            return self._tag_article(article, code)
        anchor = anchor_of(
            article, self._session.codebook, self._session.selected_annotation(), code
        )
        place = self._place(article, code, anchor)
        if place is None:
            return False
        existing = self._existing(article, code, place)
        if existing is not None and not again:
            self._session.select(existing.id)
            self._last = existing
            self._session.told.emit(f"Already a {code.name} — {shifted(code.key)} makes another")
            return True
        return self._make(article, code, place, anchor)

    def _place(self, article: OpenArticle, code: Code, anchor: Anchor | None) -> Range | None:
        selection = self._view.selection()
        place = self._movement.place()
        if selection is None and anchor is not None:
            owner, rule = anchor
            guessed = guess(article, owner, rule)
            if guessed is None:
                hint = f"select the words of the {code.name.lower()} first, then {code.key}"
                self._session.refused.emit(f"No {code.name.lower()} found beside it: {hint}.")
            return guessed
        if place is None:
            self._session.refused.emit("Nothing to tag here: put the caret into a sentence.")
        return place

    def _make(self, article: OpenArticle, code: Code, place: Range, anchor: Anchor | None) -> bool:
        new = new_id()
        edits: list[Edit] = [
            Tag(id=new, article=article.article.id, code=code.id, fragments=(place,))
        ]
        if anchor is not None:
            owner, rule = anchor
            if self._session.is_own(owner) and near(article, owner, *place):
                edits.append(AddLink(annotation=owner.id, type=rule.type, to=new))
        made = self._session.apply(Together(edits), select=new)
        if made is not None:
            self._last = self._session.selected_annotation()
            self._view.set_caret(place[1])
        return made is not None

    def _tag_article(self, article: OpenArticle, code: Code) -> bool:
        own = [a for a in article.annotations.values() if a.code == code.id]
        mine = next((a for a in own if self._session.is_own(a)), None)
        if mine is not None:
            self._session.select(mine.id)
            return True
        new = new_id()
        made = self._session.apply(
            Tag(id=new, article=article.article.id, code=code.id), select=new
        )
        return made is not None

    def _existing(self, article: OpenArticle, code: Code, place: Range) -> Annotation | None:
        for annotation in article.annotations.values():
            same = annotation.code == code.id and annotation.fragments == (Fragment(*place),)
            if same and self._session.is_own(annotation):
                return annotation
        return None

    def repeat(self) -> bool:
        """Apply the last code again, with the same answers, to the place at hand."""
        article = self._session.article
        # As it is now, with the answers given since; as it was, if it is gone.
        last = self._last and (self._session.project.get(Annotation, self._last.id) or self._last)
        place = self._movement.place()
        if article is None or last is None or place is None:
            self._session.refused.emit("Nothing to repeat yet: tag something first.")
            return False
        new = new_id()
        edit = Tag(
            id=new,
            article=article.article.id,
            code=last.code,
            fragments=(place,),
            values=last.values,
        )
        if self._session.apply(edit, select=new) is None:
            return False
        self._last = self._session.selected_annotation()
        self._view.set_caret(place[1])
        return True

    def add_fragment(self) -> bool:
        """Add the place at hand to the selected annotation."""
        selected = self._own_selected()
        place = self._movement.place()
        if selected is None or place is None:
            return False
        self._session.apply(AddFragment(selected.id, *place))
        self._view.set_caret(place[1])
        return True

    def recode(self, annotation: str, code: Code) -> bool:
        """Give an annotation another code."""
        if self._own_selected() is None:
            return False
        return self._session.apply(ChangeCode(annotation, code.id)) is not None

    def delete(self) -> bool:
        """Delete the selected annotation."""
        selected = self._own_selected()
        if selected is None:
            return False
        return self._session.apply(Delete((selected.id,))) is not None

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> bool:
        """Move the selected annotation's start or end by a character or a word."""
        selected = self._own_selected()
        if selected is None or not selected.fragments:
            return False
        index = 0 if edge == "start" else len(selected.fragments) - 1
        fragment = selected.fragments[index]
        position = fragment.start if edge == "start" else fragment.end
        target = self._movement.boundary(position, direction, by_word=by_word)
        return self.set_boundary(selected.id, index, edge, target)

    def set_boundary(self, annotation: str, index: int, edge: str, position: int) -> bool:
        """Put a fragment's start or end at a position; nothing happens where none would remain."""
        article = self._session.article
        found = article.annotations.get(annotation) if article else None
        if article is None or found is None or index >= len(found.fragments):
            return False
        old = found.fragments[index]
        new = Fragment(position, old.end) if edge == "start" else Fragment(old.start, position)
        pieces = [*found.fragments[:index], new, *found.fragments[index + 1 :]]
        ends = [p for piece in pieces for p in (piece.start, piece.end)]
        if new.start >= new.end or ends != sorted(ends) or ends[-1] > article.article.length:
            deletes = f"{key_of('delete')} deletes an annotation"
            self._session.refused.emit(f"Nothing would be left of it: {deletes}.")
            return False
        fragments = tuple((p.start, p.end) for p in pieces)
        return self._session.apply(SetFragments(annotation, fragments)) is not None

    def toggle_excluded(self) -> bool:
        """Leave the selection (or the caret's paragraph) out, or take it in again."""
        article = self._session.article
        if article is None:
            return False
        text = article.text
        start, end = self._view.selection() or _line(text, self._view.caret())
        if start == end:
            return False
        ranges = [(r.start, r.end) for r in article.article.excluded]
        if any(a < end and start < b for a, b in ranges):
            pieces = [p for a, b in ranges for p in ((a, min(b, start)), (max(a, end), b))]
            ranges = [(a, b) for a, b in pieces if a < b and text[a:b].strip()]
        else:
            ranges.append((start, end))
        return self._session.apply(Exclude(article.article.id, tuple(ranges))) is not None

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


def _line(text: str, position: int) -> Range:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end
