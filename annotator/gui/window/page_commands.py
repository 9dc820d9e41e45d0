"""What can be done with the pages of the open project: which one is shown, and how."""

from functools import partial

from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import ProjectContext, WindowContext
from annotator.gui.settings.settings import FIRST_STEPS, SHOW_COLLEAGUES
from annotator.gui.window.modes import MODES, Mode
from annotator.gui.window.open_project import OpenProject


def _open_project(window: WindowContext) -> OpenProject | None:
    return window.project if isinstance(window.project, OpenProject) else None


PAGES = KeyScope(OpenProject, _open_project, shortcuts=True)


def _show_mode(mode: Mode, project: OpenProject) -> None:
    project.pages.show_mode(mode)


def _toggle_colleagues(project: ProjectContext) -> None:
    session = project.session
    shown = not session.shows_colleagues
    project.settings.set(SHOW_COLLEAGUES, shown)
    if shown and session.article is not None and not session.sees_others():
        session.told.emit("Colleagues' labels show when you have finished this article")


def _toggle_first_steps(project: OpenProject) -> None:
    project.settings.set(FIRST_STEPS, not project.settings.get(FIRST_STEPS))
    project.show(CodingPage)


PAGE_COMMANDS: tuple[Command[OpenProject], ...] = (
    Command(
        "first_steps",
        "First steps",
        (),
        KeyGroup.WINDOW,
        PAGES,
        _toggle_first_steps,
        (MenuPlace(Menu.HELP, 1, 0),),
        checked_when=lambda project: project.settings.get(FIRST_STEPS),
    ),
    *(
        Command(
            f"mode_{mode.id}",
            mode.title,
            (mode.key,),
            KeyGroup.WINDOW,
            PAGES,
            partial(_show_mode, mode),
            (MenuPlace(Menu.VIEW, 1, number),),
        )
        for number, mode in enumerate(MODES, 1)
    ),
    Command(
        "colleagues",
        "Show colleagues' annotations",
        ("Ctrl+Shift+L",),
        KeyGroup.WINDOW,
        PAGES,
        _toggle_colleagues,
        (MenuPlace(Menu.VIEW, 2, 6),),
        checked_when=lambda project: project.session.shows_colleagues,
    ),
    Command(
        "zoom_in",
        "Larger text",
        ("Ctrl++", "Ctrl+="),
        KeyGroup.WINDOW,
        PAGES,
        lambda project: project.pages.zoom(1),
        (MenuPlace(Menu.VIEW, 3, 1, "Text size"),),
    ),
    Command(
        "zoom_out",
        "Smaller text",
        ("Ctrl+-",),
        KeyGroup.WINDOW,
        PAGES,
        lambda project: project.pages.zoom(-1),
        (MenuPlace(Menu.VIEW, 3, 2, "Text size"),),
    ),
    Command(
        "zoom_reset",
        "Normal text size",
        ("Ctrl+0",),
        KeyGroup.WINDOW,
        PAGES,
        lambda project: project.pages.zoom(0),
        (MenuPlace(Menu.VIEW, 3, 3, "Text size"),),
    ),
)
