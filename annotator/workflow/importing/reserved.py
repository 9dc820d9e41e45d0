"""What of an import is left out, as only reviewers may write it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.names import folded
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record
from annotator.domain.reserved import PROPOSED, reserved_in_words
from annotator.domain.settings import project_settings
from annotator.domain.state import State, id_of_coder
from annotator.domain.wording import noun
from annotator.formats.incoming import Incoming


class OnlyTheirs:
    """Leaves out of what comes in what is not for the one to write who imports it (a handle)."""

    def __init__(self, state: State, handle: str) -> None:
        info = state.get(ProjectInfo, PROJECT_ID)
        settings = project_settings(info.settings if info else {})
        self._state = state
        self.reviews = not folded(handle) or settings.may_review(id_of_coder(state, handle))
        """Whether all of it may come in."""

    def parted(self, incoming: Incoming) -> tuple[Incoming, dict[str, int]]:
        """Return what comes in, and how many records of which kind are left out."""
        if self.reviews or not incoming.records:
            return incoming, {}
        gold = set(self._gold(incoming.records))
        kept = tuple(one for one in incoming.records if not _is_reserved(one, gold))
        out = [one for one in incoming.records if _is_reserved(one, gold)]
        # A label's link to gold goes along with it, and links of gold are told with the gold.
        told = Counter(_called(one) for one in out if not isinstance(one, Link))
        return structs.replace(incoming, records=kept), dict(told)

    def _gold(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the annotations (ids) that are gold in the file or in the project."""
        labels = {one.id: one for one in records if isinstance(one, Annotation)}
        here = self._state.get_all(Annotation, list(labels))
        for one in (*labels.values(), *here.values()):
            if one.layer == GOLD_LAYER:
                yield one.id


def _is_reserved(record: Record, gold: set[str]) -> bool:
    if isinstance(record, Annotation):
        return record.id in gold
    if isinstance(record, Link):
        return record.annotation in gold or record.target_annotation in gold
    kind = kind_name(type(record))
    return KINDS[kind].reserved and kind not in PROPOSED


def _called(record: Record) -> str:
    return "gold" if isinstance(record, Annotation) else kind_name(type(record))


def left_out_in_words(left_out: Iterable[Mapping[str, int]], handle: str) -> str:
    """Say what is left out: "ana is no reviewer: 2 gold labels are left out."; or nothing."""
    whole: Counter[str] = Counter()
    for one in filter(None, left_out):
        whole.update(one)
    if not whole:
        return ""
    is_out = noun(whole.total(), "is", "are")
    return f"{handle} is no reviewer: {reserved_in_words(whole)} {is_out} left out."
