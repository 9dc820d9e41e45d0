"""The open project: its session and its pages, which come and go together."""

from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from annotator.gui.coding.page import CodingPage
from annotator.gui.following import FolderFollower
from annotator.gui.project.backing_up import AutomaticBackups
from annotator.gui.project.damage_watch import DamageWatch
from annotator.gui.session.context import ModePage, ProjectContext
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SHOW_COLLEAGUES, Settings
from annotator.gui.suggest import BackgroundLearning
from annotator.gui.window.asking import agrees_to_step
from annotator.gui.window.keys_rest import once_keys_rest
from annotator.gui.window.mode_pages import ModePages
from annotator.gui.window.modes import MODES
from annotator.store.project import Project

P = TypeVar("P", bound=ModePage)


class OpenProject(ProjectContext):
    """All that is there as long as a project is open in a window."""

    def __init__(self, project: Project, settings: Settings, window: QWidget) -> None:
        self.window = window
        self.settings = settings
        self.session = Session(project, window)
        self.session.agree = partial(agrees_to_step, window)
        self.session.window = window
        self.session.show_colleagues(settings.get(SHOW_COLLEAGUES))
        self.pages = ModePages(self)
        self._damage = DamageWatch(project, self.session, lambda: self.session.waiting.some)
        self._damage.found.connect(self.session.refused)
        self.backups = AutomaticBackups(self.session, settings, self.session)
        self.learning = self._learning()
        self.following = FolderFollower(self.session, settings, self.session, once_keys_rest)

    def _learning(self) -> BackgroundLearning:
        """Learn in the background; what is learned proposes from the next article on."""
        suggesting = self.coding.suggesting
        learning = BackgroundLearning(self.session, self.settings, self.session)
        learning.learned.connect(suggesting.finding.learn_anew)
        learning.changed.connect(
            lambda: suggesting.say_learning(learns=learning.busy, failure=learning.failure)
        )
        return learning

    @property
    def coding(self) -> CodingPage:
        """The page for coding, which is there from the beginning."""
        return self.page(CodingPage)

    def page(self, kind: type[P]) -> P:
        """Return a mode's page, shown or not."""
        return self.pages.page(kind)

    def shown(self, kind: type[P]) -> P | None:
        """Return a mode's page if it is the one that is shown."""
        return self.page(kind) if self.pages.mode.page is kind else None

    def show(self, kind: type[P]) -> P:
        """Show a mode's page, unless it is shown already, and return it."""
        if self.pages.mode.page is not kind:
            self.pages.show_mode(next(mode for mode in MODES if mode.page is kind))
        return self.page(kind)

    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied."""
        self.pages.commit_pending()

    def selected_articles(self) -> list[str]:
        """Return the ids of the articles that are selected in the list."""
        return self.coding.articles.selected_ids()

    def listed_articles(self) -> list[str]:
        """Return the ids of the articles that the list shows."""
        return self.coding.articles.visible_ids()

    def make_room(self) -> None:
        """Have what reads the file in the background let go of it, where anything waits for that.

        What waits is tried once more before one is asked what is to become of it.
        """
        if self.session.waiting.some:
            self._damage.stop()
            self.learning.stop()
            self.following.make_room()
            self.session.waiting.room_wanted.emit()

    def go_on(self) -> None:
        """Read in the background again: it is not closed after all."""
        self._damage.go_on()

    def close(self) -> None:
        """Keep everything and be gone."""
        self._damage.stop()
        self.learning.stop()
        self.following.close()
        self.backups.close()
        self.pages.remember()
        self.session.typed.flush()
        self.pages.deleteLater()
        self.session.end()
        self.session.deleteLater()
