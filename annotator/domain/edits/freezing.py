"""Keeping of a freeze what it was and what tells whether its file was altered."""

import msgspec
from msgspec import structs

from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.study import Freeze


class KeepFreeze(msgspec.Struct, frozen=True):
    """Keep a freeze in the project, by whoever makes the edit and as of now if it says no time."""

    freeze: Freeze

    def plan(self, draft: Draft) -> str:
        """Put it in place; raise a `UserError` for a name that is empty, or another freeze's."""
        name = self.freeze.name.strip()
        if not name:
            raise UserError("A freeze needs a name.", remedy="Name it for what it is for.")
        for other in draft.find(Freeze):
            if folded(other.name) == folded(name):
                message = f"There is a freeze “{other.name}” already."
                raise UserError(message, remedy="Choose another name: a freeze never changes.")
        at = self.freeze.at or draft.now
        coder = self.freeze.coder or draft.me()
        draft.put(structs.replace(self.freeze, name=name, at=at, coder=coder))
        return f"Freeze {name} made"
