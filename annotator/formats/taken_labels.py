"""What the names in a file of labels are taken for, as a preview lists and changes it."""

from enum import StrEnum

import msgspec


class NameKind(StrEnum):
    """What a name in a file of labels names."""

    CODE = "code"
    FIELD = "field"
    LINK = "link"
    CODER = "coder"


class TakenLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a file's labels, how often it comes, and what it is taken for.

    `name` is the key under which `ReadOptions.names` says otherwise: "Quote" for a label,
    "Quote.naming" for what is said of it or links it to another, "coder:ben" for a person.
    `target` is a code ("quote"), a field or a link of one ("quote.naming") or a handle; empty
    where it is left out. `is_new` says that the codebook would be extended by it, and `problem`
    why it can't come in as things are.
    """

    name: str
    what: NameKind
    count: int
    target: str
    is_new: bool = False
    problem: str = ""
