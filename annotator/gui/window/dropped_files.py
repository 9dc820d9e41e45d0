"""What files are good for that are dropped on the window."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.project.new import new_project
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.file_dialogs import SUFFIX, show_refusal
from annotator.store.project import Project


class Dropped(NamedTuple):
    """Files by what they are good for; `others` are good for nothing here."""

    projects: list[Path]
    codebooks: list[Path]
    articles: list[Path]
    others: list[Path]


def sort_out(paths: Sequence[Path]) -> Dropped:
    """Tell what each file or folder is: by its name, and a codebook by what it holds."""
    from annotator.formats.table import import_format_for  # noqa: PLC0415 - all formats

    found = Dropped([], [], [], [])
    for path in paths:
        if path.suffix.lower() == SUFFIX:
            found.projects.append(path)
        elif _is_codebook(path):
            found.codebooks.append(path)
        elif path.is_dir() or import_format_for(path) is not None:
            found.articles.append(path)
        else:
            found.others.append(path)
    return found


def _is_codebook(path: Path) -> bool:
    from annotator.formats.files.codebook import read_values  # noqa: PLC0415 - as above

    suffix = path.suffix.lower()
    if suffix not in (".json", ".toml") or not path.is_file():
        return False
    if suffix == ".toml":  # nothing else comes as such
        return True
    try:
        read_values(path)
    except UserError:
        return False
    return True


def begin_with(parent: QWidget, settings: Settings, dropped: Dropped) -> Project | None:
    """Ask for a new project to take dropped files, or say why nothing can be begun with them."""
    if dropped.codebooks or dropped.articles:
        return new_project(
            parent,
            settings,
            codebook=dropped.codebooks[0] if dropped.codebooks else None,
            then=_what_follows(dropped.articles),
        )
    show_refusal(parent, "Nothing can be begun with this", _refusal(dropped.others))
    return None


def _what_follows(articles: list[Path]) -> str:
    if not articles:
        return ""
    what = counted(len(articles), "file") if articles[1:] else f"“{articles[0].name}”"
    return f"Then {what} can be looked through and imported."


def _refusal(others: list[Path]) -> UserError:
    from annotator.formats.table import import_suffixes  # noqa: PLC0415 - all formats

    named = "They are" if others[1:] else f"“{others[0].name}” is"
    ends = ", ".join(import_suffixes())
    return UserError(
        f"{named} neither a project, nor a codebook, nor articles.",
        remedy=f"Projects end in {SUFFIX}, codebooks in .json or .toml, articles in {ends}.",
    )
