"""What can be done with the project as a whole: its file, and its properties."""

from functools import partial
from typing import Any

from annotator.domain.errors import DamageError
from annotator.domain.wording import counted
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.project.freezes import show_freezes
from annotator.gui.project.next_order import ask_next_order
from annotator.gui.project.properties import ProjectProperties, edit_project
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.widgets.file_dialogs import (
    PROJECTS,
    SUFFIX,
    choose_new,
    last_folder,
    show_refusal,
)
from annotator.store.check import Problem
from annotator.store.file.overwriting import free_path
from annotator.store.project import Project

_MOST_PROBLEMS = 20
DIALOG = KeyScope(ProjectProperties, apart=True)


def _copy(project: ProjectContext) -> None:
    window, session = project.window, project.session
    stem = f"{session.project.path.stem} copy"
    free = free_path(last_folder(project.settings), stem, SUFFIX)
    path = choose_new(window, project.settings, "Save a copy", PROJECTS, free.name)
    if path is None:
        return
    project.commit_pending()
    job = Job(on_sibling(session.project, lambda own, _: own.copy_to(path)))
    job.after(session.waiting)
    job.on_success(lambda _: session.told.emit(f"Copy saved as {path.name}"))
    job.on_refusal(partial(show_refusal, window, "The copy can't be saved"))
    job.run(window, "Saving a copy")


def _check(project: ProjectContext) -> None:
    window, session = project.window, project.session

    def done(found: list[Problem]) -> None:
        if not found:
            session.told.emit("The project is sound: state, history and anchors agree")
            return
        lines = [f"{one}." for one in found[:_MOST_PROBLEMS]]
        error = DamageError("\n".join(lines))
        show_refusal(window, f"{counted(len(found), 'problem')} in this project", error)

    job = Job(on_sibling(session.project, Project.check)).on_success(done)
    job.on_refusal(lambda error: session.refused.emit(str(error)))
    job.run(window, "Checking the project")


def _freezes(project: ProjectContext) -> None:
    project.commit_pending()
    show_freezes(project.window, project.session, project.settings)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "try_again",
        "Save again what waits",
        ("Ctrl+Shift+S",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: project.session.waiting.try_again(),
        (MenuPlace(Menu.PROJECT, 5, 4),),
        enabled_when=lambda project: project.session.waiting.locked,
    ),
    Command(
        "copy",
        "Save a copy…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _copy,
        (MenuPlace(Menu.PROJECT, 5, 2),),
    ),
    Command(
        "check",
        "Check the project",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _check,
        (MenuPlace(Menu.PROJECT, 5, 3),),
    ),
    Command(
        "freeze",
        "Freezes…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _freezes,
        (MenuPlace(Menu.PROJECT, 2, 6),),
    ),
    Command(
        "project",
        "Project's title and variables…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: edit_project(project.window, project.session),
        (MenuPlace(Menu.PROJECT, 4, 2),),
    ),
    Command(
        "next_order",
        "Order of coding…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: ask_next_order(project.window, project.session, project.settings),
        (MenuPlace(Menu.TEAM, 1, 5),),
        for_reviewers=True,
    ),
    Command(
        "add_variable",
        "Add a variable, among the project's variables",
        ("Ctrl+N",),
        KeyGroup.LISTS,
        DIALOG,
        lambda dialog: dialog.table.add(),
    ),
    Command(
        "remove_variable",
        "Remove the variable",
        ("Del",),
        KeyGroup.LISTS,
        DIALOG,
        lambda dialog: dialog.table.remove(),
    ),
)
