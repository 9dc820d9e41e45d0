"""What only reviewers may change: gold and decisions, settled articles, codebook and settings.

In the file of somebody else the codebook can be changed all the same: there it counts, and for
others it is a proposal (ADR 0036).
"""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.change import Key
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, kind_name, referred_to
from annotator.domain.people import Coder
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record, alike
from annotator.domain.settings import project_settings
from annotator.domain.state import State
from annotator.domain.wording import counted, enumerated

PROPOSED = frozenset(("code", "project"))
"""The kinds of record that anybody may change in their own file."""
_CALLED = {
    "coder": ("change of a coder", "changes of coders"),
    "gold": ("gold label", "gold labels"),
    "project": ("change of the project’s settings", "changes of the project’s settings"),
    "settlement": ("article’s state", "articles’ states"),
    "removal": ("removal of an article", "removals of articles"),
}
"""What is told of by other words than its kind's."""
_Written = Mapping[Key, tuple[Record | None, Record | None]]
"""What records were and are; None where there is none."""


def refuse_unless_reviewer(state: State, coder: str, written: _Written) -> None:
    """Raise a `UserError` if an edit of somebody who is no reviewer changes what is reserved.

    `state` is as the edit leaves it and `written` what it wrote. What goes with the record that it
    is on is no change of its own.
    """
    before, info = written.get(("project", PROJECT_ID)) or (None, None)
    if not isinstance(before, ProjectInfo):
        before = info = state.get(ProjectInfo, PROJECT_ID)
    if not isinstance(before, ProjectInfo) or not isinstance(info, ProjectInfo):
        return  # it is being founded
    settings = project_settings(before.settings)
    if not settings.reviewers or settings.may_review(coder):
        return
    is_set = before.settings != info.settings or before.title != info.title
    if is_set or any(_reserved(state, coder, written)):
        raise for_reviewers(state, settings.reviewers)


def for_reviewers(state: State, reviewers: Sequence[str]) -> UserError:
    """Return the refusal of what is for these reviewers (ids) alone."""
    found = state.get_all(Coder, reviewers)
    handles = [found[one].handle for one in reviewers if one in found]
    names = enumerated(handles or ["nobody who is in the project"])
    message = f"Gold, decisions, settings and people are for reviewers: {names}."
    return UserError(message, remedy="Ask one of them, or write a note to the lead.")


def reserved_in_words(counts: Mapping[str, int]) -> str:
    """Return how many records of which kind: "2 decisions and 1 gold label"."""
    return enumerated([_counted(kind, count) for kind, count in sorted(counts.items())])


def _counted(kind: str, count: int) -> str:
    return counted(count, *_CALLED[kind]) if kind in _CALLED else KINDS[kind].in_words(count)


def _reserved(state: State, coder: str, written: _Written) -> Iterator[bool]:
    gone = {key for key, (_, new) in written.items() if new is None}
    for (kind, _), (old, new) in written.items():
        one = new or old
        if kind in PROPOSED or one is None or (old and new and alike(old, new)):
            continue
        goes_along = new is None and any((to.kind, at) in gone for to, at in referred_to(one))
        others = isinstance(old, Coder) and old.id != coder
        reserved = others or KINDS[kind].reserved or _is_gold(state, written, old, new)
        yield reserved and not goes_along


def _is_gold(state: State, written: _Written, old: Record | None, new: Record | None) -> bool:
    """Tell whether this is an annotation of gold, was one, or is a link of one."""
    for one in (old, new):
        if isinstance(one, Annotation) and one.layer == GOLD_LAYER:
            return True
        if isinstance(one, Link):
            was = written.get((kind_name(Annotation), one.annotation), (None, None))[0]
            owner = state.get(Annotation, one.annotation) or was
            if isinstance(owner, Annotation) and owner.layer == GOLD_LAYER:
                return True
    return False
