"""The life of each label: what was done to it and to what is on it, from its making on."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.store.project import Project
from annotator.store.reading.history_walk import WalkedEdit
from annotator.workflow.audit.names import TrailNames
from annotator.workflow.audit.trail import attributes, layer_of, reason_of

SCHEMA = "annotator-life/1"
_EVERY = 100
_ON_LABEL = {"fragments": "moved", "code": "recoded", "note": "noted", "coder": "handed over"}
_BESIDE = {"link": ("linked", "unlinked"), "comment": ("asked", "question deleted")}


class LifeEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done to a label; `what` is a word for it, as "moved"."""

    at: str
    coder: str
    what: str
    done: str
    edit: str
    counts: bool
    why_not: str
    kind: str
    record: str
    changes: list[dict[str, str]]
    reason: str


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """A label with everything that was done to it, oldest first; `there` is whether it still is."""

    schema: str = SCHEMA
    annotation: str
    article: str
    article_title: str
    code: str
    code_name: str
    layer: str
    text: str
    there: bool
    history: list[LifeEvent]


LIFE_COLUMNS = (
    *("annotation", "article", "article_title", "code", "code_name", "layer", "text", "there"),
    *("n", "at", "coder", "what", "done", "edit", "counts", "why_not", "kind"),
    "record",
    *("attribute", "attribute_name", "before", "after", "reason"),
)
"""The columns of the CSV: a row for each attribute of each event, label after label."""


def lives(
    project: Project, names: TrailNames, of: Sequence[str] = (), progress: Progress = no_progress
) -> Iterator[Life]:
    """Yield the lives of all labels that may be seen, or `of` some (ids), in order of coming.

    Raise a `UserError` where there never was such a label, or it may not be seen.
    """
    total = len(of)
    for done, ident in enumerate(of or project.labels_in_history()):
        if done % _EVERY == 0:
            progress(done, total)
        found = names.record("annotation", ident)
        if isinstance(found, Annotation) and names.seen_by.sees(found):
            yield _life(project, names, found)
        elif of:
            raise UserError(
                f"There is no annotation {ident} that may be told of.",
                remedy="Its id is in the column annotation_id of an export.",
            )


def _life(project: Project, names: TrailNames, label: Annotation) -> Life:
    events = [
        event
        for edit, changes in project.life_of(label.id)
        for change in changes
        for event in [_event(names, edit, change)]
        if names.sees(change)
    ]
    return Life(
        annotation=label.id,
        article=label.article,
        article_title=names.title_of(label.article),
        code=label.code,
        code_name=names.code_name(label.code),
        layer=layer_of(names, label),
        text=label.text,
        there=project.get(Annotation, label.id) is not None,
        history=events,
    )


def _event(names: TrailNames, edit: WalkedEdit, change: Change) -> LifeEvent:
    why_not = names.counts.why_not(edit, change)
    return LifeEvent(
        at=edit.at,
        coder=edit.coder,
        what=_what(change),
        done=edit.label,
        edit=edit.id,
        counts=not why_not,
        why_not=why_not,
        kind=change.kind,
        record=change.record,
        changes=[msgspec.to_builtins(one) for one in attributes(names, change)],
        reason=reason_of(names, change),
    )


def _what(change: Change) -> str:
    """Return the word for what was done."""
    after: Values = change.after or {}
    if change.kind == "decision":
        return str(after.get("verdict") or ("decision withdrawn" if change.after is None else ""))
    if change.kind in _BESIDE:
        made, gone = _BESIDE[change.kind]
        return gone if change.after is None else "closed" if after.get("closes") else made
    if change.kind != "annotation":
        return "made" if change.before is None else "changed"
    if change.before is None or change.after is None:
        return "made" if change.before is None else "deleted"
    if "values" in after:
        return "answered"
    return next((word for name, word in _ON_LABEL.items() if name in after), "changed")


def life_rows(life: Life) -> Iterator[list[Any]]:
    """Yield a life as rows of the CSV."""
    head = [getattr(life, name) for name in LIFE_COLUMNS[:8]]
    empty = {"attribute": "", "name": "", "before": "", "after": ""}
    for n, event in enumerate(life.history, start=1):
        said = [getattr(event, name) for name in LIFE_COLUMNS[9:18]]
        for one in event.changes or [empty]:
            yield [*head, n, *said, *one.values(), event.reason]
