"""What labels are on: what frames and the like say that lie over them, or on their article."""

from collections.abc import Iterable, Mapping, Sequence

from annotator.domain.codebook import Scope, is_none
from annotator.formats.outgoing.statements.roles import ConceptSource
from annotator.formats.outgoing.statements.taking import concepts_of
from annotator.store.reading.counted_labels import CountedLabel


class ConceptsAt:
    """What the labels on an article are on; `names` are those of what was found so far, by ids.

    Something is called as it is called first.
    """

    def __init__(self, sources: Iterable[ConceptSource], labels: Sequence[CountedLabel]) -> None:
        """Take the labels that may be seen."""
        self.names: dict[str, str] = {}
        self._saying = [
            (one, source.code.scope is Scope.ARTICLE, said, tuple(said))
            for source in sources
            for one in labels
            if one.code == source.code.id
            and not is_none(one.values)
            and (said := _said(source, one))
        ]

    def of(self, label: CountedLabel) -> tuple[str, ...]:
        """Return what a label is on (ids), each once: its own, and what others of its layer say."""
        found = ()
        for one, everywhere, said, ids in self._saying:
            if one is not label and (one.layer != label.layer or one.code == label.code):
                continue
            if one is label or everywhere or _overlap(label, one):
                for ident, name in said.items():
                    self.names.setdefault(ident, name)
                found = (*found, *(each for each in ids if each not in found)) if found else ids
        return found


def _said(source: ConceptSource, label: CountedLabel) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for one in concepts_of(source, label.values, label.id):
        said.setdefault(one.id, one.name)
    return said


def _overlap(one: CountedLabel, other: CountedLabel) -> bool:
    if not (one.start < other.end and other.start < one.end):
        return False
    if len(one.fragments) == 1 == len(other.fragments):
        return True
    return any(a.start < b.end and b.start < a.end for a in one.fragments for b in other.fragments)
