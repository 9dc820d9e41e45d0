"""The history as a coder may see it: rows for a list, and what one edit changed, in words."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Change
from annotator.domain.codebook import Codebook
from annotator.domain.kinds import map_attributes
from annotator.domain.record import Record, Values
from annotator.domain.refusals import Refusal
from annotator.domain.timing import Timing
from annotator.domain.undo import FOUNDATION, MERGE, REDO, UNDO
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, quoted, shortened
from annotator.store.project import Project
from annotator.store.reading.history_pages import HistoryFilter, HistoryMark, ListedEdit
from annotator.workflow.record_words import (
    HIDDEN,
    OF_LABELS,
    annotation_of,
    attribute_value_words,
    attribute_words,
    field_of,
    record_as_it_was,
    record_words,
)

PAGE = 200
"""How many edits are read at a time."""
MOST_LINES = 200
"""How many lines say what one edit changed, at most."""
_LONGEST = 400
_NOTHING = "–"
_MADE, _GONE = "made", "deleted"
_BESIDE = frozenset(
    {
        *("id", "texts", "contexts", "created", "modified", "codebook_version", "text_sha256"),
        *("length", "layer", "origin", "annotation", "position", "mark"),
    }
)
"""Attributes that follow from others, or that nobody gave."""
_CALLED = {"fragments": "Words", "excluded": "Left out", "at": "When"}
_STEPS = (UNDO, REDO)

_OF_CODING = ("status", "refusal")
"""What else is on an article and says what a coder has said of it."""


class HistoryRow(msgspec.Struct, frozen=True):
    """An edit with the articles that it was done on, in words and by id."""

    edit: ListedEdit
    where: str
    article: str
    annotation: str
    words: str = ""
    """What it is about, where that is one label that may be seen."""

    @property
    def what(self) -> str:
        """What was done, and to what."""
        return f"{self.edit.label}  {self.words}" if self.words else self.edit.label

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it is of the kind that can be taken back; what stands on it is seen by trying."""
        edit = self.edit
        return edit.own and not edit.undone and edit.kind not in (*_STEPS, FOUNDATION)


class HistoryLine(msgspec.Struct, frozen=True):
    """One thing that an edit changed: of which record, which attribute, from what to what."""

    record: str
    attribute: str
    before: str
    after: str


def history_rows(
    project: Project,
    visibility: Visibility,
    handle: str,
    wanted: HistoryFilter,
    before: HistoryMark | None = None,
) -> tuple[list[HistoryRow], HistoryMark | None]:
    """Return the next rows that may be seen, and from where on there may be more.

    `handle` is that of the coder for whom `visibility` is: their own edits are always seen.
    """
    page = project.history_page(wanted, before, PAGE)
    titles: dict[str, str] = {}
    seen = (one for one in page.edits if one.coder == handle or _is_seen(one, visibility))
    return [_row(project, visibility, one, titles) for one in seen], page.older


def _is_seen(edit: ListedEdit, visibility: Visibility) -> bool:
    """Tell whether a colleague's edit may be seen: none on labels that may not be."""
    labels = [one for one in edit.places if one.kind in OF_LABELS or one.kind in _OF_CODING]
    hidden = any(one.article and not visibility.sees_others_on(one.article) for one in labels)
    return not hidden or any(one.kind == "article" for one in edit.places)


def _row(
    project: Project, visibility: Visibility, edit: ListedEdit, titles: dict[str, str]
) -> HistoryRow:
    articles = list(dict.fromkeys(one.article for one in edit.places if one.article))
    annotation = next((one.annotation for one in edit.places if one.annotation), "")
    for one in articles[:1]:
        if one not in titles:
            found = record_as_it_was(project, "article", one)
            titles[one] = " ".join(found.title.split()) if isinstance(found, Article) else ""
    if not articles:
        where = ""
    elif len(articles) == 1 and edit.touched <= len(edit.places):
        where = titles[articles[0]]
    elif edit.touched <= len(edit.places):
        where = counted(len(articles), "article")
    else:
        where = f"{shortened(titles[articles[0]])} and others"
    words = _words(project, visibility, edit)
    return HistoryRow(edit, where, articles[0] if articles else "", annotation, words)


def _words(project: Project, visibility: Visibility, edit: ListedEdit) -> str:
    """Return the words of the one label that an edit is about."""
    made = {one.annotation for one in edit.places if one.annotation and one.kind == "annotation"}
    labels = made or {one.annotation for one in edit.places if one.annotation}
    if len(labels) != 1 or edit.touched > len(edit.places):
        return ""
    found = record_as_it_was(project, "annotation", labels.pop())
    if not isinstance(found, Annotation) or not found.text or not visibility.sees(found):
        return ""
    return quoted(found.text)


# What one edit changed


def history_lines(
    project: Project, codebook: Codebook, visibility: Visibility, edit: ListedEdit
) -> list[HistoryLine]:
    """Return what an edit changed, attribute by attribute, without what may not be seen."""
    if edit.kind == MERGE:
        return [
            HistoryLine(f"From {who or 'others'}", counted(count, "edit"), "", "")
            for who, count in project.brought_by(edit.id).items()
        ]
    lines: list[HistoryLine] = []
    for change in project.changes_of(edit.id, MOST_LINES):
        lines.extend(_lines(project, codebook, visibility, change))
        if len(lines) >= MOST_LINES:
            break
    return lines[:MOST_LINES]


def _lines(
    project: Project, codebook: Codebook, visibility: Visibility, change: Change
) -> Iterator[HistoryLine]:
    record = record_as_it_was(project, change.kind, change.record)
    label = annotation_of(project, record) if change.kind in OF_LABELS else None
    if change.kind in OF_LABELS and (label is None or not visibility.sees(label)):
        yield HistoryLine("A colleague’s annotation", HIDDEN, "", "")
        return
    if isinstance(record, Refusal) and not _sees_refusal(visibility, record):
        yield HistoryLine("A colleague’s refusal", HIDDEN, "", "")
        return
    if isinstance(record, Timing) and record.coder != visibility.coder:
        return  # how long others worked is theirs
    name = record_words(project, codebook, record) if record else change.kind.capitalize()

    def words(attribute: str, value: Any) -> str:
        if change.kind in ("code", "project") and isinstance(value, list):
            return _names(cast("list[dict[str, Any] | str]", value))
        field = field_of(codebook, record, attribute)
        said = attribute_value_words(
            project, visibility, change.kind, record, field, attribute, value
        )
        return shortened(said, _LONGEST)

    if change.before is None or change.after is None:
        yield HistoryLine(name, _MADE.capitalize() if change.before is None else "Deleted", "", "")
    for attribute, old, new in _attributes(change):
        before, after = words(attribute, old), words(attribute, new)
        if (before != after or before != _NOTHING) and not _is_no(old, new):
            called = _CALLED.get(attribute) or attribute_words(codebook, record, attribute)
            yield HistoryLine(name, called, before, after)


def _sees_refusal(visibility: Visibility, refusal: Refusal) -> bool:
    """Tell whether a refusal may be seen: it says what its coder takes for no label."""
    own = bool(visibility.coder) and refusal.coder == visibility.coder
    return own or visibility.sees_others_on(refusal.article)


def _is_no(old: Any, new: Any) -> bool:
    """Tell whether all that is said is that a flag is not set."""
    return (old is None and new is False) or (old is False and new is None)


def _attributes(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield the attributes that tell something, entries of maps one by one, before and after."""
    before, after = change.before or {}, change.after or {}
    maps = map_attributes(change.kind)
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if name in _BESIDE:
            continue
        if name in maps:
            was, now = _entries(old), _entries(new)
            for entry in dict.fromkeys((*now, *was)):
                yield f"{name}.{entry}", was.get(entry), now.get(entry)
        else:
            yield name, old, new


def _entries(value: Values | None) -> Values:
    return value or {}


def _names(entries: list[dict[str, Any] | str]) -> str:
    """Return what a code's fields, links or choices are called."""
    found = (
        one if isinstance(one, str) else str(one.get("name") or one.get("type") or "")
        for one in entries
    )
    return shortened(", ".join(found), _LONGEST) or _NOTHING


def annotation_to_select(project: Project, row: HistoryRow, visibility: Visibility) -> str:
    """Return the annotation that an edit was on, if it is there and may be seen."""
    found: Record | None = project.get(Annotation, row.annotation) if row.annotation else None
    return row.annotation if isinstance(found, Annotation) and visibility.sees(found) else ""
