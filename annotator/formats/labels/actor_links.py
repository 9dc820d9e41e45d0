"""Links to actors in files of programs that know none: further keys, as exports write them."""

from collections.abc import Iterator
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.files.strict_json import converted
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.labels.foreign import ForeignLink
from annotator.formats.labels.json_objects import dicts_in


def actor_links(value: Any) -> Iterator[ForeignLink]:
    """Yield the links that a list of types and ids of actors tells."""
    for one in dicts_in(value):
        if isinstance(one.get("type"), str) and isinstance(one.get("actor"), str):
            yield ForeignLink(type=one["type"], actor=one["actor"])


def actors_in(value: Any) -> Iterator[ActorPart]:
    """Yield the actors of a list; what else may stand there is somebody's own."""
    for one in dicts_in(value):
        try:
            yield converted(one, ActorPart, "actors")
        except UserError:
            continue
