"""Types of UIMA: what kinds of annotations there are, and what is said of them."""

from typing import TYPE_CHECKING

import msgspec

from annotator.formats.files.xml_tree import below, first, local, text_of

if TYPE_CHECKING:
    from annotator.formats.files.xml_tree import Element

PLAIN = frozenset(
    (
        *("uima.cas.String", "uima.cas.Boolean", "uima.cas.Integer", "uima.cas.Long"),
        *("uima.cas.Short", "uima.cas.Byte", "uima.cas.Float", "uima.cas.Double"),
        *("uima.cas.StringArray", "uima.cas.StringList", "uima.cas.IntegerArray"),
        *("uima.cas.BooleanArray", "uima.cas.FloatArray", "uima.cas.DoubleArray"),
        *("uima.cas.LongArray", "uima.cas.ShortArray", "uima.cas.ByteArray"),
    )
)
_NUMBERS = ("Integer", "Long", "Short", "Byte")
_MOST_ABOVE = 100  # types over one another


class UimaType(msgspec.Struct, frozen=True):
    """A type with the one above it, and the ranges of its features."""

    name: str
    above: str
    features: dict[str, str]


class TypeSystem:
    """The types that a file of types describes; none where there is no such file."""

    def __init__(self, root: "Element | None" = None) -> None:
        self._types: dict[str, UimaType] = {}
        types = first(root, "types") if root is not None else None
        for one in below(types, "typeDescription") if types is not None else ():
            name = text_of(first(one, "name"))
            features: dict[str, str] = {}
            holder = first(one, "features")
            for each in below(holder, "featureDescription") if holder is not None else ():
                features[text_of(first(each, "name"))] = text_of(first(each, "rangeTypeName"))
            self._types[name] = UimaType(name, text_of(first(one, "supertypeName")), features)

    def range(self, type_name: str, feature: str) -> str:
        """Return the type of a feature's values; empty where it isn't described."""
        for one in self._line(type_name):
            if feature in one.features:
                wanted = one.features[feature]
                above = self._types.get(wanted)
                return "uima.cas.String" if above and above.above == "uima.cas.String" else wanted
        return ""

    def is_plain(self, type_name: str, feature: str) -> bool | None:
        """Tell whether a feature's values are plain; None where it isn't described."""
        found = self.range(type_name, feature)
        return found in PLAIN if found else None

    def value(self, type_name: str, feature: str, said: str) -> str | int | float | bool:
        """Return a plain value as its type has it."""
        wanted = self.range(type_name, feature).rpartition(".")[2].removesuffix("Array")
        if wanted == "Boolean":
            return said.strip().lower() in ("true", "1")
        try:
            if wanted in _NUMBERS and len(said) < 20:
                return int(said)
            if wanted in ("Float", "Double"):
                return float(said)
        except ValueError:
            return said
        return said

    def _line(self, name: str) -> "list[UimaType]":
        found: list[UimaType] = []
        while (one := self._types.get(name)) is not None and len(found) < _MOST_ABOVE:
            found.append(one)
            name = one.above
        return found


def is_type_system(root: "Element") -> bool:
    """Tell whether a file describes types."""
    return local(root) == "typeSystemDescription"
