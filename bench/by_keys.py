"""Some two hundred annotations over ten articles without a mouse: how many keys each one takes.

Somebody who knows what there is to find codes news by key presses alone: each quote with its cue
and its source, who that is, and answers; then the questions to the article, and on to the next.
Where the program marks other words, or none, they are chosen by keys, and those count as well.
"""

import statistics
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import FieldType, Scope
from annotator.domain.people import Actor
from annotator.gui.session.session import Session
from bench.hands import CONTROL, PATIENCE, PLAIN, SHIFT, Hands, Key
from bench.material import Material
from bench.reported_speech import OPENING, Range, Statement, articles
from bench.rows import Row
from bench.window import BenchWindow, home

MOST = 6.0
"""Keys for an annotation: a quote with its source and its cue is three of them."""
_NAME = "a quote with source, cue and answers"
_UNITS = 5
"""How often words grow to the next larger unit, at most."""


class Played(NamedTuple):
    """What came of coding all that there is."""

    annotations: int
    keys: int
    seconds: list[float]
    """CPU time of each key press, with what it led to painted."""
    by_hand: int
    """Cues and sources whose words had to be chosen, or mended."""
    quotes: int
    unlinked: int
    """Quotes that lack the right source or the right cue, or its link."""
    done: int
    """Articles that were ended."""


def rows(material: Material) -> Iterator[Row]:
    """Yield how many keys an annotation takes, and how long a key press."""
    played = play(material)
    detail = f"{played.annotations:,} annotations, {played.keys:,} keys, {played.done} articles"
    each = played.keys / max(1, played.annotations)
    yield Row(f"{_NAME}: keys for an annotation", each, "keys", MOST, detail, binding=True)
    detail = f"of {played.quotes:,}; {played.by_hand} sources or cues were chosen by hand"
    lacking = float(played.unlinked)
    yield Row(f"{_NAME}: quotes without both links", lacking, "quotes", 0.0, detail, binding=True)
    open_still = float(material.sizes.reported - played.done)
    yield Row(f"{_NAME}: articles not ended", open_still, "articles", 0.0, binding=True)
    times = sorted(1000 * one for one in played.seconds)
    yield Row(f"{_NAME}: a key press, median", statistics.median(times), "ms")
    yield Row(f"{_NAME}: a key press, 95 %", times[int(0.95 * (len(times) - 1))], "ms")


def play(material: Material) -> Played:
    """Code all that there is in the project of reported speech, by keys alone."""
    sizes = material.sizes
    with home() as settings:
        shown = BenchWindow(settings, material.copy(material.reported()))
        coder = Coding(shown)
        for article, said in articles(sizes.reported, sizes.statements):
            coder.code_article(article.id, said)
        played = coder.played()
        shown.close()
    return played


class Coding:
    """Codes articles whose quotes are known, and looks at the window to know which key is next."""

    def __init__(self, shown: BenchWindow) -> None:
        self._shown = shown
        self._hands = Hands(shown.window)
        self._press, self._until = self._hands.press, self._hands.until
        self._by_hand = 0
        self._coded: list[tuple[str, Statement]] = []

    @property
    def _session(self) -> Session:
        return self._shown.session

    def code_article(self, article: str, said: list[Statement]) -> None:
        """Code an article, which is open or comes later in the list, and end it."""
        self._until(lambda: self._opened() == article, Key.Key_PageDown, CONTROL)
        for statement in said:
            self._code(statement)
        for number, code in enumerate(self._session.codebook.usable(Scope.ARTICLE)):
            if any(field.required for field in code.fields):
                self._press(Key(Key.Key_1 + number), CONTROL)
                # The first of many would wait for a second digit.
                self._press(Key.Key_1 if code.fields[0].type is FieldType.FLAG else Key.Key_2)
        self._press(Key.Key_Return, CONTROL)

    def _opened(self) -> str:
        return self._session.article.article.id if self._session.article else ""

    def _code(self, statement: Statement) -> None:
        quote = self._tag_quote(statement)
        self._tag_beside(Key.Key_C, "cue", statement.cue)
        self._press(Key.Key_1)
        self._tag_beside(Key.Key_S, "source", statement.source)
        if self._say_who(statement.name):
            self._press(Key.Key_Period)  # takes the answers of this actor's last source
        source = self._session.selected_annotation()
        if source is None or "source_kind" not in source.values:
            self._press(Key.Key_1)
            self._press(Key.Key_1)
        self._coded.append((quote, statement))

    def _tag_quote(self, statement: Statement) -> str:
        first, *others = statement.pieces
        if self._shown.view.text[first[0]] in OPENING:
            self._go_to_quotation(first)
        else:
            self._choose(first)
        self._press(Key.Key_Q)
        for piece in others:
            self._go_to_quotation(piece)
            self._press(Key.Key_Plus)
        self._press(Key(Key.Key_0 + statement.kind))
        self._press(Key.Key_4)
        return self._session.selection

    def _go_to_quotation(self, place: Range) -> None:
        self._until(lambda: self._at_hand() == place, Key.Key_G)

    def _at_hand(self) -> Range | None:
        """Return what a code's key would tag, where nothing is selected that it belongs to."""
        view = self._shown.view
        return view.selection() or self._unit(Unit.QUOTATION, view.caret())

    def _tag_beside(self, key: Key, code: str, place: Range) -> None:
        """Tag what belongs to the quote, and see to it that it is the right words."""
        self._press(key)
        found = self._session.selected_annotation()
        if found is None or found.code != code:
            self._by_hand += 1
            self._choose(place)
            self._press(key)
        elif (found.start, found.end) != place:
            self._by_hand += 1
            self._move_edge(0, place, CONTROL)
            self._move_edge(1, place, PLAIN)

    def _move_edge(self, edge: int, place: Range, held: Qt.KeyboardModifier) -> None:
        """Move the start (0) or the end (1) of what is selected, by words."""
        for _ in range(PATIENCE):
            found = self._session.selected_annotation()
            stands = (found.start, found.end)[edge] if found else None
            if stands is None or stands == place[edge]:
                return
            self._press(Key.Key_BraceRight if stands < place[edge] else Key.Key_BraceLeft, held)

    def _choose(self, place: Range) -> None:
        """Select words by keys: to the sentence, to the first word, and on to the last."""
        view = self._shown.view
        if not view.hasFocus():
            self._press(Key.Key_Escape)
        on = Key.Key_J if view.caret() < place[0] else Key.Key_K
        self._until(lambda: self._sentence(view.caret()) == self._sentence(place[0]), on)
        on = Key.Key_Right if view.caret() < place[0] else Key.Key_Left
        self._until(lambda: view.caret() == place[0], on, CONTROL)
        self._grow(place)
        if view.selection() != place and self._sentence(place[0]) == self._sentence(place[1]):
            self._press(Key.Key_J, SHIFT)
        for _ in range(PATIENCE):
            end = (view.selection() or place[:1] * 2)[1]
            if end == place[1]:
                return
            if end < place[1]:
                self._press(Key.Key_Right, CONTROL | SHIFT)
            else:
                self._press(Key.Key_Left, SHIFT)

    def _grow(self, place: Range) -> None:
        """Grow the selection as far as it stays within the words that are wanted."""
        view = self._shown.view
        for _ in range(_UNITS):
            if view.selection() == place:
                return
            self._press(Key.Key_W)
            start, end = view.selection() or place
            if start < place[0] or end > place[1]:
                self._press(Key.Key_W, SHIFT)
                return

    def _sentence(self, position: int) -> Range | None:
        return self._unit(Unit.SENTENCE, position)

    def _unit(self, unit: Unit, position: int) -> Range | None:
        article = self._session.article
        return article.segments.unit_at(unit, position) if article else None

    def _say_who(self, name: str) -> bool:
        """Take the actor of this name from the picker, or make one; tell whether it was known."""
        known = any(one.name == name for one in self._session.project.find(Actor))
        self._press(Key.Key_A)
        for letter in name.rsplit(maxsplit=1)[-1] if known else name:
            if name in self._proposed():
                break
            self._hands.write(letter)
        if name not in self._proposed():
            raise LookupError(f"{name} is not to be had.")
        row = self._proposed().index(name)
        self._until(lambda: self._names().currentRow() == row, Key.Key_Down)
        self._press(Key.Key_Return)
        return known

    def _names(self) -> QListWidget:
        found = self._shown.window.findChildren(QListWidget, "proposals")
        (names,) = [one for one in found if one.isVisible()]
        return names

    def _proposed(self) -> list[str]:
        names = self._names()
        return [names.item(row).text() for row in range(names.count())]

    def played(self) -> Played:
        """Return what has come of it, as it stands in the file."""
        project = self._session.project
        made = {one.id: one for one in project.find(Annotation)}
        ends: dict[tuple[str, str], Range | None] = {}
        for link in project.find(Link):
            end = made.get(link.target_annotation or "")
            ends[link.annotation, link.type] = (end.start or 0, end.end or 0) if end else None
        right = [
            ends.get((quote, "said_by")) == said.source and ends.get((quote, "cue")) == said.cue
            for quote, said in self._coded
        ]
        statuses = [one.status for one in project.find(Status)]
        return Played(
            annotations=sum(bool(one.fragments) for one in made.values()),
            keys=self._hands.keys,
            seconds=self._hands.seconds,
            by_hand=self._by_hand,
            quotes=len(right),
            unlinked=right.count(False),
            done=statuses.count(WorkStatus.DONE),
        )
