"""Conditions on a label's version of the codebook, as they are typed: `<4`, `>=2`, `3`."""

import operator
import re
from collections.abc import Callable, Mapping

import msgspec

from annotator.domain.wording import quoted

_TYPED = re.compile(r"\s*(<=|>=|<|>|=|)\s*(\d{1,9})\s*")
HOW_TO_ASK = "Write version:<4, version:>=2 or version:3."
"""What to do about a condition that names no version."""
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


class VersionBound(msgspec.Struct, frozen=True):
    """A comparison (`<`, `<=`, `>`, `>=`, `=`, which SQL has as well) with a version's number."""

    compare: str
    version: int

    def holds(self, version: int) -> bool:
        """Tell whether a version fulfils it."""
        return _COMPARE[self.compare](version, self.version)


def version_bound(typed: str) -> VersionBound | None:
    """Return the condition that is typed; None where it is none, as while it is being typed."""
    match = _TYPED.fullmatch(typed)
    return VersionBound(match[1] or "=", int(match[2])) if match else None


def no_version_in_words(typed: str) -> str:
    """Say that what is typed is no such condition."""
    return f"{quoted(typed)} names no version of the codebook."
