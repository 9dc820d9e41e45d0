"""Reading a project's records, without knowing where they are kept."""

from collections.abc import Collection, Iterable
from typing import Protocol

from annotator.domain.codebook import Code, Codebook
from annotator.domain.kinds import R
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.shells import Mark


class Lookup(Protocol):
    """Where a record is found by its id."""

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        ...


def get_each(lookup: Lookup, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
    """Return the records with these ids by them, of those that exist, looking for one by one."""
    found = ((one, lookup.get(kind, one)) for one in ids)
    return {one: record for one, record in found if record is not None}


class Finder(Protocol):
    """Where records are found by their attributes."""

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        ...


def find_coder(finder: Finder, handle: str) -> Coder | None:
    """Return the coder of a handle, however that is spelt; None where nobody has it."""
    wanted = folded(handle)
    return next((one for one in finder.find(Coder) if folded(one.handle) == wanted), None)


def id_of_coder(finder: Finder, handle: str) -> str:
    """Return the id of the coder of a handle, or the one that they get by their first edit."""
    known = find_coder(finder, handle)
    return known.id if known is not None else coder_id(handle)


def find_each(finder: Finder, kind: type[R], attribute: str, values: Iterable[str]) -> list[R]:
    """Return the records whose attribute is one of these values, looking for one by one."""
    return [one for value in values for one in finder.find(kind, **{attribute: value})]


class State(Lookup, Finder, Protocol):
    """What can be read of a project at one moment."""

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, of those that exist; one look for all."""
        ...

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values; one look for all.

        Of one value they come oldest first.
        """
        ...

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        """Return the ids of the articles that are known by each of these marks, oldest first.

        An edit that is being made is not looked at: it knows itself what it brings.
        """
        ...

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return those of these records that the history has and that can't stand here, by ids.

        They are as they were last.
        """
        ...

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint; raise `KeyError` when there is none."""
        ...


def codebook_of(state: State) -> Codebook:
    """Return the project's codebook, its codes in their order."""
    info = state.get(ProjectInfo, PROJECT_ID) or ProjectInfo()
    codes = sorted(state.find(Code), key=lambda code: (code.position, code.id))
    return Codebook(
        title=info.codebook_title,
        description=info.codebook_description,
        version=info.codebook_version,
        codes=tuple(codes),
    )
