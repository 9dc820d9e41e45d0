"""Labels of a document that have no place in its text, with all that they would have with one."""

from collections.abc import Container, Iterator, Mapping

import msgspec

from annotator.domain.codebook import Code
from annotator.domain.placeless import KeptLink
from annotator.domain.record import Values
from annotator.formats.labels.foreign import ForeignLabel


class UnplacedLabel(msgspec.Struct, kw_only=True):
    """A label without a place: why, the handle of whose it is, and what it would be with one.

    `ident` is the id of the annotation that it would be, `code` its code's id.
    """

    label: ForeignLabel
    why: str
    whose: str
    ident: str
    code: str
    values: Values
    ends: list[KeptLink] = msgspec.field(default_factory=list[KeptLink])


class UnplacedLabels:
    """Those of one document, in their order, and how links know them, if they are `kept`."""

    def __init__(self, *, kept: bool) -> None:
        self._kept = kept
        self._all: list[UnplacedLabel] = []
        self._by_name: dict[str, UnplacedLabel] = {}

    def __iter__(self) -> Iterator[UnplacedLabel]:
        return iter(self._all)

    def add(self, one: UnplacedLabel) -> None:
        """Keep a label."""
        self._all.append(one)
        if one.label.id and self._kept:
            self._by_name.setdefault(one.label.id, one)

    def ends_here(self, kind: str, name: str, ident: str) -> bool:
        """Keep a link from an annotation (id) to the label with a name; tell if it is here."""
        one = self._by_name.get(name)
        if one is not None:
            one.ends.append(KeptLink(kind, ident, back=True))
        return one is not None

    def tie(
        self,
        one: UnplacedLabel,
        kinds: Mapping[str, str],
        placed: Mapping[str, tuple[str, Code]],
        actors: Container[str],
    ) -> None:
        """Keep where a label's links end; `kinds` are the links' types by what they are called."""
        for link in dict.fromkeys(one.label.links):
            kind = kinds.get(link.type, "")
            target, other = placed.get(link.to), self._by_name.get(link.to)
            if not kind:
                continue
            if link.actor in actors:
                one.ends.append(KeptLink(kind, actor=link.actor))
            elif target is not None:
                one.ends.append(KeptLink(kind, target[0]))
            elif other is not None and other is not one:
                one.ends.append(KeptLink(kind, other.ident))
                other.ends.append(KeptLink(kind, one.ident, back=True))
