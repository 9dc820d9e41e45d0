"""Carrying labels over to copies of an article: other articles that print the same text."""

from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.annotation import (
    CODER_LAYER,
    GOLD_LAYER,
    Annotation,
    Origin,
    make_link,
)
from annotator.domain.article import WorkStatus
from annotator.domain.draft import Draft, Progress
from annotator.domain.edits.annotations import Ranges, anchored_at, usable
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.review import link_if_admitted
from annotator.domain.errors import UserError
from annotator.domain.runs import scored
from annotator.domain.state import State
from annotator.domain.wording import counted


class LabelToCarry(msgspec.Struct, frozen=True):
    """A label, the copy that it is carried to (ids), and where it stands there (code points).

    `id` is the one that it gets there, which is the same when it is carried again: of an answer for
    a unit that of the coder's answer for that unit, of others the `carried_id`.
    """

    id: str
    source: str
    article: str
    fragments: Ranges = ()


class LinkToCarry(msgspec.Struct, frozen=True):
    """A link of a label on a copy (id) to another label there or to an actor (ids)."""

    annotation: str
    type: str
    to: str = ""
    actor: str = ""


class CarryLabels(msgspec.Struct, frozen=True, kw_only=True):
    """Make labels on copies of an article like those on it, in the same layer: one's own, or gold.

    What was carried before is left as it is. `finish` are the copies (ids) that the coder is done
    with by that; the status of others stays.
    """

    labels: tuple[LabelToCarry, ...]
    links: tuple[LinkToCarry, ...] = ()
    finish: tuple[str, ...] = ()

    def plan(self, draft: Draft) -> str:
        """Make those that are not there yet, with their links, and say where each is from."""
        draft.foresee(Annotation, [one.source for one in self.labels])
        draft.foresee(Annotation, [one.id for one in self.labels])
        made = {one.id for one in self.labels if _carry(draft, one)}
        for one in self.links:
            if one.annotation in made and (not one.to or draft.get(Annotation, one.to)):
                link = make_link(one.annotation, one.type, to=one.to, actor=one.actor)
                link_if_admitted(draft, link)
        for article in self.finish:
            SetStatus(article, WorkStatus.DONE).plan(draft)
        return _told(len(made), len({one.article for one in self.labels if one.id in made}))


class CarryManyLabels(msgspec.Struct, frozen=True):
    """So many labels that they are written a few copies at a time."""

    parts: tuple[CarryLabels, ...]

    def plan(self, draft: Draft) -> str:
        """Do all of it at once, as where it has to wait to be written."""
        for one in self.parts:
            one.plan(draft)
        return self.label()

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        """Yield the parts in their order."""
        del state
        for done, one in enumerate(self.parts):
            progress(done, len(self.parts))
            yield one

    def label(self) -> str:
        """Say how many there were."""
        labels = [label for one in self.parts for label in one.labels]
        return _told(len(labels), len({one.article for one in labels}))


def in_parts(labels: Sequence[CarryLabels], most: int) -> "CarryLabels | CarryManyLabels":
    """Return what carries labels to several copies: as one, or in parts of about `most` labels."""
    parts: list[CarryLabels] = []
    waiting: list[CarryLabels] = []
    for one in labels:
        waiting.append(one)
        if sum(len(each.labels) for each in waiting) >= most:
            parts.append(_joined(waiting))
            waiting = []
    if waiting or not parts:
        parts.append(_joined(waiting))
    return parts[0] if len(parts) == 1 else CarryManyLabels(tuple(parts))


def _joined(several: Sequence[CarryLabels]) -> CarryLabels:
    return CarryLabels(
        labels=tuple(label for one in several for label in one.labels),
        links=tuple(link for one in several for link in one.links),
        finish=tuple(article for one in several for article in one.finish),
    )


def _told(labels: int, articles: int) -> str:
    to = f"to {counted(articles, 'copy', 'copies')}" if articles else "to no copy"
    return f"{counted(labels, 'label')} carried {to}"


def _carry(draft: Draft, one: LabelToCarry) -> bool:
    """Make a label on a copy; tell whether it was not there."""
    if draft.get(Annotation, one.id) is not None:
        return False
    source = draft.need(Annotation, one.source)
    usable(draft, source.code)
    me = draft.me()
    if source.layer != GOLD_LAYER and source.coder != me:
        message = "This annotation is a colleague's."
        raise UserError(message, remedy="Carry your own labels, or gold.")
    label = Annotation(
        id=one.id,
        article=one.article,
        code=source.code,
        coder=me,
        layer=GOLD_LAYER if source.layer == GOLD_LAYER else CODER_LAYER,
        values=source.values,
        note=source.note,
        origin=Origin.CARRIED,
    )
    draft.put(anchored_at(draft, label, one.fragments))
    for said in scored(label.id, None, "", by=source.id):
        draft.put(said)
    return True
