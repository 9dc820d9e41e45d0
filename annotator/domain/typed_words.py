"""What somebody is typing: in the project's file at once, and in its history once they leave it."""

import msgspec

NOTE, ANSWER, COMMENT = "note", "answer", "comment"
"""Where one types: an annotation's note, the answer to one of its fields, its thread."""
REMARK = "remark"
"""Where one types to the lead: `annotation` says on what, and `field` in whose thread."""


class TypedPlace(msgspec.Struct, frozen=True):
    """Where words are typed: its kind, the annotation's id, and the field's for an answer."""

    kind: str
    annotation: str
    field: str = ""


class TypedWords(msgspec.Struct, frozen=True):
    """Words that are typed and no edit yet, by a coder's handle; `at` is a moment in UTC."""

    place: TypedPlace
    text: str
    coder: str = ""
    at: str = ""
