"""What is said of something that is not as it should be."""

import sqlite3

import msgspec
from msgspec import structs

from annotator.domain.errors import DamageError, UserError
from annotator.store.file import damaged, naming
from annotator.store.file.database import Database

NONSENSE = (
    sqlite3.Error,
    msgspec.MsgspecError,
    UserError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What comes of reading a damaged file where nothing is believed: it is the file's doing."""
FILE = "file"
"""The kind of what is no record's."""


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: the record's kind and id, and what is wrong.

    `name` is what people call the record, and `article` the title of the one that it is on; both
    are empty where nothing can be read of them.
    """

    kind: str
    record: str
    message: str
    name: str = ""
    article: str = ""

    def __str__(self) -> str:
        """Say it in one sentence without its end."""
        if self.kind == FILE:
            return self.message
        called = damaged.record_called(self.kind, self.record, self.name, self.article)
        return f"{called} {self.message}"

    def named(self, database: Database) -> "Problem":
        """Return it with what the record is called, as far as that can be read."""
        if self.name or self.article or not self.record:
            return self
        found = naming.named(database, self.kind, self.record)
        return structs.replace(self, name=found.name, article=found.article)


def problem_of(error: DamageError) -> Problem:
    """Return the problem that was met as an error: of a record, or of the file."""
    if error.kind:
        return Problem(error.kind, error.record, f"is damaged: {error.detail}")
    return Problem(FILE, "", error.detail or error.message.rstrip("."))
