"""Actors that files name by their names: those of the project, and new ones."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import structs

from annotator.domain.codebook import ACTOR_END, Code
from annotator.domain.field_type_row import BETWEEN_CHOICES
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.formats.incoming import ArticlesHere, ReadOptions
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile, ForeignLabel, ForeignLink

ACTOR = "_actor"
"""What the name of an answer ends with that names the actors at the ends of links of a type."""


class NamedActors:
    """The actors whom one article's labels name."""

    def __init__(self, here: ArticlesHere | None) -> None:
        self._here = here
        self._found: dict[str, ActorPart] = {}

    @property
    def parts(self) -> tuple[ActorPart, ...]:
        """All of them, in the order in which they were named."""
        return tuple(self._found.values())

    def is_known(self, name: str) -> bool:
        """Tell whether the project has an actor of this name."""
        return self._here is not None and self._here.actor(name.strip()) is not None

    def ids(self, names: str) -> list[str]:
        """Return the ids of the actors that a cell names: one, or several between strokes."""
        name = names.strip()
        if not name:
            return []
        every = [name] if self.is_known(name) else name.split(BETWEEN_CHOICES)
        return [self._ident(one.strip()) for one in every if one.strip()]

    def _ident(self, name: str) -> str:
        known = self._here.actor(name) if self._here is not None else None
        ident = known.id if known else derived_id("actor", "person", folded(name))
        if ident not in self._found:
            part = ActorPart(id=ident, name=name)
            if known is not None:
                part = ActorPart(**structs.asdict(known))
            self._found[ident] = part
        return ident


def with_actors(file: ForeignFile, options: ReadOptions) -> ForeignFile:
    """Return a file with links to actors for answers that name those at the ends of links.

    These are answers like `said_by_actor`, where the code has such links and no such field.
    """
    named: dict[str, Mapping[str, str]] = {}
    for code in options.codebook.codes:
        if types := _to_actors(code):
            named.setdefault(code.id, types)
            named.setdefault(folded(code.name), types)
    if not named:
        return file
    documents = [_document(one, named, options.articles) for one in file.documents]
    return structs.replace(file, documents=documents)


def _to_actors(code: Code) -> Mapping[str, str]:
    """Return the types of links that can end at actors, by what answers would be called."""
    types = {f"{rule.type}{ACTOR}": rule.type for rule in code.links if rule.admits(ACTOR_END)}
    return {name: kind for name, kind in types.items() if code.field(name) is None}


def _document(
    one: ForeignDocument, named: Mapping[str, Mapping[str, str]], here: ArticlesHere | None
) -> ForeignDocument:
    actors = NamedActors(here)
    labels: list[ForeignLabel] = []
    for label in one.labels:
        types = named.get(label.label) or named.get(folded(label.label)) or {}
        labels.append(_label(label, types, actors) if types.keys() & label.fields else label)
    if not actors.parts:
        return one
    known = {each.id for each in one.actors}
    new = (each for each in actors.parts if each.id not in known)
    return structs.replace(one, labels=labels, actors=(*one.actors, *new))


def _label(label: ForeignLabel, types: Mapping[str, str], actors: NamedActors) -> ForeignLabel:
    links = [
        ForeignLink(type=types[name], actor=ident)
        for name, value in label.fields.items()
        if name in types
        for ident in _ids(value, actors)
    ]
    fields = {name: value for name, value in label.fields.items() if name not in types}
    return structs.replace(label, fields=fields, links=(*label.links, *links))


def _ids(value: Any, actors: NamedActors) -> Sequence[str]:
    several = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [ident for one in several for ident in actors.ids(str(one))]
