"""What a command finds in the window: the open project and its pages, whichever they are."""

from abc import ABC, abstractmethod
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from annotator.gui.commands.command import KeyScope
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.text.reading_style import ReadingStyle

P = TypeVar("P", bound="ModePage")


class ZoomedText(Protocol):
    """A text that can be made larger and smaller, and set in other ways."""

    @property
    def zoom_level(self) -> int:
        """How many steps it is larger than normal."""
        ...

    def zoom(self, steps: int, /) -> None:
        """Make it so many steps larger."""

    def read_in(self, style: ReadingStyle, /) -> None:
        """Show it in this font, size, leading and measure."""


class ModePage(QWidget):
    """What the window shows in one of its modes; the pages know the session and not each other."""

    reviewing = False
    """Whether one looks at labels here as somebody who decides on them."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings

    @property
    def text(self) -> ZoomedText | None:
        """The article's text, where the page has it."""
        return None

    def enter(self) -> None:
        """Come to be shown: bring the page up to date and put the focus where its work begins."""

    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied, such as a note."""

    def remember(self) -> None:
        """Keep what the next start is to find again, such as the panels' sizes."""


class MovesBoundaries:
    """Something in which keys move the boundaries of an annotation: the text, or the review."""

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> object:
        """Move an annotation's "start" or "end" by a character or a word."""
        raise NotImplementedError

    def focus_text(self) -> None:
        """Put the focus on the text."""
        raise NotImplementedError


class ProjectContext(ABC):
    """The open project as commands see it."""

    window: QWidget
    """What dialogs stand in front of."""
    session: Session
    settings: Settings

    @abstractmethod
    def page(self, kind: type[P]) -> P:
        """Return a mode's page, shown or not."""

    @abstractmethod
    def shown(self, kind: type[P]) -> P | None:
        """Return a mode's page if it is the one that is shown."""

    @abstractmethod
    def show(self, kind: type[P]) -> P:
        """Show a mode's page, unless it is shown already, and return it."""

    @abstractmethod
    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied."""

    @abstractmethod
    def selected_articles(self) -> list[str]:
        """Return the ids of the articles that are selected in the list."""

    @abstractmethod
    def listed_articles(self) -> list[str]:
        """Return the ids of the articles that the list shows."""


class WindowContext(Protocol):
    """A window as commands see it."""

    @property
    def project(self) -> ProjectContext | None:
        """The open project."""
        ...


def project_of(window: WindowContext) -> ProjectContext | None:
    """Return a window's open project."""
    return window.project


ON_PROJECT = KeyScope(ProjectContext, project_of, shortcuts=True)
"""What works all over the window while a project is open."""
