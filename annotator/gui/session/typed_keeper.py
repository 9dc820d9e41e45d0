"""Keeps what is being typed in the project's file, several times a second while one types on."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.edits.base import Edit
from annotator.domain.errors import BusyError, UserError
from annotator.domain.typed_words import TypedPlace
from annotator.store.project import Project
from annotator.workflow.typed_words import found_words

INTERVAL = 300
"""After so many milliseconds at most a key that was pressed is in the file."""
_AGAIN = 3000
"""So many milliseconds later it is tried again where the file can't be written."""


class TypedKeeper(QObject):
    """What is typed in a project and is no edit yet.

    The first key starts the interval and later keys don't put it off, so typing on is no way to
    lose words; each write is one short transaction, whatever was typed in the meantime.
    """

    kept = Signal()
    """All that was typed until now is in the file."""
    refused = Signal(str)
    """The file can't be written; said once until it can."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._waiting: dict[TypedPlace, str | None] = {}
        self._known: dict[TypedPlace, str] = {}
        self._failing = False
        self.why_behind = ""
        """Why what was typed last could not be written."""
        self._found = False
        self._held_back = False
        self._soon = QTimer(self, singleShot=True, interval=INTERVAL)
        self._soon.timeout.connect(self.flush)
        self.find()

    def find(self) -> None:
        """Read what whoever sits here was typing before, if it can be read."""
        self._known, self._found = {}, False
        with suppress(BusyError):
            self._known = {words.place: words.text for words in self._project.typed_words()}
            self._found = True

    def find_late(self) -> None:
        """Read it now, if it could not be read when it was asked for."""
        if not self._found:
            self.find()

    def text_at(self, place: TypedPlace) -> str | None:
        """Return what was typed at a place and is no edit yet."""
        if place in self._waiting:
            return self._waiting[place]
        return self._known.get(place)

    def typing(self, place: TypedPlace, text: str) -> None:
        """Have what is typed at a place written soon; in what can only be read, nothing is."""
        if self._project.read_only:
            return
        self._waiting[place] = text
        if not self._soon.isActive():
            self._soon.start()

    def done(self, *places: TypedPlace) -> None:
        """Take away what was typed at places: it is an edit now, or given up."""
        for place in places:
            self._waiting.pop(place, None)
            if place in self._known:
                self._waiting[place] = None
        self.flush()

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

    def hold_back(self, holds: bool) -> None:  # noqa: FBT001 - says itself
        """Leave words in the file that became an edit, as long as the edit waits to be written."""
        was, self._held_back = self._held_back, holds
        if was and not holds:
            self.flush()

    def write_anew(self) -> None:
        """Write all that is typed: the project goes on in a file that may lack it."""
        self._waiting = {**self._known, **self._waiting}
        self.flush()

    @property
    def is_behind(self) -> bool:
        """Whether something is typed that could not be written into the file."""
        return self._failing and any(text is not None for text in self._waiting.values())

    def flush(self) -> None:
        """Write now what waits; where that fails it goes on waiting."""
        self._soon.stop()
        waiting = self._due()
        if not waiting or self._project.is_closed:
            return
        try:
            self._project.keep_typed(waiting)
        except UserError as error:
            if not self._failing:
                self.refused.emit(str(error))
            self._failing, self.why_behind = True, str(error)
            self._soon.start(_AGAIN)
            return
        self._soon.setInterval(INTERVAL)
        self._failing = False
        for place, text in waiting.items():
            if text is None:
                self._known.pop(place, None)
            else:
                self._known[place] = text
            self._waiting.pop(place)
        self.kept.emit()

    def _due(self) -> dict[TypedPlace, str | None]:
        if not self._held_back:
            return dict(self._waiting)
        return {place: text for place, text in self._waiting.items() if text is not None}
