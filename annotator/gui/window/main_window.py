"""The window: the start page or an open project, its menus and its status bar."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from annotator.domain.errors import BusyError, DamageError, UserError
from annotator.gui.codebook import load_codebook
from annotator.gui.coding.page import CodingPage
from annotator.gui.coding.text_menu import text_menu
from annotator.gui.commands.actions import CommandActions
from annotator.gui.commands.table import use_keys
from annotator.gui.imports import import_articles
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_size, apply_theme, undressed
from annotator.gui.project.identity import ask_identity, known_identity
from annotator.gui.project.rescuing import refuse_project
from annotator.gui.project.restore import restore_backup
from annotator.gui.settings.recent import place_in, remember_project
from annotator.gui.settings.settings import (
    CHANGED_KEYS,
    CODER,
    CODER_NAME,
    INTERFACE,
    PLACES,
    SHOW_COLLEAGUES,
    THEME,
    Settings,
)
from annotator.gui.team import bring_in
from annotator.gui.widgets.dropping import FileDrops
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.window.before_closing import may_be_closed
from annotator.gui.window.command_palette import say_key, search_button
from annotator.gui.window.dropped_files import begin_with, sort_out
from annotator.gui.window.file_events import FileEvents
from annotator.gui.window.followed import show_followed
from annotator.gui.window.geometry import WindowPlace
from annotator.gui.window.keys_rest import HeldKeys
from annotator.gui.window.newcomer import greet, sample_path
from annotator.gui.window.open_project import OpenProject
from annotator.gui.window.start_page import StartPage
from annotator.gui.window.status_bar import StatusLine
from annotator.gui.window.title import PROGRAM, window_title
from annotator.gui.window.welcoming import welcome_coder
from annotator.store.project import Project
from annotator.workflow.coders import founding, introduction
from annotator.workflow.open_article import article_called

_PATIENCE = 100
"""How long the window stands still for the lock on a file that it opens, in milliseconds."""


class MainWindow(QMainWindow):
    """Shows one project at a time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        use_keys(settings.get(CHANGED_KEYS))
        self.project: OpenProject | None = None
        """What is open, with all that belongs to it."""
        self._file_events: FileEvents | None = None
        FileDrops(self, self.take_files)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.start_page = StartPage(settings)
        self._pages.addWidget(self.start_page)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.menu_actions = CommandActions(self)
        self.menu_actions.fill_bar(self.menuBar())
        self._search = search_button(self.menuBar(), self.menu_actions.by_id["palette"].trigger)
        self.menuBar().setCornerWidget(self._search)
        settings.changed.connect(self._setting_changed)
        self._connect_start_page()
        self.status.questions_clicked.connect(self.menu_actions.by_id["list_questions"].trigger)
        self.status.again_clicked.connect(self.menu_actions.by_id["try_again"].trigger)
        self.status.arrived_clicked.connect(self.menu_actions.by_id["bring_in_followed"].trigger)
        self._place = WindowPlace(self, settings)
        self.show_start_page()

    # Opening and closing projects

    def open_path(self, path: Path, article: str | None = None, *, ask: bool = True) -> bool:
        """Open a project file, with an article by id or title; a refusal is shown.

        `ask` is whether to ask who is coding when this machine does not know.
        """
        try:
            project = Project.open(path, patience=_PATIENCE, pages=False)
        except BusyError as error:
            return self._try_again(error) and self.open_path(path, article, ask=ask)
        except UserError as error:
            self._refuse(path, error)
            return False
        return self.take_project(project, article, ask=ask)

    def take_project(
        self, project: Project, article: str | None = None, *, ask: bool = True
    ) -> bool:
        """Show an open project; one that can't be shown is closed, and that is told."""
        try:
            # What every page needs; without it there is nothing to show.
            project.refuse_without_codebook()
            self.open_project(project, article, ask=ask)
        except DamageError as error:
            self.close_project()
            project.close()
            self._refuse(project.path, error)
            return False
        except BusyError as error:
            self.close_project()
            project.close()
            return self._try_again(error) and self.open_path(project.path, article, ask=ask)
        return True

    def _try_again(self, error: BusyError) -> bool:
        return show_refusal(self, "The project can't be opened", error, offer="&Try again")

    def _refuse(self, path: Path, error: UserError) -> None:
        refuse_project(self, self.settings, path, error, self.open_path, self.restore_backup)

    def open_project(
        self, project: Project, article: str | None = None, *, ask: bool = True
    ) -> None:
        """Show an open project, and ask once on this machine who is coding."""
        if not self.close_project():
            project.close()
            return
        project.coder = known_identity(self.settings, project)
        remember_project(self.settings, project.path)
        with undressed():
            opened = self.project = OpenProject(project, self.settings, self)
            self._pages.addWidget(opened.pages)
        self._pages.setCurrentWidget(opened.pages)
        self._connect_project(opened)
        self.menu_actions.refresh()
        self.show_title()
        self.status.show()
        self._open_first(opened, article)
        opened.coding.pane.view.setFocus()
        opened.session.typed.take_up(opened.session.apply)
        if ask and not project.coder:
            self.ask_who()
        welcome_coder(self, opened.session, self.status, ask=ask)
        self._file_events = FileEvents(opened.session, self.settings, self.status, self)
        self._file_events.reopen.connect(self._reopen)
        if ask:
            self._file_events.tell_found()

    def _reopen(self, path: Path, kept: Path, bring: bool) -> None:  # noqa: FBT001 - a signal's
        """Open a file instead of the one in which the work is kept, which comes in if wanted.

        What does not come in is not left out of sight: the kept file is opened again.
        """
        opened = self.open_path(path)
        if self.project is None:
            self.open_path(kept)
        if not opened or self.project is None:
            return
        if self._file_events is not None:
            self._file_events.kept_work.leave_out(kept)
        if not bring:
            self.status.tell(f"Your work is in {kept.name}")
            return
        before = self.project.session.project.data_version()
        bring_in(self, self.project.session, self.settings, [kept], as_steps=True)
        session = self.project.session
        session.refresh_from_disk()
        if session.project.data_version() == before:
            self.open_path(kept)
            self.status.tell(f"Your work goes on in {kept.name}")

    def restore_backup(self, path: Path) -> None:
        """Show the backups of a project, be it the open one or one that can't be opened."""
        opened = self.project
        here = opened is not None and opened.session.project.path == path
        session = opened.session if opened is not None and here else None
        wanted = restore_backup(self, self.settings, path, session)
        if wanted is not None:
            self.open_path(wanted)

    def show_title(self, *_: object) -> None:
        """Name the open project in the title bar."""
        opened = self.project.session.project if self.project else None
        self.setWindowTitle(window_title(opened.path, opened.info().title) if opened else PROGRAM)

    def _open_first(self, opened: OpenProject, article: str | None) -> None:
        if not article:
            return
        found = article_called(opened.session.project, article)
        if found:
            opened.coding.open_article(found)
        else:
            self.status.refuse(f"There is no article “{article}” here.")

    def ask_who(self) -> None:
        """Ask who is coding and keep the answer on this machine."""
        opened = self.project
        if opened is not None:
            opened.commit_pending()
        handle = ask_identity(self, self.settings, opened.session.project if opened else None)
        if handle and opened is not None:
            opened.session.coder = handle
            opened.session.typed.take_up(opened.session.apply)
            project = opened.session.project
            named = introduction(project, handle, self.settings.get(CODER_NAME))
            for edit in (founding(project, handle), named):
                if edit is not None:
                    opened.session.apply(edit)
        self.status.show_coder(handle or self.settings.get(CODER))

    def close_project(self) -> bool:
        """Close the open project, everything kept; the start page comes back.

        Tell whether it is closed: where something can't be saved, one may rather go on.
        """
        opened = self.project
        if opened is None:
            return True
        opened.commit_pending()
        opened.make_room()
        if not may_be_closed(self, opened.session, self.settings):
            opened.go_on()
            return False
        self.leave_project()
        return True

    def leave_project(self) -> None:
        """Close the open project as it is in its file; the start page comes back."""
        opened = self.project
        if opened is None:
            return
        self.project = None
        if self._file_events is not None:
            self._file_events.leave()
            self._file_events = None
        self._pages.removeWidget(opened.pages)
        opened.close()
        self.show_start_page()

    def show_start_page(self) -> None:
        """Show what can be opened."""
        self.start_page.refresh()
        self._pages.setCurrentWidget(self.start_page)
        self.start_page.focus_likely()
        self.menu_actions.refresh()
        self.setWindowTitle(PROGRAM)
        self.status.hide()

    def could_not(self, wanted: str) -> None:
        """Say what can't be done while the file is locked; keys meant for it do nothing."""
        if self.project is not None:
            self.project.session.waiting.say_at_once()
        HeldKeys(self)
        self.status.refuse(
            f"Not possible just now: {wanted}. Another program holds the file. "
            "Keys count again after a short pause"
        )

    # Wiring

    def make_anew(self) -> None:
        """Make every page anew: their words name keys, which are others now."""
        self._pages.removeWidget(self.start_page)
        self.start_page.deleteLater()
        self.start_page = StartPage(self.settings)
        self._pages.addWidget(self.start_page)
        self._connect_start_page()
        opened = self.project
        if opened is None:
            self.show_start_page()
            return
        path, mode = opened.session.project.path, opened.pages.mode
        if self.close_project() and self.open_path(path, ask=False) and self.project is not None:
            self.project.pages.show_mode(mode)

    def _connect_start_page(self) -> None:
        page = self.start_page
        page.new_requested.connect(self.menu_actions.by_id["new"].trigger)
        page.open_requested.connect(self.menu_actions.by_id["open"].trigger)
        page.sample_requested.connect(self.open_sample)
        page.recent_requested.connect(self.open_path)

    def _connect_project(self, opened: OpenProject) -> None:
        session, coding = opened.session, opened.coding
        self.status.follow(session)
        show_followed(opened.following, self.status)
        opened.following.changed.connect(self.menu_actions.refresh)
        coding.articles.import_requested.connect(self.menu_actions.by_id["import"].trigger)
        coding.prompted.connect(self.status.prompt)
        coding.place_changed.connect(self._show_place)
        coding.pane.annotations_under_caret.connect(self._show_place)
        coding.pane.view.context_requested.connect(self._show_text_menu)
        opened.pages.mode_changed.connect(self.menu_actions.refresh)
        opened.pages.mode_changed.connect(self._show_place)
        session.changed.connect(self.menu_actions.refresh)
        session.article_opened.connect(self.menu_actions.refresh)
        session.waiting.changed.connect(self.menu_actions.refresh)
        session.changed.connect(self.show_title)
        session.path_changed.connect(self.show_title)
        self._show_place()

    def _coding(self) -> CodingPage | None:
        """Return the page for coding where it is shown and an article is open on it."""
        page = self.project.shown(CodingPage) if self.project else None
        return page if page is not None and page.session.article is not None else None

    def _show_text_menu(self, position: int, place: QPoint) -> None:
        page = self._coding()
        if page is not None:
            page.stand_at(position)
            text_menu(self, page, self.menu_actions).popup(place)

    def _show_place(self, *_: object) -> None:
        page = self._coding()
        article = page.session.article if page is not None else None
        if page is None or article is None:
            self.status.clear_place()
            return
        view = page.pane.view
        here = map(article.annotations.placed.get, view.marks_at(view.caret()))
        names = [page.session.code_of(one).name for one in here if one is not None]
        self.status.show_place(view, article.text, names)

    def _setting_changed(self, key: str) -> None:
        if key == THEME.key:
            apply_theme(application(), self.settings.get(THEME))
        elif key == INTERFACE.key:
            apply_size(application(), self.settings.get(INTERFACE))
        elif key == CHANGED_KEYS.key:
            use_keys(self.settings.get(CHANGED_KEYS))
            self.menu_actions.take_keys()
            say_key(self._search)
        elif key == SHOW_COLLEAGUES.key and self.project is not None:
            self.project.session.show_colleagues(self.settings.get(SHOW_COLLEAGUES))
        if key != PLACES.key:  # it is kept with each article that is opened, and shown nowhere
            self.menu_actions.refresh()

    # Files from outside

    def open_sample(self) -> None:
        """Open the sample project, made anew when it is not there yet."""
        path = sample_path(self)
        is_new = path is not None and not place_in(self.settings, path).article
        if path is not None and self.open_path(path) and is_new and self.project is not None:
            greet(self.project)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open the project among these files, or begin or import with what they hold."""
        dropped = sort_out(paths)
        if dropped.projects:
            self._take_projects(dropped.projects)
        elif self.project is None and paths:
            made = begin_with(self, self.settings, dropped)
            if made is not None:
                self.open_project(made)
            if made is not None and dropped.articles:
                self._import(dropped.articles)
        elif self.project is not None and dropped.codebooks and not dropped.articles:
            load_codebook(self, self.project.session, dropped.codebooks[0])
        elif paths:
            self._import(paths)

    def _import(self, paths: Sequence[Path]) -> None:
        if self.project is not None:
            import_articles(self, self.project.session, self.settings, paths)

    def _take_projects(self, projects: Sequence[Path]) -> None:
        wanted: Path | None = projects[0]
        if self.project is not None:
            self.project.commit_pending()
            may_open, session = len(projects) == 1, self.project.session
            wanted = bring_in(self, session, self.settings, projects, may_open=may_open)
        if wanted is not None:
            self.open_path(wanted)

    # Life

    def changeEvent(self, event: QEvent) -> None:
        """Look for what others wrote to the file when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.project:
            self.project.session.refresh_from_disk()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything and go; where that fails, stay."""
        event.ignore()
        self._place.keep()
        if self.close_project():
            self.settings.sync()
            event.accept()
