"""What is said of something that is not as it should be."""

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: the record's kind and id, and what is wrong."""

    kind: str
    record: str
    message: str

    def __str__(self) -> str:
        """Say it in one sentence without its end."""
        return " ".join(part for part in (self.kind, self.record, self.message) if part)
