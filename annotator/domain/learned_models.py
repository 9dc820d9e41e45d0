"""What was learned from a project's labels: no record, since the labels tell it again."""

from typing import Any

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.record import Values


class LearnedModel(msgspec.Struct, frozen=True, kw_only=True):
    """A model that proposes labels of one code to one coder (ids), with where it comes from.

    Labels that came of it name it by its `id`. `made` is when it was learned (ISO 8601, UTC);
    `data` is empty of a model that gave way to a newer one, of which the facts alone are kept.
    """

    id: str
    coder: str
    code: str
    made: str = ""
    facts: Values = msgspec.field(default_factory=dict[str, Any])
    data: bytes = b""


def model_id(coder: str, code: str, sha256: str) -> str:
    """Return the id of a model by whom and what it is for, and its fingerprint."""
    return f"model {derived_id('model', coder, code, sha256)[:8]}"
