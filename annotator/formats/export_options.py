"""What can be chosen of a format when a dataset goes out: one row for each choice.

The command line and the export dialog ask these rows; an exporter reads them off the selection.
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from annotator.domain.errors import UserError

OptionValue = str | int | bool
"""What is chosen: words or one of the choices, a number, or yes or no."""
_YES = frozenset(("yes", "true", "on", "1"))
_NO = frozenset(("no", "false", "off", "0"))


class OptionKind(StrEnum):
    """How an option is asked for."""

    FLAG = "flag"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class RememberedBy(StrEnum):
    """Where it is kept what was last chosen of an option."""

    MACHINE = "machine"
    """How somebody likes their files."""
    PROJECT = "project"
    """What is so of the study, whoever writes its files."""
    NOBODY = "nobody"
    """What is only so of one file."""


class OptionChoice(msgspec.Struct, frozen=True):
    """One of several things to choose from; `title` says it in a list."""

    id: str
    title: str


class ExportOption(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to choose of a format; `help` is a sentence that says what it does.

    A number is from `lowest` to `highest`. Words are as they were typed: what they mean is up to
    the exporter, which refuses those that mean nothing. `with_decimal_comma` is what the window
    begins with where people write numbers with a decimal comma; the command line never does.
    What the project remembers, both begin with.
    """

    id: str
    title: str
    help: str
    kind: OptionKind
    default: OptionValue
    choices: Sequence[OptionChoice] = ()
    lowest: int = 0
    highest: int = 2**31 - 1
    with_decimal_comma: OptionValue | None = None
    remembered_by: RememberedBy = RememberedBy.MACHINE

    def usual(self, *, decimal_comma: bool) -> OptionValue:
        """Return what the window begins with, by how people write numbers where it is used."""
        here = self.with_decimal_comma if decimal_comma else None
        return self.default if here is None else here

    def read(self, words: str) -> OptionValue:
        """Return what words choose; raise a `UserError` that says what could be chosen."""
        said = words.strip()
        match self.kind:
            case OptionKind.FLAG:
                if said.lower() in _YES | _NO:
                    return said.lower() in _YES
                raise self._refused(said, "It is yes or no.")
            case OptionKind.NUMBER:
                if said.isascii() and said.isdecimal() and len(said) <= 10:
                    number = int(said)
                    if self.lowest <= number <= self.highest:
                        return number
                raise self._refused(said, f"It is a number from {self.lowest} to {self.highest}.")
            case OptionKind.CHOICE:
                if said in {one.id for one in self.choices}:
                    return said
                known = ", ".join(one.id for one in self.choices)
                raise self._refused(said, f"There are {known}.")
            case OptionKind.TEXT:
                return words

    def _refused(self, said: str, remedy: str) -> UserError:
        return UserError(f"“{said}” is nothing for {self.id}.", remedy=remedy)
