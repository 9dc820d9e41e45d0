"""The window: the start page or a project's workspace, its menus and its status bar."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolButton

from annotator.domain.errors import UserError
from annotator.gui.coding.page import Workspace
from annotator.gui.coding.text_menu import text_menu
from annotator.gui.commands.actions import Actions
from annotator.gui.commands.table import TEXT_COMMANDS
from annotator.gui.imports import import_articles
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.project.identity import ask_identity, introduction, known_identity
from annotator.gui.session.session import Session
from annotator.gui.settings.recent import remember_project
from annotator.gui.settings.settings import (
    CODER,
    SHOW_CODEBOOK,
    SHOW_COLLEAGUES,
    THEME,
    WINDOW_GEOMETRY,
    Settings,
    ThemeName,
)
from annotator.gui.team import bring_in
from annotator.gui.widgets.file_dialogs import SUFFIX, sample_project, show_refusal
from annotator.gui.widgets.two_line_rows import is_rtl, isolated
from annotator.gui.window.command_acts import WindowCommands
from annotator.gui.window.modes import Mode, Modes
from annotator.gui.window.start_page import StartPage
from annotator.gui.window.status_bar import StatusLine
from annotator.store.project import Project

_TITLE = "Media Annotator"
_START_SIZE = QSize(1240, 800)
_FRAME = QSize(16, 56)
"""About what a window manager adds around a window."""


class MainWindow(QMainWindow):
    """Shows one project at a time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self.modes: Modes | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.start_page = StartPage(settings)
        self._pages.addWidget(self.start_page)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.actions_ = Actions(self)
        self.themes = self._theme_menu()
        self.actions_.fill(self.menuBar(), self.themes.menuAction())
        self.menuBar().setCornerWidget(self._search_button())
        settings.changed.connect(self._setting_changed)
        self._connect_commands()
        self._connect_start_page()
        self.status.questions_clicked.connect(self.actions_.by_id["list_questions"].trigger)
        self._connect_article_codes()
        self._restore()
        self.show_start_page()

    # Opening and closing projects

    def open_path(self, path: Path, article: str | None = None, *, ask: bool = True) -> bool:
        """Open a project file, with an article by id or title; a refusal is shown.

        `ask` is whether to ask who is coding when this machine does not know.
        """
        try:
            project = Project.open(path)
        except UserError as error:
            show_refusal(self, "The project can't be opened", error)
            return False
        self.open_project(project, article, ask=ask)
        return True

    def open_project(
        self, project: Project, article: str | None = None, *, ask: bool = True
    ) -> None:
        """Show an open project, and ask once on this machine who is coding."""
        self.close_project()
        project.coder = known_identity(self.settings, project)
        self.session = Session(project, self)
        self.session.show_colleagues(self.settings.get(SHOW_COLLEAGUES))
        remember_project(self.settings, project.path)
        self.modes = Modes(self.session, self.settings)
        self.workspace = self.modes.workspace
        self._pages.addWidget(self.modes)
        self._pages.setCurrentWidget(self.modes)
        self._connect_workspace(self.session, self.workspace)
        self.modes.mode_changed.connect(self._show_mode)
        self.actions_.set_project_open(True)
        self.show_title()
        self.status.show()
        self._open_first(article)
        self.workspace.pane.view.setFocus()
        if ask and not project.coder:
            self.ask_who()

    def show_title(self, *_: object) -> None:
        """Name the open project in the title bar."""
        title = self.session.project.info().title if self.session else ""
        title = isolated(title) if is_rtl(title) else title
        self.setWindowTitle(f"{title} – {_TITLE}" if title else _TITLE)

    def _open_first(self, article: str | None) -> None:
        if not article or self.session is None or self.workspace is None:
            return
        rows = self.session.project.articles()
        found = next((r.id for r in rows if article in (r.id, r.title)), None)
        if found:
            self.workspace.open_article(found)
        else:
            self.status.refuse(f"There is no article “{article}” here.")

    def ask_who(self) -> None:
        """Ask who is coding and keep the answer on this machine."""
        project = self.session.project if self.session else None
        if self.workspace is not None:
            self.workspace.commit_pending()
        handle = ask_identity(self, self.settings, project)
        if handle and self.session is not None:
            self.session.coder = handle
            named = introduction(self.session.project, self.settings)
            if named is not None:
                self.session.apply(named)
        self.status.show_coder(handle or self.settings.get(CODER))

    def close_project(self) -> None:
        """Close the open project, everything kept; the start page comes back."""
        if self.session is None or self.modes is None:
            return
        self.modes.remember()
        session, modes = self.session, self.modes
        self.session, self.workspace, self.modes = None, None, None
        self._pages.removeWidget(modes)
        modes.deleteLater()
        session.project.close()
        session.deleteLater()
        self.show_start_page()

    def show_start_page(self) -> None:
        """Show what can be opened."""
        self.start_page.refresh()
        self._pages.setCurrentWidget(self.start_page)
        self.start_page.focus_likely()
        self.actions_.set_project_open(False)
        self.setWindowTitle(_TITLE)
        self.status.hide()

    # Wiring

    def _connect_commands(self) -> None:
        commands = WindowCommands(self)
        self.actions_.connect(commands.table())
        texts = {command.id: commands.text_act(command.id) for command in TEXT_COMMANDS}
        self.actions_.connect(texts)

    def _search_button(self) -> QToolButton:
        """Return the way to the palette for those who do not know its key yet."""
        button = QToolButton(self.menuBar())
        button.setProperty("role", "search")
        button.setText("Search actions, articles…   Ctrl+K")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.actions_.by_id["palette"].trigger)
        return button

    def _connect_start_page(self) -> None:
        page = self.start_page
        page.new_requested.connect(self.actions_.by_id["new"].trigger)
        page.open_requested.connect(self.actions_.by_id["open"].trigger)
        page.sample_requested.connect(self.open_sample)
        page.recent_requested.connect(self.open_path)

    def _connect_workspace(self, session: Session, workspace: Workspace) -> None:
        self.status.follow(session)
        workspace.articles.import_requested.connect(self.actions_.by_id["import"].trigger)
        workspace.prompted.connect(self.status.prompt)
        workspace.place_changed.connect(self._show_place)
        workspace.pane.standing.connect(self._show_place)
        workspace.pane.view.context_requested.connect(self._show_text_menu)
        session.changed.connect(self._show_undo)
        session.changed.connect(self.show_title)
        self.actions_.by_id["colleagues"].setChecked(session.shows_colleagues)
        self.actions_.by_id["codebook"].setChecked(workspace.codebook.isVisibleTo(workspace))
        self._show_undo()
        self._show_place()

    def _show_text_menu(self, position: int, place: QPoint) -> None:
        if self.workspace is not None and self.workspace.session.article is not None:
            self.workspace.stand_at(position)
            text_menu(self, self.workspace, self.actions_).popup(place)

    def _connect_article_codes(self) -> None:
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(self._tagger(number))

    def _tagger(self, number: int) -> Callable[[], None]:
        def tag() -> None:
            if self.modes is not None and self.modes.mode is Mode.CODE:
                self.modes.workspace.tag_whole_article(number)

        return tag

    def _show_mode(self, mode: str) -> None:
        self.actions_.set_coding(mode == Mode.CODE)
        self._show_place()

    def _show_place(self, *_: object) -> None:
        workspace = self.workspace if self.modes and self.modes.mode is Mode.CODE else None
        if workspace is None or workspace.session.article is None:
            self.status.clear_place()
            return
        view, article = workspace.pane.view, workspace.session.article
        here = [
            article.annotations[i] for i in view.marks_at(view.caret()) if i in article.annotations
        ]
        names = [workspace.session.code_of(annotation).name for annotation in here]
        self.status.show_place(view, article.text, names)

    def _show_undo(self, *_: object) -> None:
        if self.session is None:
            return
        project = self.session.project
        for name, word, label in (
            ("undo", "Undo", project.undo_label()),
            ("redo", "Redo", project.redo_label()),
        ):
            action = self.actions_.by_id[name]
            action.setText(f"{word}: {label}" if label else word)
            action.setEnabled(label is not None)

    # Theme

    def _theme_menu(self) -> QMenu:
        menu = QMenu("Theme", self)
        group = QActionGroup(menu)
        for name in ThemeName:
            action = QAction(name.capitalize(), menu)
            action.setObjectName(name)
            action.setCheckable(True)
            action.setChecked(self.settings.get(THEME) is name)
            action.triggered.connect(self._themer(name))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _themer(self, name: ThemeName) -> Callable[[], None]:
        def choose() -> None:
            self.settings.set(THEME, name)

        return choose

    def _setting_changed(self, key: str) -> None:
        if key == THEME.key:
            name = self.settings.get(THEME)
            apply_theme(application(), name)
            next(a for a in self.themes.actions() if a.objectName() == name).setChecked(True)
        elif key == SHOW_CODEBOOK.key:
            self.actions_.by_id["codebook"].setChecked(self.settings.get(SHOW_CODEBOOK))
        elif key == SHOW_COLLEAGUES.key and self.session is not None:
            self.session.show_colleagues(self.settings.get(SHOW_COLLEAGUES))
            self.actions_.by_id["colleagues"].setChecked(self.session.shows_colleagues)

    # Files from outside

    def open_sample(self) -> None:
        """Open the sample project, made anew when it is not there yet."""
        try:
            path = sample_project()
        except UserError as error:
            show_refusal(self, "The sample can't be made", error)
            return
        self.open_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files: a project to open, or articles to bring in."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, or bring dropped articles in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open the project among these files, or bring in what they hold if one is open."""
        projects = [path for path in paths if path.suffix == SUFFIX]
        if projects:
            self._take_projects(projects)
        elif self.session is not None and paths:
            import_articles(self, self.session, self.settings, list(paths))

    def _take_projects(self, projects: Sequence[Path]) -> None:
        wanted: Path | None = projects[0]
        if self.session is not None and self.workspace is not None:
            self.workspace.commit_pending()
            may_open = len(projects) == 1
            wanted = bring_in(self, self.session, self.settings, projects, may_open=may_open)
        if wanted is not None:
            self.open_path(wanted)

    # Life

    def changeEvent(self, event: QEvent) -> None:
        """Look for what others wrote to the file when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.session:
            self.session.refresh_from_disk()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything and go."""
        self.settings.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        self.close_project()
        self.settings.sync()
        event.accept()

    def _restore(self) -> None:
        geometry = self.settings.get(WINDOW_GEOMETRY)
        if geometry:
            self.restoreGeometry(geometry)
            return
        screen = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(_START_SIZE.boundedTo(screen - _FRAME))
