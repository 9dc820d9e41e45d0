"""What can be done with the window itself, its modes, and the project in it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.codebook import Codebook
from annotator.gui.commands.command import (
    Command,
    KeyGroup,
    KeyScope,
    Menu,
    MenuEntry,
    MenuPlace,
)
from annotator.gui.project.new import new_project
from annotator.gui.project.rescuing import rescue_project
from annotator.gui.session.context import ON_PROJECT, ProjectContext, WindowContext
from annotator.gui.settings.settings import (
    CHANGED_KEYS,
    INTERFACE,
    THEME,
    ThemeName,
)
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import (
    PROJECTS,
    choose_existing,
)
from annotator.gui.window.command_palette import SearchPalette, entries
from annotator.gui.window.key_commands import KEYS_COMMANDS
from annotator.gui.window.key_sheet import KeySheet
from annotator.gui.window.keys_dialog import KeysDialog
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.page_commands import PAGE_COMMANDS
from annotator.gui.window.recent_list import RecentList, recent_entries
from annotator.gui.window.settings_dialog import show_settings
from annotator.gui.window.start_page import StartPage
from annotator.store.backups.places import project_of


def _window(window: WindowContext) -> MainWindow | None:
    return window if isinstance(window, MainWindow) else None


WINDOW = KeyScope(MainWindow, _window, shortcuts=True)
"""What works with a project and without one."""
# Projects


def _new(window: MainWindow) -> None:
    project = new_project(window, window.settings)
    if project is not None:
        window.open_project(project)


def _open(window: MainWindow) -> None:
    path = choose_existing(window, window.settings, "Open project", PROJECTS)
    if path is not None:
        window.open_path(path)


def _recent(window: MainWindow) -> list[MenuEntry]:
    return recent_entries(window.settings, window.open_path)


def _rescue(window: MainWindow) -> None:
    rescue_project(window, window.settings, None, window.open_path)


def _restore(window: MainWindow) -> None:
    opened = window.project
    if opened is not None:
        opened.commit_pending()
        window.restore_backup(opened.session.project.path)
        return
    chosen = choose_existing(window, window.settings, "Whose backups?", PROJECTS)
    if chosen is not None:
        window.restore_backup(project_of(chosen))


def _undo(project: ProjectContext) -> None:
    project.commit_pending()
    project.session.undo()


def _redo(project: ProjectContext) -> None:
    project.commit_pending()
    project.session.redo()


def _worded(word: str, label: str | None) -> str:
    return f"{word}: {label}" if label else word


_PROJECT: tuple[Command[ProjectContext], ...] = (
    Command(
        "undo",
        "Undo",
        ("Ctrl+Z",),
        KeyGroup.CHANGING,
        ON_PROJECT,
        _undo,
        (MenuPlace(Menu.EDIT, 1, 1),),
        enabled_when=lambda project: project.session.undo_label() is not None,
        title_now=lambda project: _worded("Undo", project.session.undo_label()),
    ),
    Command(
        "redo",
        "Redo",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        KeyGroup.CHANGING,
        ON_PROJECT,
        _redo,
        (MenuPlace(Menu.EDIT, 1, 2),),
        enabled_when=lambda project: project.session.redo_label() is not None,
        title_now=lambda project: _worded("Redo", project.session.redo_label()),
    ),
)

# The window


def _toggle_full_screen(window: MainWindow) -> None:
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def _show_menu(window: MainWindow) -> None:
    """Ask what has the focus for its menu, as the menu key does, which many keyboards lack."""
    focused = QApplication.focusWidget() or window
    caret = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    place = (caret.toRect() if isinstance(caret, QRectF) else caret).center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(focused, QContextMenuEvent(reason, place, focused.mapToGlobal(place)))


def _codebook(window: MainWindow) -> Codebook | None:
    return window.project.session.codebook if window.project else None


def _show_keys(window: MainWindow) -> None:
    if run_dialog(KeySheet(window, _codebook(window))).wants_others:
        _change_keys(window)


def _change_keys(window: MainWindow) -> None:
    before = window.settings.get(CHANGED_KEYS)
    run_dialog(KeysDialog(window.settings, _codebook(window), window))
    if window.settings.get(CHANGED_KEYS) != before:
        window.make_anew()


def _settings(window: MainWindow) -> None:
    before = window.settings.get(INTERFACE)
    show_settings(window, window.settings)
    if window.settings.get(INTERFACE) != before:
        window.make_anew()


def _show_palette(window: MainWindow) -> None:
    actions, project = window.menu_actions, window.project
    SearchPalette(window, entries(actions, project), project).show()


_WINDOW: tuple[Command[MainWindow], ...] = (
    Command(
        "new",
        "New project…",
        ("Ctrl+N",),
        KeyGroup.PROJECT,
        WINDOW,
        _new,
        (MenuPlace(Menu.PROJECT, 1, 1),),
    ),
    Command(
        "open",
        "Open project…",
        ("Ctrl+O",),
        KeyGroup.PROJECT,
        WINDOW,
        _open,
        (MenuPlace(Menu.PROJECT, 1, 2),),
    ),
    Command(
        "open_recent",
        "Open recent",
        ("Ctrl+Shift+O",),
        KeyGroup.PROJECT,
        WINDOW,
        lambda window: window.menu_actions.open_entries("open_recent"),
        (MenuPlace(Menu.PROJECT, 1, 3),),
        entries=_recent,
    ),
    Command(
        "rescue",
        "Rescue a damaged project…",
        (),
        KeyGroup.PROJECT,
        WINDOW,
        _rescue,
        (MenuPlace(Menu.PROJECT, 5, 6),),
    ),
    Command(
        "restore",
        "Restore a backup…",
        (),
        KeyGroup.PROJECT,
        WINDOW,
        _restore,
        (MenuPlace(Menu.PROJECT, 5, 5),),
    ),
    Command(
        "settings",
        "Settings…",
        ("Ctrl+,",),
        KeyGroup.PROJECT,
        WINDOW,
        _settings,
        (MenuPlace(Menu.PROJECT, 5, 0),),
    ),
    Command(
        "change_keys",
        "Keys…",
        ("Ctrl+Shift+K",),
        KeyGroup.PROJECT,
        WINDOW,
        _change_keys,
        (MenuPlace(Menu.PROJECT, 5, 0), MenuPlace(Menu.HELP, 1, 2)),
    ),
    Command(
        "identity",
        "Who is coding? Change the coder…",
        (),
        KeyGroup.PROJECT,
        WINDOW,
        MainWindow.ask_who,
        (MenuPlace(Menu.PROJECT, 5, 1),),
    ),
    Command(
        "close",
        "Close project",
        ("Ctrl+W",),
        KeyGroup.PROJECT,
        WINDOW,
        MainWindow.close_project,
        (MenuPlace(Menu.PROJECT, 6, 1),),
        enabled_when=lambda window: window.project is not None,
    ),
    Command(
        "quit",
        "Quit",
        ("Ctrl+Q",),
        KeyGroup.PROJECT,
        WINDOW,
        MainWindow.close,
        (MenuPlace(Menu.PROJECT, 6, 2),),
    ),
    Command(
        "palette",
        "Search actions and articles",
        ("Ctrl+K",),
        KeyGroup.WINDOW,
        WINDOW,
        _show_palette,
        (MenuPlace(Menu.VIEW, 2, 1),),
        enabled_when=lambda window: window.project is not None,
    ),
    Command(
        "full_screen",
        "Full screen",
        ("F11",),
        KeyGroup.WINDOW,
        WINDOW,
        _toggle_full_screen,
        (MenuPlace(Menu.VIEW, 3, 4),),
        checked_when=MainWindow.isFullScreen,
    ),
    Command(
        "menu_here",
        "Menu of what has the focus, as the menu key",
        ("Shift+F10",),
        KeyGroup.WINDOW,
        WINDOW,
        _show_menu,
    ),
    Command(
        "keys",
        "All keys",
        ("F1",),
        KeyGroup.WINDOW,
        WINDOW,
        _show_keys,
        (MenuPlace(Menu.HELP, 1, 1),),
    ),
)


def _choose_theme(name: ThemeName, window: MainWindow) -> None:
    window.settings.set(THEME, name)


def _has_theme(name: ThemeName, window: MainWindow) -> bool:
    return window.settings.get(THEME) is name


_THEMES: tuple[Command[MainWindow], ...] = tuple(
    Command(
        f"theme_{name}",
        words,
        (),
        KeyGroup.WINDOW,
        WINDOW,
        partial(_choose_theme, name),
        (MenuPlace(Menu.VIEW, 4, number, "Theme"),),
        checked_when=partial(_has_theme, name),
    )
    for number, (name, words) in enumerate(THEME.choices(), 1)
)

_START = KeyScope(StartPage)
_RECENT = KeyScope(RecentList)

_START_PAGE: tuple[Command[Any], ...] = (
    Command(
        "continue",
        "Go on with the last project, from the start page",
        ("Enter",),
        KeyGroup.PROJECT,
        _START,
        StartPage.go_on,
    ),
    Command(
        "forget_project",
        "Take a project off the list of recent ones",
        ("Del",),
        KeyGroup.PROJECT,
        _RECENT,
        RecentList.forget,
    ),
)

COMMANDS: tuple[Command[Any], ...] = (
    *_PROJECT,
    *PAGE_COMMANDS,
    *_WINDOW,
    *_THEMES,
    *_START_PAGE,
    *KEYS_COMMANDS,
)
