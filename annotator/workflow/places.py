"""Labels that came in by their words alone and wait for somebody to say where they stand."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.edits.base import Edit
from annotator.domain.edits.correcting import DropLeftOut, PlaceLeftOut
from annotator.domain.edits.places import LeaveOutLabel, LeaveOutNoted, PlaceLabel, PlaceNoted
from annotator.domain.ids import new_id
from annotator.domain.names import folded
from annotator.domain.placeless import (
    Placeless,
    asks_for_place,
    open_notes,
    place_question_id,
    without_label,
)
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.domain.visibility import Visibility
from annotator.formats.labels.by_text.placing import places_of
from annotator.store.project import Project
from annotator.workflow.remarks import sees_all_remarks

Fragments = tuple[tuple[int, int], ...]
DEPENDS_ON = (Comment, Remark, Annotation, Article)
"""What the list is made of: when one of these changes, it may be another one."""


class UnsureLabel(msgspec.Struct, frozen=True, kw_only=True):
    """A label whose place is in question: an `annotation`, or what the `note` (an id) keeps.

    `waiting` is one that has lost its words when its text was corrected, as it was before.
    `why` says what is unsure; `article` and `code` are ids, `title` is the article's.
    """

    article: str
    title: str
    code: str
    coder: str
    words: str
    why: str
    annotation: Annotation | None = None
    note: str = ""
    kept: Placeless | None = None
    waiting: Annotation | None = None

    @property
    def key(self) -> str:
        """What it is known by."""
        if self.waiting is not None:
            return self.waiting.id
        return self.annotation.id if self.annotation is not None else self.note

    @property
    def fragments(self) -> Fragments:
        """Where it stands now (code points); nothing for one without a place."""
        pieces = self.annotation.fragments if self.annotation is not None else ()
        return tuple((one.start, one.end) for one in pieces)

    # What can be done

    def kept_here(self) -> Edit | None:
        """Return the edit that leaves it where it stands, if it stands somewhere."""
        if self.annotation is None:
            return None
        return PlaceLabel(annotation=self.annotation.id, closing=new_id())

    def moved(self, fragments: Fragments) -> Edit | None:
        """Return the edit that moves it and leaves its place in question."""
        if self.annotation is None:
            return None
        return PlaceLabel(annotation=self.annotation.id, fragments=fragments)

    def placed(self, fragments: Fragments) -> Edit:
        """Return the edit that says where it stands."""
        if self.waiting is not None:
            return PlaceLeftOut(self.waiting.id, fragments)
        if self.annotation is None:
            return PlaceNoted(note=self.note, fragments=fragments)
        ident = self.annotation.id
        return PlaceLabel(annotation=ident, fragments=fragments, closing=new_id())

    def left_out(self) -> Edit:
        """Return the edit that leaves it out."""
        if self.waiting is not None:
            return DropLeftOut(self.waiting.id)
        if self.annotation is None:
            return LeaveOutNoted(note=self.note)
        return LeaveOutLabel(annotation=self.annotation.id, closing=new_id())


def unsure_labels(project: Project, visibility: Visibility) -> list[UnsureLabel]:
    """Return all that may be seen, article by article, and in each from its beginning.

    Those without a place come last in their article.
    """
    placed, notes = _placed(project, visibility), _noted(project, visibility)
    wanted = {one.article for one, _ in placed} | {one.article for one, _ in notes if one.article}
    articles = project.get_all(Article, wanted)
    found: list[UnsureLabel] = []
    for one, why in placed:
        article = articles.get(one.article)
        found.append(
            UnsureLabel(
                article=one.article,
                title=article.title if article else "",
                code=one.code,
                coder=one.coder,
                words=one.text,
                why=why,
                annotation=one,
            )
        )
    for note, label in notes:
        article = articles.get(note.article or "")
        if article is not None:
            found.append(
                UnsureLabel(
                    article=article.id,
                    title=article.title,
                    code=label.code,
                    coder=label.coder,
                    words=label.words,
                    why=_why(without_label(note.text)),
                    note=note.id,
                    kept=label,
                )
            )
    return sorted([*found, *_waiting(project, visibility)], key=_rank)


def _waiting(project: Project, visibility: Visibility) -> list[UnsureLabel]:
    """Return the labels whose words were taken away by a correction of their text."""
    waiting = [one for one in project.left_out_on() if visibility.sees(one)]
    articles = project.get_all(Article, {one.article for one in waiting})
    return [
        UnsureLabel(
            article=one.article,
            title=articles[one.article].title,
            code=one.code,
            coder=one.coder,
            words=one.text,
            why="its words went when the text was corrected",
            waiting=one,
        )
        for one in waiting
        if one.article in articles
    ]


def other_places(text: str, one: UnsureLabel) -> list[Fragments]:
    """Return all places at which a label's words fit, the one where it stands among them."""
    pieces = one.annotation.texts if one.annotation is not None else (one.words,)
    found = places_of(text, [each for each in pieces if each.strip()])
    return sorted({*found, one.fragments} - {()})


def next_place(places: Sequence[Fragments], now: Fragments) -> Fragments | None:
    """Return the place after the one where a label stands, after the last one the first."""
    others = [one for one in places if one != now]
    if not others:
        return None
    return next((one for one in others if one > now), others[0])


def paragraph_number(text: str, position: int) -> int:
    """Return the number of the paragraph that a position (code points) is in, from 1 on."""
    breaks = [n for n, letter in enumerate(text) if letter == "\n" and text[n - 1 : n] != "\n"]
    return bisect_right(breaks, position - 1) + 1


def beside(project: Project, one: UnsureLabel) -> list[Annotation]:
    """Return the annotations that a label is linked with: they tell where it may stand."""
    if one.annotation is not None:
        links = project.find(Link, annotation=one.annotation.id)
        ends = [link.target_annotation for link in links]
        ends += [each.annotation for each in project.find(Link, target_annotation=one.key)]
    else:
        ends = [end.annotation for end in one.kept.ends] if one.kept is not None else []
    found = project.get_all(Annotation, {each for each in ends if each})
    return [each for each in found.values() if each.article == one.article and each.fragments]


def _placed(project: Project, visibility: Visibility) -> list[tuple[Annotation, str]]:
    """Return the annotations whose place is asked for, with what is unsure of each."""
    comments = project.find(Comment)
    asked = {one.annotation: one for one in comments if one.id == place_question_id(one.annotation)}
    threads: defaultdict[str, list[Comment]] = defaultdict(list)
    for one in comments:
        if one.annotation in asked:
            threads[one.annotation].append(one)
    waiting = {ident for ident, thread in threads.items() if asks_for_place(thread)}
    found = project.get_all(Annotation, waiting).values()
    return [(one, _why(asked[one.id].text)) for one in found if visibility.sees(one)]


def _noted(project: Project, visibility: Visibility) -> list[tuple[Remark, Placeless]]:
    remarks: Collection[Remark]
    if sees_all_remarks(project, visibility):
        remarks = project.find(Remark)
    else:
        remarks = project.find(Remark, asker=visibility.coder) if visibility.coder else []
    threads: defaultdict[tuple[str, str | None, str | None], list[Remark]] = defaultdict(list)
    for one in remarks:
        threads[one.asker, one.article, one.code].append(one)
    return [each for thread in threads.values() for each in open_notes(thread)]


def _why(asked: str) -> str:
    """Return what a question or a note says is unsure: what follows its first colon."""
    first = asked.partition("\n")[0]
    return first.partition(": ")[2].rstrip(".") or first


def _rank(one: UnsureLabel) -> tuple[str, str, int, str]:
    start = one.fragments[0][0] if one.fragments else 2**31
    return folded(one.title), one.article, start, one.key
