"""What the window's commands do."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.article import WorkStatus
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.errors import UserError
from annotator.formats.files.codebook import read_codebook, write_codebook
from annotator.gui.actors import show_actors
from annotator.gui.coding.page import Workspace
from annotator.gui.exports import export_articles
from annotator.gui.imports import import_articles
from annotator.gui.imports.paste import paste_article
from annotator.gui.project.new import new_project
from annotator.gui.project.properties import edit_project
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.session import Session
from annotator.gui.settings.dialog import show_settings
from annotator.gui.settings.settings import SHOW_CODEBOOK, SHOW_COLLEAGUES
from annotator.gui.team import bring_in, hand_out, show_conflicts
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import (
    CODEBOOKS,
    PROJECTS,
    SUFFIX,
    choose_existing,
    choose_new,
    show_refusal,
)
from annotator.gui.window.command_palette import Entry, SearchPalette
from annotator.gui.window.key_sheet import KeysOverlay
from annotator.gui.window.modes import Mode
from annotator.store.check import Problem
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.gui.window.main_window import MainWindow

_BY_METHOD = (
    "import", "paste", "export", "hand_out", "bring_in", "conflicts", "codebook_load",
    "codebook_save", "copy", "project",
)  # fmt: skip
_ZOOM = {"zoom_in": 1, "zoom_out": -1, "zoom_reset": 0}
_LISTS = ("differences", "queue", "mine", "questions")
_IN_REVIEW = ("take_agreements", "take_agreements_here", "take_layer", "take_layer_b")
Act = Callable[[Session, Workspace], object]


class WindowCommands:
    """The acts behind the menus of one window; those on a project do nothing without one."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._settings = window.settings

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its id."""
        table: dict[str, Callable[[], object]] = {
            "new": self.new,
            "open": self.open,
            "close": self._window.close_project,
            "quit": self._window.close,
            "identity": self._window.ask_who,
            "settings": partial(show_settings, self._window, self._settings),
            "keys": self.show_keys,
            "palette": self.show_palette,
            "full_screen": self.toggle_full_screen,
        }
        for name, act in _ON_PROJECT.items():
            table[name] = partial(self._with_project, act)
        for name in _BY_METHOD:
            table[name] = partial(self._with_project, getattr(self, name + "_"))
        for name, step in _ZOOM.items():
            table[name] = partial(self.zoom, step)
        for mode in Mode:
            table[f"mode_{mode}"] = partial(self.show_mode, mode)
        for name in _LISTS:
            table[f"list_{name}"] = partial(self.show_list, name)
        for name in _IN_REVIEW:
            table[name] = partial(self.perform_in_review, name)
        table["check"] = partial(self._with_project, self.check)
        table["colleagues"] = partial(self._with_project, self.toggle_colleagues)
        return table

    def text_act(self, command: str) -> Callable[[], object]:
        """Return what a command of the text does from a menu."""
        return partial(self._with_project, partial(_perform, command))

    def _with_project(self, act: Act) -> None:
        window = self._window
        if window.session is not None and window.workspace is not None:
            act(window.session, window.workspace)

    # Projects

    def new(self) -> None:
        """Make a new project and open it."""
        project = new_project(self._window, self._settings)
        if project is not None:
            self._window.open_project(project)

    def open(self) -> None:
        """Open a project file."""
        path = choose_existing(self._window, self._settings, "Open project", PROJECTS)
        if path is not None:
            self._window.open_path(path)

    def copy_(self, session: Session, workspace: Workspace) -> None:
        """Save a copy of the project elsewhere."""
        name = f"{session.project.path.stem} copy{SUFFIX}"
        path = choose_new(self._window, self._settings, "Save a copy", PROJECTS, name)
        if path is None:
            return
        workspace.commit_pending()
        project = session.project
        job = Job(on_sibling(project, lambda own, _: own.copy_to(path)))
        job.on_success(lambda _: session.told.emit(f"Copy saved as {path.name}"))
        job.on_refusal(partial(show_refusal, self._window, "The copy can't be saved"))
        job.run(self._window, "Saving a copy")

    def project_(self, session: Session, _workspace: Workspace) -> None:
        """Change the project's title and metadata variables."""
        edit_project(self._window, session)

    def check(self, session: Session, _workspace: Workspace) -> None:
        """Prove in the background that the project is sound."""
        project = session.project

        def done(found: list[Problem]) -> None:
            if not found:
                session.told.emit("The project is sound: state, history and anchors agree")
                return
            lines = [f"{p.kind} {p.record}: {p.message}" for p in found[:20]]
            remedy = "Save a copy now, and go back to a backup."
            error = UserError("\n".join(lines), remedy=remedy)
            show_refusal(self._window, f"{len(found)} problems in this project", error)

        job = Job(on_sibling(project, Project.check)).on_success(done)
        job.on_refusal(lambda error: session.refused.emit(str(error)))
        job.run(self._window, "Checking the project")

    # In and out

    def import_(self, session: Session, _workspace: Workspace) -> None:
        """Bring articles in from files."""
        import_articles(self._window, session, self._settings, [])

    def paste_(self, session: Session, _workspace: Workspace) -> None:
        """Make an article of the clipboard's text."""
        paste_article(self._window, session, self._settings)

    def export_(self, session: Session, workspace: Workspace) -> None:
        """Export the dataset."""
        workspace.commit_pending()
        selected, visible = workspace.articles.selected_ids(), workspace.articles.visible_ids()
        export_articles(self._window, session, self._settings, selected, visible)

    def hand_out_(self, session: Session, workspace: Workspace) -> None:
        """Hand articles out to coders as files."""
        workspace.commit_pending()
        selected, visible = workspace.articles.selected_ids(), workspace.articles.visible_ids()
        hand_out(self._window, session, self._settings, selected, visible)

    def bring_in_(self, session: Session, workspace: Workspace) -> None:
        """Bring colleagues' project files in."""
        workspace.commit_pending()
        bring_in(self._window, session, self._settings)

    def conflicts_(self, session: Session, _workspace: Workspace) -> None:
        """Show what two people changed without knowing of each other."""
        show_conflicts(self._window, session, self._settings)

    def codebook_load_(self, session: Session, _workspace: Workspace) -> None:
        """Replace the codebook by one from a file."""
        path = choose_existing(self._window, self._settings, "Load a codebook", CODEBOOKS)
        if path is None:
            return
        try:
            codebook = read_codebook(path)
        except UserError as error:
            show_refusal(self._window, "The codebook can't be loaded", error)
            return
        session.apply(ReplaceCodebook(codebook))

    def codebook_save_(self, session: Session, _workspace: Workspace) -> None:
        """Write the codebook to a file."""
        name = f"{session.project.path.stem}.codebook.json"
        path = choose_new(self._window, self._settings, "Save the codebook", CODEBOOKS, name)
        if path is None:
            return
        try:
            write_codebook(session.codebook, path)
        except UserError as error:
            show_refusal(self._window, "The codebook can't be saved", error)
            return
        session.told.emit(f"Codebook saved as {path.name}")

    # The window

    def show_mode(self, mode: Mode) -> None:
        """Show one of the window's modes."""
        if self._window.modes is not None:
            self._window.modes.show_mode(mode)

    def zoom(self, step: int) -> None:
        """Make the text larger or smaller, or of normal size (0)."""
        if self._window.modes is not None:
            view = self._window.modes.view
            view.zoom(step or -view.zoom_level)

    def show_list(self, name: str) -> None:
        """Show one of the lists of the review."""
        if self._window.modes is not None:
            self._window.modes.show_mode(Mode.REVIEW)
            self._window.modes.review.show_list(name)

    def perform_in_review(self, name: str) -> None:
        """Do what a command of the review says, in its mode."""
        modes = self._window.modes
        if modes is None:
            return
        if modes.mode is not Mode.REVIEW:
            modes.show_mode(Mode.REVIEW)
        modes.review.perform(name)

    def toggle_colleagues(self, session: Session, _workspace: Workspace) -> None:
        """Show or hide colleagues' layers."""
        shown = not session.shows_colleagues
        self._settings.set(SHOW_COLLEAGUES, shown)
        if shown and session.article is not None and not session.sees_others():
            session.told.emit("Colleagues' labels show when you have finished this article")

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def show_keys(self) -> None:
        """Show all keys."""
        session = self._window.session
        run_dialog(KeysOverlay(self._window, session.codebook if session else None))

    def show_palette(self) -> None:
        """Let the user find any action, code or article."""
        SearchPalette(self._window, self._entries()).show()

    def _entries(self) -> list[Entry]:
        window = self._window
        entries = [
            Entry(a.text().split("\t")[0], _hint(a.text(), a.shortcut().toString()), a.trigger)
            for a in window.actions_.by_id.values()
            if a.isEnabled() and a.objectName() != "palette"
        ]
        entries.extend(
            Entry(f"Theme: {theme.text().lower()}", "", theme.trigger)
            for theme in window.themes.actions()
        )
        if window.session is None or window.workspace is None:
            return entries
        workspace = window.workspace
        for code in window.session.codebook.usable():
            act = partial(workspace.trigger_code, code.id)
            entries.append(Entry(f"Tag as {code.name}", code.key, act))
        for row in window.session.project.articles():
            act = partial(workspace.open_article, row.id)
            entries.append(Entry(row.title, str(row.meta.get("outlet", "")), act))
        return entries


def _hint(text: str, shortcut: str) -> str:
    return shortcut or text.partition("\t")[2]


def _perform(command: str, _session: Session, workspace: Workspace) -> None:
    workspace.pane.view.setFocus()
    workspace.pane.coding.perform(command)


def _toggle_codebook(_session: Session, workspace: Workspace) -> None:
    workspace.settings.set(SHOW_CODEBOOK, not workspace.codebook.isVisibleTo(workspace))


_ON_PROJECT: dict[str, Act] = {
    "undo": lambda s, w: (w.commit_pending(), s.undo()),
    "redo": lambda s, w: (w.commit_pending(), s.redo()),
    "done": lambda _, w: w.finish(WorkStatus.DONE),
    "nothing": lambda _, w: w.finish(WorkStatus.NOTHING),
    "next_article": lambda _, w: w.step_article(1),
    "previous_article": lambda _, w: w.step_article(-1),
    "properties": lambda _, w: w.edit_properties(),
    "remove_articles": lambda _, w: w.remove(),
    "find": lambda _, w: w.pane.find_bar.open(),
    "actors": lambda s, w: show_actors(w, s),
    "filter": lambda _, w: w.articles.focus_filter(),
    "next_panel": lambda _, w: w.step_panel(1),
    "previous_panel": lambda _, w: w.step_panel(-1),
    "codebook": _toggle_codebook,
}
