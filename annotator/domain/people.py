"""Who annotates, and who is annotated about."""

from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.record import Record

RESERVED_HANDLES = ("gold", "all")
"""The names of layers that are no coder's."""


class Coder(Record, frozen=True, kw_only=True):
    """Who annotates; the handle is unique in a project and can be changed."""

    handle: str
    name: str = ""
    archived: bool = False


class Actor(Record, frozen=True, kw_only=True):
    """A person, organisation or group that articles quote or judge."""

    name: str
    kind: str = "person"
    role: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False


def coder_id(handle: str) -> str:
    """Return the id of the coder who first took this handle, the same in every project."""
    return derived_id("coder", folded(handle))
