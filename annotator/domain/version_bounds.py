"""Conditions on a label's version of the codebook, as they are typed: `<4`, `>=2`, `3`."""

import operator
import re
from collections.abc import Callable, Mapping

import msgspec

_TYPED = re.compile(r"\s*(<=|>=|<|>|=|)\s*(\d{1,9})\s*")
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
