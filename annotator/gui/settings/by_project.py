"""What this machine remembers of each project by itself, by the project's path."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from annotator.gui.settings.setting import Setting
from annotator.gui.settings.settings import Settings

_MOST = 50
"""Of how many projects it is remembered."""
_Kept = TypeVar("_Kept")


def kept_of(
    settings: Settings, setting: Setting[dict[str, _Kept]], project: Path, usual: _Kept
) -> _Kept:
    """Return what is remembered of a project, or what is usual."""
    known: Mapping[str, _Kept] = settings.get(setting)
    return known.get(str(project), usual)


def keep_of(
    settings: Settings, setting: Setting[dict[str, _Kept]], project: Path, value: _Kept
) -> None:
    """Remember something of a project, as the one that was left last."""
    known = {path: one for path, one in settings.get(setting).items() if path != str(project)}
    settings.set(setting, dict([*known.items(), (str(project), value)][-_MOST:]))
