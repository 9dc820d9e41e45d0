"""Every edit with who, when, what before and after, and why: one change after the other."""

from collections.abc import Iterator
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import map_attributes
from annotator.domain.record import Values
from annotator.store.project import Project
from annotator.store.reading.history_walk import WalkedEdit
from annotator.workflow.audit.names import TrailNames

SCHEMA = "annotator-history/1"
_MADE, _CHANGED, _DELETED = "made", "changed", "deleted"
_FOLLOW = frozenset(
    {
        *("id", "texts", "contexts", "created", "modified", "codebook_version", "text_sha256"),
        *("length", "layer", "origin", "annotation", "article", "code", "position"),
    }
)
"""Attributes that follow from others, or stand in columns of their own, when a record is made."""
_NEVER_TOLD = ("texts", "contexts", "modified")
_EVERY = 200


class TrailLine(msgspec.Struct, frozen=True, kw_only=True):
    """One change of one record, as a line of JSONL; of an edit without changes, the edit alone.

    `before` and `after` hold the attributes as the history keeps them: all of them where a record
    was made or deleted, and otherwise those that changed.
    """

    schema: str = SCHEMA
    at: str
    coder: str
    edit: str
    done: str
    edit_kind: str
    counts: bool
    why_not: str
    came_with: str
    about: str
    change: str = ""
    kind: str = ""
    record: str = ""
    article: str = ""
    article_title: str = ""
    annotation: str = ""
    code: str = ""
    code_name: str = ""
    layer: str = ""
    reason: str = ""
    before: Values | None = None
    after: Values | None = None


class ChangedAttribute(msgspec.Struct, frozen=True):
    """One attribute of a record before and after, in words; empty where there was nothing."""

    attribute: str
    name: str
    before: str
    after: str


_OF_LINE = (
    *("at", "coder", "edit", "done", "edit_kind", "counts", "why_not", "came_with", "about"),
    *("change", "kind", "record", "article", "article_title", "annotation"),
    *("code", "code_name", "layer"),
)
TRAIL_COLUMNS = (*_OF_LINE, "attribute", "attribute_name", "before", "after", "reason")
"""The columns of the CSV, which has a row for each attribute."""


def trail(
    project: Project, names: TrailNames, progress: Progress = no_progress
) -> Iterator[tuple[TrailLine, Change | None]]:
    """Yield the changes of all edits, oldest first, as far as they may be seen."""
    total = project.count_edits()
    for done, edit in enumerate(project.walk_history()):
        if done % _EVERY == 0:
            progress(done, total)
        if names.sees_edit(edit):
            yield from _of_edit(project, names, edit)


def _of_edit(
    project: Project, names: TrailNames, edit: WalkedEdit
) -> Iterator[tuple[TrailLine, Change | None]]:
    empty = True
    for change in project.changes_in(edit.id):
        empty = False
        if names.tells(change) and names.sees(change):
            yield line_of(names, edit, change), change
    if empty:
        yield _head(edit, names.counts.why_edit_not(edit)), None


def _head(edit: WalkedEdit, why_not: str, **rest: Any) -> TrailLine:
    return TrailLine(
        at=edit.at,
        coder=edit.coder,
        edit=edit.id,
        done=edit.label,
        edit_kind=edit.kind,
        counts=not why_not,
        why_not=why_not,
        came_with=edit.via or "",
        about=edit.target or "",
        **rest,
    )


def line_of(names: TrailNames, edit: WalkedEdit, change: Change) -> TrailLine:
    """Return a change with what it is on and why it was done."""
    label = names.label_of(change.kind, change.record)
    article = names.article_of(change.kind, change.record)
    code = label.code if label else change.record if change.kind == "code" else ""
    return _head(
        edit,
        names.counts.why_not(edit, change),
        change=what_became(change),
        kind=change.kind,
        record=change.record,
        article=article,
        article_title=names.title_of(article),
        annotation=label.id if label else "",
        code=code,
        code_name=names.code_name(code) if code else "",
        layer=layer_of(names, label),
        reason=reason_of(names, change),
        before=change.before,
        after=change.after,
    )


def layer_of(names: TrailNames, label: Annotation | None) -> str:
    """Return the layer of an annotation: gold, or the handle of the coder whose it is."""
    if label is None:
        return ""
    return label.layer if label.layer == "gold" else names.handle_of(label.coder)


def what_became(change: Change) -> str:
    """Say whether a record was made, changed or deleted."""
    if change.before is None:
        return _MADE
    return _DELETED if change.after is None else _CHANGED


def reason_of(names: TrailNames, change: Change) -> str:
    """Return the reason that was given with a record, a decision's among them."""
    for said in (change.after, change.before):
        if said and isinstance(said.get("reason"), str):
            return said["reason"]
    found: Any = getattr(names.record(change.kind, change.record), "reason", "")
    return found if isinstance(found, str) else ""


def attributes(names: TrailNames, change: Change) -> list[ChangedAttribute]:
    """Return what a change changed, attribute by attribute and entry by entry, in words.

    Of a record that was made or deleted, only what was given, not what follows from that.
    """
    before, after = change.before or {}, change.after or {}
    whole = change.before is None or change.after is None
    found: list[ChangedAttribute] = []
    for attribute, old, new in _each(change):
        if whole and attribute.partition(".")[0] in _FOLLOW:
            continue
        was = names.value(change, attribute, old, before.get("texts"))
        now = names.value(change, attribute, new, after.get("texts"))
        if was or now:
            found.append(ChangedAttribute(attribute, names.attribute(change, attribute), was, now))
    return found


def _each(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield attributes, and single entries of maps, before and after."""
    before, after = change.before or {}, change.after or {}
    maps = map_attributes(change.kind)
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if name in _NEVER_TOLD:
            continue
        if name not in maps:
            yield name, old, new
            continue
        was: Values = old or {}
        now: Values = new or {}
        for entry in dict.fromkeys((*now, *was)):
            yield f"{name}.{entry}", was.get(entry), now.get(entry)


def trail_rows(names: TrailNames, line: TrailLine, change: Change | None) -> Iterator[list[Any]]:
    """Yield a change as rows of the CSV: one for each attribute, and at least one."""
    head = [getattr(line, name) for name in _OF_LINE]
    told = attributes(names, change) if change is not None else []
    for one in told or [ChangedAttribute("", "", "", "")]:
        yield [*head, one.attribute, one.name, one.before, one.after, line.reason]
