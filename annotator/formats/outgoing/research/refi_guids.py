"""Ids of things in REFI-QDA files: UUIDs that are the same whenever a project goes out."""

from uuid import UUID

from annotator.domain.ids import derived_id


def guid_of(*parts: str) -> str:
    """Return the id of a thing there: its own where that is a UUID, else one that never changes."""
    if len(parts) == 1:
        try:
            return str(UUID(parts[0]))
        except ValueError:
            pass
    return derived_id("refi", *parts)


def code_guid(code: str) -> str:
    """Return the id of a code there."""
    return guid_of("code", code)


def user_guid(layer: str) -> str:
    """Return the id of a coder there."""
    return guid_of("user", layer)
