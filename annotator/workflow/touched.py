"""Where an edit has changed something: what undo and redo bring before the eyes."""

from collections.abc import Iterator
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article, Status
from annotator.domain.change import Change, Changes
from annotator.domain.kinds import kind_name
from annotator.store.readable import ReadableProject


class Touched(msgspec.Struct, frozen=True):
    """An article, and an annotation in it that is there or, with its `place`, was.

    `place` is where it stands, in code points; None for the whole article.
    """

    article: str
    annotation: str = ""
    place: tuple[int, int] | None = None
    is_there: bool = True


def touched(project: ReadableProject, changes: Changes, article: str, coder: str) -> Touched | None:
    """Return what an edit has changed: first what is in an article, first what is there still.

    A coder's work on an article is its status too. Nothing is returned of an edit that touched
    nothing in articles, or so much that it isn't told.
    """
    found = [*_annotations(project, changes), *_articles(project, changes, coder)]

    def order(one: Touched) -> tuple[bool, bool, bool, tuple[int, int]]:
        elsewhere = one.article != article
        return elsewhere, not one.annotation, not one.is_there, one.place or (-1, -1)

    return min(found, key=order, default=None)


def _annotations(project: ReadableProject, changes: Changes) -> Iterator[Touched]:
    seen = set[str]()
    for change in changes:
        if change.kind == kind_name(Annotation):
            ident = change.record
        elif change.kind == kind_name(Link):
            ident = _owner(project, change)
        else:
            continue
        if ident in seen:
            continue
        seen.add(ident)
        there = project.get(Annotation, ident)
        if there is not None:
            yield Touched(there.article, ident, _place(there.start, there.end))
        elif change.kind == kind_name(Annotation) and change.before:
            pieces = change.before.get("fragments") or ()
            ends = [end for piece in pieces for end in _ends(piece)]
            place = (min(ends), max(ends)) if ends else None
            yield Touched(str(change.before.get("article", "")), ident, place, is_there=False)


def _owner(project: ReadableProject, change: Change) -> str:
    values = change.after or change.before or {}
    found = values.get("annotation")
    if isinstance(found, str):
        return found
    link = project.get(Link, change.record)
    return link.annotation if link is not None else ""


def _ends(piece: Any) -> tuple[int, int]:
    start, end = piece
    return int(start), int(end)


def _place(start: int | None, end: int | None) -> tuple[int, int] | None:
    return (start, end) if start is not None and end is not None else None


def _articles(project: ReadableProject, changes: Changes, coder: str) -> Iterator[Touched]:
    new = [one.id for one in changes.created(Article)]
    if len(new) == 1:
        yield Touched(new[0])
    for change in changes:
        if change.kind == kind_name(Article) and change.before and change.after:
            yield Touched(change.record)
        elif change.kind == kind_name(Status):
            status = project.get(Status, change.record)
            if status is not None and status.coder == coder:
                yield Touched(status.article)
