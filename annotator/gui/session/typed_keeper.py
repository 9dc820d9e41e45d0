"""Keeps what is being typed in the project's file, within a tenth of a second of each key."""

from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.edits.base import Edit
from annotator.domain.errors import BusyError, UserError
from annotator.domain.typed_words import TypedPlace
from annotator.gui.session.acting_as import acting_as
from annotator.store.project import Project
from annotator.workflow.typed_words import found_words

INTERVAL = 60
"""After so many milliseconds at most a key that was pressed is in the file."""
_AGAIN = 3000
"""So many milliseconds later it is tried again where the file can't be written."""

_Spot = tuple[str, TypedPlace]
"""Whose words they are, and where."""


class _TakenOver(msgspec.Struct, frozen=True):
    """Words that an edit has taken over which waits to be written."""

    edit: object
    texts: dict[_Spot, str]


def _none_waits() -> object | None:
    return None


class TypedKeeper(QObject):
    """What is typed in a project and is no edit yet.

    The first key starts the interval and later keys don't put it off, so typing on is no way to
    lose words; each write is one short transaction, whatever was typed in the meantime. `waiting`
    returns the edit that was done last, if it waits to be written.
    """

    kept = Signal()
    """All that was typed until now is in the file."""
    refused = Signal(str)
    """The file can't be written; said once until it can."""

    def __init__(
        self,
        project: Project,
        parent: QObject | None = None,
        waiting: Callable[[], object | None] = _none_waits,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._waiting_edit = waiting
        self._due: dict[_Spot, str | None] = {}
        self._known: dict[_Spot, str] = {}
        self._taken_over: list[_TakenOver] = []
        self._failing = False
        self.why_behind = ""
        """Why what was typed last could not be written."""
        self._found = False
        self._soon = QTimer(self, singleShot=True, interval=INTERVAL)
        self._soon.timeout.connect(self.flush)
        self.find()

    def find(self) -> None:
        """Read what whoever sits here was typing before, if it can be read."""
        self._found = False
        coder = self._project.coder
        self._known = {spot: text for spot, text in self._known.items() if spot[0] != coder}
        with suppress(BusyError):
            found = self._project.typed_words()
            self._known.update({(coder, words.place): words.text for words in found})
            self._found = True

    def find_late(self) -> None:
        """Read it now, if it could not be read when it was asked for."""
        if not self._found:
            self.find()

    def text_at(self, place: TypedPlace) -> str | None:
        """Return what was typed at a place and is no edit yet."""
        spot = self._project.coder, place
        text = self._text(spot)
        return None if any(one.texts.get(spot) == text for one in self._taken_over) else text

    def _text(self, spot: _Spot) -> str | None:
        return self._due[spot] if spot in self._due else self._known.get(spot)

    def typing(self, place: TypedPlace, text: str) -> None:
        """Have what is typed at a place written soon; in what can only be read, nothing is."""
        if self._project.read_only:
            return
        self._due[self._project.coder, place] = text
        if not self._soon.isActive():
            self._soon.start()

    def done(self, *places: TypedPlace) -> None:
        """Take away what was typed at places: it is an edit now, or given up.

        As long as an edit waits that may have taken it over, the words stay in the file.
        """
        edit = self._waiting_edit()
        spots = [(self._project.coder, place) for place in places]
        found = {spot: text for spot in spots if (text := self._text(spot)) is not None}
        if edit is None:
            self._take_away(found)
        elif found:
            self._taken_over.append(_TakenOver(edit, found))
        self.flush()

    def ended(self, edit: object, *, refused: bool) -> None:
        """Hear what became of an edit that waited; what a refused one took over is typed still."""
        ended = [one for one in self._taken_over if one.edit is edit]
        if not ended:
            return
        self._taken_over = [one for one in self._taken_over if one.edit is not edit]
        later = {spot for one in self._taken_over for spot in one.texts}
        for one in ended if not refused else ():
            same = {spot: text for spot, text in one.texts.items() if self._text(spot) == text}
            self._take_away(same.keys() - later)
        self.flush()

    def _take_away(self, spots: Iterable[_Spot]) -> None:
        for spot in spots:
            self._due.pop(spot, None)
            if spot in self._known:
                self._due[spot] = None

    def take_up(self, apply: Callable[[Edit], object]) -> None:
        """Make an edit of the words that were typed when the program last ended.

        `apply` applies it, says so, and returns None when it is refused.
        """
        if self._project.read_only:
            return
        found = found_words(self._project)
        edit = found.edit()
        if edit is not None and apply(edit) is not None:
            self.done(*found.made)
        if found.over:
            self.done(*found.over)

    def write_anew(self) -> None:
        """Write all that is typed: the project goes on in a file that may lack it."""
        self._due = {**self._known, **self._due}
        self.flush()

    @property
    def is_behind(self) -> bool:
        """Whether something is typed that could not be written into the file."""
        return self._failing and any(text is not None for text in self._due.values())

    @property
    def holds_words(self) -> bool:
        """Whether something is typed, by whoever sits here, that is no edit yet."""
        coder = self._project.coder
        texts = {**self._known, **self._due}
        return any(bool(text) and spot[0] == coder for spot, text in texts.items())

    def flush(self) -> None:
        """Write now what is due; where that fails it goes on being due."""
        self._soon.stop()
        if not self._due or self._project.is_closed:
            return
        try:
            self._write()
        except UserError as error:
            if not self._failing:
                self.refused.emit(str(error))
            self._failing, self.why_behind = True, str(error)
            self._soon.start(_AGAIN)
            return
        self._soon.setInterval(INTERVAL)
        self._failing = False
        self.kept.emit()

    def _write(self) -> None:
        for coder in {coder for coder, _ in self._due}:
            due = {place: text for (whose, place), text in self._due.items() if whose == coder}
            with acting_as(self._project, coder):
                self._project.keep_typed(due)
            for place, text in due.items():
                del self._due[coder, place]
                if text is None:
                    self._known.pop((coder, place), None)
                else:
                    self._known[coder, place] = text
