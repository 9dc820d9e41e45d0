"""What the audit trail calls things, and what of them somebody may see; a few records are kept."""

from collections import OrderedDict
from typing import Any, cast

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Change
from annotator.domain.codebook import Code, value_words
from annotator.domain.field_type_row import plain_words
from annotator.domain.kinds import KINDS
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.domain.teamwork import Assignment
from annotator.domain.timing import Timing
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.history_walk import WalkedEdit
from annotator.store.reading.what_counts import WhatCounts
from annotator.workflow.record_words import (
    HIDDEN,
    OF_LABELS,
    attribute_words,
    field_of,
    record_as_it_was,
    referred_kind,
)

EVERYTHING = Visibility(open_labels=True)
"""What somebody may see to whom nothing is hidden."""
_MOST_KEPT = 5000
_CALLED = {"fragments": "Words", "excluded": "Left out", "at": "When"}


class TrailNames:
    """Looks records up by their ids, as they are or as they last were."""

    def __init__(self, project: Project, seen_by: Visibility = EVERYTHING) -> None:
        self.project = project
        self.seen_by = seen_by
        self.codebook = project.codebook()
        self._counts: WhatCounts | None = None
        self._kept: OrderedDict[tuple[str, str], Record | None] = OrderedDict()
        own = project.get(Coder, seen_by.coder)
        self._handle = own.handle if own else ""
        self._sees_elsewhere = seen_by.sees_others_elsewhere and not seen_by.exceptions

    def record(self, kind: str, ident: str) -> Record | None:
        """Return a record, or as history last had it whole if it is gone."""
        key = kind, ident
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = record_as_it_was(self.project, kind, ident) if ident else None
        self._kept[key] = found
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def label_of(self, kind: str, ident: str) -> Annotation | None:
        """Return the annotation that a record is, or is on."""
        if kind not in OF_LABELS:
            return None
        if kind == "annotation":
            found = self.record(kind, ident)
        else:
            found = self.record("annotation", self._owner(kind, ident))
        return found if isinstance(found, Annotation) else None

    def article_of(self, kind: str, ident: str) -> str:
        """Return the id of the article that a record is, or is on; empty for others."""
        if kind == "article":
            return ident
        label = self.label_of(kind, ident)
        if label is not None:
            return label.article
        return self._owner(kind, ident) if self._is_on_article(kind) else ""

    def title_of(self, article: str) -> str:
        """Return an article's title."""
        found = self.record("article", article)
        return found.title if isinstance(found, Article) else ""

    def code_name(self, code: str) -> str:
        """Return what a code is called; its id, if it is gone without a trace."""
        found = self.codebook.code(code) or self.record("code", code)
        return found.name if isinstance(found, Code) else code

    def handle_of(self, coder: str) -> str:
        """Return a coder's handle by the id."""
        found = self.record("coder", coder)
        return found.handle if isinstance(found, Coder) else ""

    def _owner(self, kind: str, ident: str) -> str:
        owner, found = KINDS[kind].owner, self.record(kind, ident)
        return str(getattr(found, owner.attribute) or "") if owner and found is not None else ""

    def _is_on_article(self, kind: str) -> bool:
        owner = KINDS[kind].owner
        return owner is not None and owner.kind == "article"

    @property
    def counts(self) -> WhatCounts:
        """What tells whether changes count, in the state that is read when it is first asked."""
        if self._counts is None:
            self._counts = self.project.what_counts()
        return self._counts

    # What may be seen

    def tells(self, change: Change) -> bool:
        """Tell whether a change is for the trail at all: how long people worked is not."""
        return KINDS[change.kind].type is not Timing

    def sees(self, change: Change) -> bool:
        """Tell whether a change of a record may be seen.

        What colleagues are on an article, how far they have come and what they wrote of it, is
        hidden as their labels are; who is to code it is not.
        """
        if self.seen_by.open_labels:
            return True
        kind = KINDS[change.kind]
        if change.kind in OF_LABELS:
            label = self.label_of(change.kind, change.record)
            return label is not None and self.seen_by.sees(label)
        if not kind.author or not self._is_on_article(change.kind) or kind.type is Assignment:
            return True
        found = self.record(change.kind, change.record)
        if self.seen_by.coder and getattr(found, kind.author, "") == self.seen_by.coder:
            return True
        article = self.article_of(change.kind, change.record)
        return self.seen_by.sees_others_on(article) if article else self._sees_elsewhere

    def sees_edit(self, edit: WalkedEdit) -> bool:
        """Tell whether an edit may be seen: a colleague's not, if it is on labels that may not.

        One that brought articles in may, without those labels.
        """
        if self.seen_by.open_labels or (self._handle and edit.coder == self._handle):
            return True
        hidden = False
        for change in self.project.changes_in(edit.id):
            if change.kind == "article":
                return True
            hidden = hidden or not self.sees(change)
        return not hidden

    # In words

    def attribute(self, change: Change, attribute: str) -> str:
        """Name an attribute, or an entry of one, as people know it."""
        record = self.record(change.kind, change.record)
        return _CALLED.get(attribute) or attribute_words(self.codebook, record, attribute)

    def value(self, change: Change, attribute: str, value: Any, texts: Any = ()) -> str:
        """Say a value as people say it; what is text, verbatim. `texts` are those of fragments."""
        if value is None or value in ("", [], (), {}):
            return ""
        record = self.record(change.kind, change.record)
        field = field_of(self.codebook, record, attribute)
        if field is not None:
            return value_words(field, value)
        if attribute == "fragments":
            return msgspec.structs.replace(_NO_LABEL, texts=tuple(texts or ())).text
        kind = referred_kind(change.kind, attribute)
        return self._referred(kind, value) if kind is not None else _said(value)

    def _referred(self, kind: type[Record], value: Any) -> str:
        name = next(one.name for one in KINDS.values() if one.type is kind)
        found = self.record(name, str(value))
        match found:
            case Coder():
                return found.handle
            case Actor() | Code():
                return found.name
            case Article():
                return found.title
            case Annotation():
                return (found.text or found.id) if self.seen_by.sees(found) else HIDDEN
            case _:
                return str(value)


_NO_LABEL = Annotation(id="", article="", code="", coder="")


def _said(value: Any) -> str:
    """Say a JSON value: text as it is, lists of names by these, anything else as JSON."""
    if isinstance(value, list):
        entries = cast("list[Any]", value)
        names = [cast("dict[str, Any]", one).get("name") for one in entries if _is_object(one)]
        if entries and len(names) == len(entries) and all(names):
            return plain_words(names)
        if any(isinstance(one, dict | list) for one in entries):
            return msgspec.json.encode(entries).decode()
        return plain_words(entries)
    return msgspec.json.encode(value).decode() if _is_object(value) else plain_words(value)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
