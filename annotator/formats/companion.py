"""The file beside exported data: the codebook, and the project's coders, actors and settings.

It is a codebook file with further keys, so that everything that reads codebooks reads it, too.
"""

from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.actor_variables import ActorVariable
from annotator.domain.bounds import check_bounds
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ArticleVariable, ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.runs import Run
from annotator.formats.files.codebook import codebook_in, codebook_values, read_values
from annotator.formats.files.strict_json import converted
from annotator.store.project import Project


class ProjectPart(msgspec.Struct, frozen=True, kw_only=True):
    """What the companion says of the project itself."""

    title: str = ""
    variables: tuple[ArticleVariable, ...] = ()
    actor_variables: tuple[ActorVariable, ...] = ()
    settings: Values = msgspec.field(default_factory=dict[str, Any])
    created: str = ""


class _People(msgspec.Struct, frozen=True, kw_only=True):
    project: ProjectPart = ProjectPart()
    coders: tuple[Coder, ...] = ()
    runs: tuple[Run, ...] = ()
    actors: tuple[Actor, ...] = ()


_OURS = frozenset(("project", "coders", "actors"))
"""The keys of every companion that an export has written."""


class Companion(msgspec.Struct, frozen=True, kw_only=True):
    """All of a project that belongs to no single article."""

    codebook: Codebook
    project: ProjectPart
    coders: tuple[Coder, ...]
    actors: tuple[Actor, ...]
    runs: tuple[Run, ...] = ()

    def info(self) -> ProjectInfo:
        """Return the record that says all this of a project."""
        return ProjectInfo(
            title=self.project.title,
            codebook_title=self.codebook.title,
            codebook_description=self.codebook.description,
            codebook_version=self.codebook.version,
            variables=self.project.variables,
            actor_variables=self.project.actor_variables,
            settings=self.project.settings,
            created=self.project.created,
        )

    def records(self) -> tuple[Record, ...]:
        """Return all of it as the records that a new project takes over."""
        return (self.info(), *self.coders, *self.runs, *self.actors, *self.codebook.codes)


class CompanionFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file that goes with each file of a format: NAME.codebook.json with NAME.jsonl.

    `replaces` are the endings of data whose place `ending` takes; it is put behind any other.
    """

    replaces: tuple[str, ...]
    ending: str = ".codebook.json"

    def path(self, data: Path) -> Path:
        """Return where the companion of a file with data stands."""
        stem = data.stem if data.suffix.lower() in self.replaces else data.name
        return data.with_name(f"{stem}{self.ending}")

    def read(self, data: Path) -> Companion | None:
        """Return what stands beside data, if anything; raise a `UserError` if it is wrong."""
        path = self.path(data)
        if not path.is_file():
            return None
        values = read_values(path)
        people = converted(values, _People, path.name)
        _check_people(people, path.name)
        return Companion(
            codebook=codebook_in(values, path.name),
            project=people.project,
            coders=people.coders,
            runs=people.runs,
            actors=people.actors,
        )

    def refuse_foreign(self, data: Path) -> None:
        """Raise a `UserError` when the companion of exported data would replace another file.

        An export says whose project it is from; a codebook that somebody keeps there does not.
        """
        path = self.path(data)
        if not path.exists():
            return
        try:
            ours = read_values(path).keys() >= _OURS
        except UserError:
            ours = False
        if not ours:
            message = f"{path.name} is there already, and no export wrote it."
            raise UserError(message, remedy="Move it away, or choose another name for the data.")


def _check_people(people: _People, where: str) -> None:
    """Refuse what is too long with its place in the file, before any project sees it."""
    check_bounds(msgspec.structs.asdict(people.project), f"{where}, $.project")
    for name in ("coders", "runs", "actors"):
        for n, one in enumerate(getattr(people, name)):
            check_bounds(msgspec.structs.asdict(one), f"{where}, $.{name}[{n}]")


def companion_of(project: Project) -> Companion:
    """Return a project's own companion."""
    info = project.info()
    return Companion(
        codebook=project.codebook(),
        project=ProjectPart(
            title=info.title,
            variables=info.variables,
            actor_variables=info.actor_variables,
            settings=info.settings,
            created=info.created,
        ),
        coders=tuple(project.find(Coder)),
        runs=tuple(project.find(Run)),
        actors=tuple(project.find(Actor)),
    )


def companion_values(found: Companion) -> Values:
    """Return a companion as the JSON values of its file."""
    people = _People(
        project=found.project, coders=found.coders, runs=found.runs, actors=found.actors
    )
    return codebook_values(found.codebook) | msgspec.to_builtins(people)
