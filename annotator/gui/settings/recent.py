"""The projects that were opened on this machine, and where the work on each was left."""

import datetime as dt
from pathlib import Path

from annotator.gui.settings.settings import PLACES, RECENT, Place, RecentProject, Settings

MOST = 12
"""How many recent projects are remembered."""


def recent_projects(settings: Settings) -> list[RecentProject]:
    """Return the projects opened last, newest first."""
    return settings.get(RECENT)


def remember_project(settings: Settings, path: Path) -> None:
    """Put a project at the head of the recent ones."""
    opened = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = _name(path)
    others = [one for one in settings.get(RECENT) if one.path != name]
    settings.set(RECENT, [RecentProject(name, opened), *others][:MOST])


def forget_project(settings: Settings, path: Path) -> None:
    """Take a project off the recent ones; its file stays."""
    name = _name(path)
    settings.set(RECENT, [one for one in settings.get(RECENT) if one.path != name])


def place_in(settings: Settings, path: Path) -> Place:
    """Return where the work on a project was left; its beginning when that is unknown."""
    return settings.get(PLACES).get(_name(path), Place())


def remember_place(settings: Settings, path: Path, place: Place) -> None:
    """Keep where the work on a project is left, for the projects opened last only."""
    name = _name(path)
    kept = {one.path for one in settings.get(RECENT)} | {name}
    places = {p: known for p, known in settings.get(PLACES).items() if p in kept}
    settings.set(PLACES, places | {name: place})


def _name(path: Path) -> str:
    return str(path.absolute())
