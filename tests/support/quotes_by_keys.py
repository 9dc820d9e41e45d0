"""Coding quotes with their sources and cues by keys alone, each key counted.

Who codes knows what is to come of it, and looks at the window to know which key is next.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from user import ALT, CONTROL, NONE, SHIFT, Key, User

from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation, Link
from annotator.domain.errors import UserError
from annotator.domain.record import Fragment
from annotator.store.project import Project
from annotator.workflow.suggesting.suggestion import SAME, Suggestion, shared
from annotator.workflow.tagging import TaggingPlace, tag

Place = tuple[int, int]
OPENING = "“\"‘'„«"
PATIENCE = 400
TYPES = {"direct": Key.Key_1, "indirect": Key.Key_2, "mixed": Key.Key_3, "unclear": Key.Key_4}


class Wanted(NamedTuple):
    """A quote as it is to be coded: where its parts, its source and its cue stand."""

    parts: tuple[Place, ...]
    source: Place | None
    cue: Place | None
    type: str

    @property
    def start(self) -> int:
        return self.parts[0][0]


def quotes_in(project: Project, article: str, coder: str) -> list[Wanted]:
    """Return the quotes that a coder (id) has marked in an article, in its order."""
    found = {one.id: one for one in project.find(Annotation, article=article, coder=coder)}
    ends: dict[tuple[str, str], Place] = {}
    for link in project.find(Link):
        end = found.get(link.target_annotation or "")
        if end is not None and end.fragments:
            ends[link.annotation, link.type] = (end.start or 0, end.end or 0)
    quotes = [one for one in found.values() if one.code == "quote"]
    made = [
        Wanted(
            tuple((part.start, part.end) for part in one.fragments),
            ends.get((one.id, "said_by")),
            ends.get((one.id, "cue")),
            str(one.values.get("quote_type", "")),
        )
        for one in quotes
    ]
    return sorted(made)


class KeyCoder:
    """Codes the open article, from its beginning to its end."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.keys = 0

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.keys += 1
        self.user.press(key, modifiers=held)
        QApplication.processEvents()

    def until(
        self, reached: Callable[[], bool], key: Key, held: Qt.KeyboardModifier = NONE
    ) -> None:
        for _ in range(PATIENCE):
            if reached():
                return
            self.press(key, held)
        raise LookupError(f"{key.name} does not lead there.")

    # The article

    def code(self, wanted: Sequence[Wanted]) -> None:
        """Code quotes one by one, by hand or by deciding on suggestions, and end the article."""
        for one in wanted:
            self.by_hand(one)
        self.press(Key.Key_Return, CONTROL | ALT)

    def decide(self, wanted: Sequence[Wanted]) -> None:
        """Do the same, going from suggestion to suggestion; what lacks one is coded by hand."""
        left = list(wanted)
        suggesting = self.user.coding.suggesting
        while True:
            coming = suggesting.current or suggesting.after(self.user.view.caret())
            match = best(coming, left) if coming is not None else None
            lacking = [one for one in left if best_of(one, suggesting.shown) is None]
            first = next(iter(lacking), None)
            if first is not None and (coming is None or first.start < coming.start):
                left.remove(first)
                self.by_hand(first)
                continue
            if coming is None:
                break
            if suggesting.current is None:
                self.press(Key.Key_U)
                coming = suggesting.current
                if coming is None:
                    break
            self._decide_on(coming, match)
            if match is not None:
                left.remove(match)
        for one in left:
            self.by_hand(one)
        self.press(Key.Key_Return, CONTROL | ALT)

    def _decide_on(self, coming: Suggestion, match: Wanted | None) -> None:
        if match is not None and self._by_parts(coming, match):
            return
        if match is None or not _has_inner_edges(coming, match):
            self.press(Key.Key_D)
            if match is not None:
                self.by_hand(match)
            return
        parts = tuple((part.start, part.end) for part in coming.fragments)
        ends = (coming.source, coming.cue) == (match.source, match.cue)
        if parts == match.parts and ends and coming.type.value == match.type:
            self.press(Key.Key_V)
            return
        self.press(Key.Key_E)
        deciding = self.user.coding.pane.coding.deciding
        self._move(lambda: deciding.suggesting.draft, match.parts)
        self.press(Key.Key_Return)
        self._answer(match)
        self._ends(match)

    def _by_parts(self, coming: Suggestion, match: Wanted) -> bool:
        """Accept the first part of a quote, and add those that are suggested after it."""
        if len(match.parts) < 2 or len(coming.fragments) > 1:
            return False
        suggesting = self.user.coding.suggesting
        places = {one.start: (one.start, one.end) for one in suggesting.shown}
        ends = (coming.source, coming.cue) == (match.source, match.cue)
        if [places.get(start) for start, _ in match.parts] != list(match.parts):
            return False
        if not ends or match.type != coming.type.value or coming.start != match.start:
            return False
        self.press(Key.Key_V)
        for part in match.parts[1:]:
            if suggesting.current is None or suggesting.current.start != part[0]:
                raise LookupError(f"{part} is not at hand.")
            self.press(Key.Key_Plus)
        return True

    def _answer(self, wanted: Wanted) -> None:
        made = self.user.coding.session.selected_annotation()
        if made is None or made.values.get("quote_type") == wanted.type:
            return
        if wanted.type not in TYPES:
            return
        session = self.user.coding.session
        for _ in range(6):  # back to the first field
            if session.selected_annotation() is None:
                return
            self.press(TYPES[wanted.type])
            now = session.selected_annotation()
            if now is not None and now.values.get("quote_type") == wanted.type:
                return
            self.press(Key.Key_Tab, SHIFT)

    # By hand

    def by_hand(self, wanted: Wanted) -> None:
        """Code a quote, whatever marks it."""
        self._to_text()
        if not self._takes(wanted.parts[0]):
            self._choose(wanted.parts[0])
        self.press(Key.Key_Q)
        for part in wanted.parts[1:]:
            self._to_text()
            if not self._goes_to_quotation(part):
                self._choose(part)
            self.press(Key.Key_Plus)
        if wanted.type in TYPES:
            self.press(TYPES[wanted.type])
        self._ends(wanted)

    def _to_text(self) -> None:
        if not self.user.view.hasFocus():
            self.press(Key.Key_Escape)

    def _takes(self, place: Place) -> bool:
        """Go to a place that the code's key takes by itself: a quotation, or reported words."""
        view, session = self.user.view, self.user.coding.session
        article = session.article
        code = session.codebook.code("quote")
        if article is None or code is None:
            return False
        if self._goes_to_quotation(place):
            return True
        sentence = article.segments.unit_at(Unit.SENTENCE, place[0])
        there = TaggingPlace(article=article, caret=sentence[0] if sentence else place[0])
        if there.place(code) != place:
            return False
        self._go_to_sentence(place[0])
        if view.selection() is not None:
            self.press(Key.Key_Escape)
        return TaggingPlace(article=article, caret=view.caret()).place(code) == place

    def _goes_to_quotation(self, place: Place) -> bool:
        view = self.user.view
        is_one = self._unit(Unit.QUOTATION, place[0] + 1) == place
        if not is_one or view.text[place[0]] not in OPENING:
            return False
        self._go_to_sentence(place[0])
        for _ in range(3):
            if view.selection() == place:
                break
            self.press(Key.Key_G, ALT)
        return view.selection() == place

    def _go_to_sentence(self, position: int) -> None:
        view = self.user.view
        while self._unit(Unit.SENTENCE, view.caret()) != self._unit(Unit.SENTENCE, position):
            before = view.caret()
            self.press(Key.Key_J if before < position else Key.Key_K)
            if view.caret() == before:
                return

    def _choose(self, place: Place, *, stays: bool = False) -> None:
        """Select words by keys: to the sentence, to the first letter, and on to the last.

        What is selected `stays` so where the arrows alone go there.
        """
        self._to_text()
        view = self.user.view
        start, end = place
        if not stays:
            self._go_to_sentence(start)
        self._caret_to(start)
        self._grow(place)
        for _ in range(PATIENCE):
            at = (view.selection() or (start, start))[1]
            if at == end:
                return
            if at < end:
                self.press(Key.Key_Right, CONTROL | SHIFT)
                if (view.selection() or (start, start))[1] > end:
                    self.until(lambda: (view.selection() or place)[1] <= end, Key.Key_Left, SHIFT)
            else:
                self.press(Key.Key_Left, SHIFT)

    def _grow(self, place: Place) -> None:
        """Grow the selection as far as it stays within the words that are wanted."""
        view = self.user.view
        for _ in range(4):
            if view.selection() == place:
                return
            before = view.selection()
            self.press(Key.Key_W)
            start, end = view.selection() or place
            if start != place[0] or end > place[1]:
                self.press(Key.Key_W, SHIFT)
                if (view.selection() or (-1, 0))[0] != place[0]:
                    self._caret_to(place[0])
                return
            if view.selection() == before:
                return

    def _caret_to(self, position: int) -> None:
        view = self.user.view
        if view.selection() is not None:
            self.press(Key.Key_Escape)
        while view.caret() != position:
            before = view.caret()
            towards = Key.Key_Right if before < position else Key.Key_Left
            self.press(towards, CONTROL)
            passed = (before < position) != (view.caret() < position) and view.caret() != position
            if passed:
                back = Key.Key_Left if view.caret() > position else Key.Key_Right
                self.until(lambda: view.caret() == position, back)

    def _unit(self, unit: Unit, position: int) -> Place | None:
        article = self.user.coding.session.article
        return article.segments.unit_at(unit, position) if article else None

    # Sources and cues

    def _ends(self, wanted: Wanted) -> None:
        session = self.user.coding.session
        quote = session.selection
        for key, code, link, place in (
            (Key.Key_C, "cue", "cue", wanted.cue),
            (Key.Key_S, "source", "said_by", wanted.source),
        ):
            if place is None or self._stands(quote, link) == place:
                continue
            expected = self._expected(code)
            if expected is not None and (expected[0] < place[1] and place[0] < expected[1]):
                self.press(key)
                self._move(self._selected_parts, (place,))
                continue
            if expected is None:
                self.press(key)  # says that nothing is found, and waits for the words
            self._choose(place, stays=expected is not None)
            self.press(key)

    def _expected(self, code: str) -> Place | None:
        """Return where the program would mark a source or a cue, as somebody knows who uses it."""
        session = self.user.coding.session
        article, found = session.article, session.codebook.code(code)
        if article is None or found is None:
            return None
        at = TaggingPlace(
            article=article,
            caret=self.user.view.caret(),
            selected=session.selected_annotation(),
        )
        try:
            return tag(at, session.codebook, session.visibility, found).place
        except UserError:
            return None

    def _stands(self, quote: str, link_type: str) -> Place | None:
        article = self.user.coding.session.article
        if article is None:
            return None
        for link in article.links_of(quote):
            end = article.annotations.get(link.target_annotation or "")
            if link.type == link_type and end is not None:
                return (end.start or 0, end.end or 0)
        return None

    def _selected_parts(self) -> tuple[Place, ...]:
        found = self.user.coding.session.selected_annotation()
        return tuple((part.start, part.end) for part in found.fragments) if found else ()

    def _move(self, parts: Callable[[], Sequence[Place]], wanted: Sequence[Place]) -> None:
        """Move the first start and the last end of what is at hand, by words and by letters."""
        self._edge(lambda: parts()[0][0], wanted[0][0], CONTROL)
        self._edge(lambda: parts()[-1][1], wanted[-1][1], NONE)

    def _edge(self, stands: Callable[[], int], wanted: int, held: Qt.KeyboardModifier) -> None:
        for by_word in (True, False):
            for _ in range(PATIENCE):
                before = stands()
                if before == wanted:
                    return
                right = before < wanted
                keys = (
                    (Key.Key_BraceLeft, Key.Key_BraceRight)
                    if by_word
                    else (
                        Key.Key_BracketLeft,
                        Key.Key_BracketRight,
                    )
                )
                self.press(keys[right], held)
                if (by_word and (stands() < wanted) != right) or stands() == before:
                    break


def best(one: Suggestion, wanted: Sequence[Wanted]) -> Wanted | None:
    """Return the quote that a suggestion is, if it is one of those."""
    ranked = [(_shared(each, one), each) for each in wanted]
    found = max(ranked, default=(0.0, None), key=lambda pair: pair[0])
    if found[0] >= SAME:
        return found[1]
    return next((each for each in wanted if one.start == each.start and _is_part(each, one)), None)


def _has_inner_edges(one: Suggestion, wanted: Wanted) -> bool:
    """Tell whether only its start and its end may have to be moved."""
    here = [edge for part in one.fragments for edge in (part.start, part.end)]
    there = [edge for part in wanted.parts for edge in part]
    return here[1:-1] == there[1:-1]


def _is_part(wanted: Wanted, one: Suggestion) -> bool:
    return [(part.start, part.end) for part in one.fragments] == [wanted.parts[0]]


def best_of(wanted: Wanted, shown: Sequence[Suggestion]) -> Suggestion | None:
    """Return a suggestion that is a quote, if there is one."""
    return next((one for one in shown if _shared(wanted, one) >= SAME), None)


def _shared(wanted: Wanted, one: Suggestion) -> float:
    return shared([Fragment(*part) for part in wanted.parts], one.fragments)
