"""How a round ended."""

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What became of the work; the first two are as it should be."""

    KEPT = "kept"
    REFUSED = "refused well"
    LOST = "lost"
    WRONG = "wrong"
    CRASHED = "crashed"


GOOD = (Verdict.KEPT, Verdict.REFUSED)


class Outcome(NamedTuple):
    """A verdict, with what was seen where it is a bad one."""

    verdict: Verdict
    detail: str = ""


KEPT = Outcome(Verdict.KEPT)


def refused(detail: str) -> Outcome:
    """Say that something was refused with a sentence, and nothing was lost."""
    return Outcome(Verdict.REFUSED, detail)


class BadRoundError(Exception):
    """A round ended as none may."""

    verdict = Verdict.WRONG


class LostError(BadRoundError):
    """Something that was acknowledged is missing."""

    verdict = Verdict.LOST


class WrongError(BadRoundError):
    """Something is there that nobody made: half a file, or a damaged one that is believed."""


def expect_all(wanted: set[str], found: set[str], where: str) -> None:
    """Raise `LostError` unless everything that was acknowledged is there."""
    if missing := wanted - found:
        some = ", ".join(sorted(missing)[:5])
        raise LostError(f"{len(missing)} of {len(wanted)} are missing in {where}: {some}")
