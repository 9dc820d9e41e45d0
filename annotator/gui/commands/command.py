"""A command is one value: its words, its keys, its menus, when it can be done, and its act."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

from annotator.domain.errors import BusyError

C = TypeVar("C")
Window = Any
"""The window, as `session.context` describes it; commands stand below what they work on."""


class KeyGroup(StrEnum):
    """The headings under which keys are listed, in their order."""

    CODES = "Codes of the whole article"
    CHANGING = "Changing"
    MOVING = "Moving"
    SELECTING = "Selecting"
    TAGGING = "Tagging"
    SUGGESTIONS = "Suggestions"
    FIELDS = "Fields and questions"
    UNITS = "Unit after unit"
    ARTICLE = "The article"
    FINDING = "Finding in the article"
    SEARCH = "Searching the project"
    LISTS = "Lists and dialogs"
    CODEBOOK = "The codebook"
    PROJECT = "The project"
    REVIEW = "Reviewing"
    REVIEW_LISTS = "The review's other lists"
    QUEUE = "The queue"
    REASONS = "Saying why"
    PLACES = "Labels to place"
    RELIABILITY = "Reliability"
    QUALITY = "The quality of suggestions"
    ANNOTATIONS = "Annotations of the project"
    INSIGHTS = "Insights"
    HISTORY = "The history"
    TEAM = "The team"
    ACTORS = "The actors"
    WINDOW = "The window"


class Menu(StrEnum):
    """The menus of the bar, in their order, and those of a right click in the text."""

    PROJECT = "&Project"
    EDIT = "&Edit"
    ARTICLE = "&Article"
    ANNOTATION = "&Annotation"
    REVIEW = "&Review"
    TEAM = "&Team"
    VIEW = "&View"
    HELP = "&Help"
    MARK = "an annotation in the text"
    TEXT = "the text"
    SUGGESTION = "a suggestion in the text"


class MenuPlace(msgspec.Struct, frozen=True, order=True):
    """Where a menu has a command: lines divide the sections, `at` orders each of them."""

    menu: Menu
    section: int
    at: int
    submenu: str = ""


class KeyScope(msgspec.Struct, Generic[C], frozen=True, eq=False):
    """Where the keys of some commands work: on things of one kind.

    `find` returns that thing as it stands in a window, or None while it is not there or not
    reached; without `find` the commands are reached by their keys alone. `shortcuts` is whether
    the keys work all over the window. `apart` is whether they work in a dialog, where the window's
    keys do not. `beside_codes` is whether codes' own keys work there too, and go first.
    `take_focus` is done before a command that was chosen from a menu.
    """

    kind: type[C]
    find: Callable[[Window], C | None] | None = None
    shortcuts: bool = False
    apart: bool = False
    beside_codes: bool = False
    take_focus: Callable[[C], object] | None = None


class MenuEntry(msgspec.Struct, frozen=True):
    """One of the things that a command's own menu lists at a moment."""

    title: str
    act: Callable[[], object]
    enabled: bool = True


def may_review(thing: Any) -> bool:
    """Tell whether who works on a thing may write gold; on one without a session, everybody."""
    session = getattr(thing, "session", None)
    return session is None or session.may_review


class Command(msgspec.Struct, Generic[C], frozen=True, eq=False):
    """One thing that can be done. `keys` are alternatives, the first one is shown.

    `title_now` words the command in the menu where that changes, `checked_when` makes it one that
    is on or off. `entries` makes it a menu of its own, asked for each time that it is opened. What
    is asked when is asked of the thing that the scope finds. What is `for_reviewers` is absent
    where the coder is none.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    group: KeyGroup
    scope: KeyScope[C]
    act: Callable[[C], object]
    places: tuple[MenuPlace, ...] = ()
    enabled_when: Callable[[C], bool] | None = None
    for_reviewers: bool = False
    checked_when: Callable[[C], bool] | None = None
    title_now: Callable[[C], str] | None = None
    entries: Callable[[C], Sequence[MenuEntry]] | None = None

    @property
    def key(self) -> str:
        """The key that is shown."""
        return self.keys[0] if self.keys else ""

    def can_act(self, thing: C) -> bool:
        """Tell whether it can be done on a thing as that is now."""
        if self.for_reviewers and not may_review(thing):
            return False
        return self.enabled_when is None or self.enabled_when(thing)

    def do(self, thing: C) -> bool:
        """Do it on a thing, and tell whether it could be done."""
        if not self.can_act(thing):
            return False
        self._act(thing)
        return True

    def find(self, window: Window) -> C | None:
        """Return what the command would work on in a window, or None if it can't be done now."""
        found = self.scope.find(window) if self.scope.find is not None else None
        return found if found is not None and self.can_act(found) else None

    def run(self, window: Window) -> None:
        """Do it in a window, as chosen from a menu; nothing happens where it can't be done."""
        found = self.find(window)
        if found is None:
            return
        if self.scope.take_focus is not None:
            self.scope.take_focus(found)
        self._act(found)

    def _act(self, thing: C) -> None:
        """Do it; what another program's lock hinders is named, for whoever tells of it."""
        try:
            self.act(thing)
        except BusyError as error:
            error.wanted = error.wanted or self.title.rstrip("…")
            raise
