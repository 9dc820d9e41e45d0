"""Identifiers: random ones for new things, derived ones where two people must meet at the same."""

import re
import uuid

LONGEST_ID = 1000
"""How many characters an id may have; imported ones may be addresses."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NAMESPACE = uuid.UUID("9a5c2f4e-64f3-5d0c-8c1d-3f0f3a2b7e11")


def new_id() -> str:
    """Return a random UUID as text."""
    return str(uuid.uuid4())


def derived_id(*parts: str) -> str:
    """Return the UUID that these parts always give, on every machine (RFC 9562, version 5)."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join([f"{len(part)}:{part}" for part in parts])))


def is_unusable_id(ident: str) -> bool:
    """Tell whether this can't be an id: empty, over-long, or with control characters."""
    return not ident or len(ident) > LONGEST_ID or _CONTROL.search(ident) is not None
