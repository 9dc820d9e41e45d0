"""Labels that came in by their words alone: saying where they stand, or leaving them out."""

import msgspec
from msgspec import structs

from annotator.domain.annotation import CODER_LAYER, GOLD_LAYER, Annotation, anchored, make_link
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Scope
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Ranges
from annotator.domain.edits.gold import own
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.review import AddComment, Settle, link_if_admitted
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.placeless import (
    Placeless,
    asks_for_place,
    open_notes,
    placed_id,
)
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.reserved import for_reviewers
from annotator.domain.runs import Run, scored
from annotator.domain.settings import project_settings
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.domain.wording import quoted


class PlaceLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Say where a label stands whose place was unsure (code points); as it does without fragments.

    That closes the question, as a comment with the id `closing`; without it the question stays.
    """

    annotation: str
    fragments: Ranges = ()
    closing: str = ""

    def plan(self, draft: Draft) -> str:
        """Anchor it anew, and close the question."""
        found = _in_question(draft, self.annotation)
        if self.fragments:
            text = draft.text(draft.need(Article, found.article).text_sha256)
            draft.put(structs.replace(found, **anchored(text, self.fragments)))
        if self.closing:
            _close(draft, found.id, self.closing)
        if self.fragments:
            return f"{_name(draft, found.code)} placed"
        return f"{_name(draft, found.code)} stands where it is"


class LeaveOutLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Leave out a label whose place was unsure: a program's is rejected, a person's goes."""

    annotation: str
    closing: str

    def plan(self, draft: Draft) -> str:
        """Reject it and close the question, or delete it with its links."""
        found = _in_question(draft, self.annotation)
        name = _name(draft, found.code)
        if found.layer != GOLD_LAYER and draft.find(Run, coder=found.coder):
            Settle(over=(found.id,)).plan(draft)
            _close(draft, found.id, self.closing)
            return f"{name} rejected"
        draft.foresee_removal(Annotation, [found.id])
        draft.remove(found)
        return f"{name} left out"


class PlaceNoted(msgspec.Struct, frozen=True, kw_only=True):
    """Give a place (code points) to a label that a note keeps, with all that it came with."""

    note: str
    fragments: Ranges

    def plan(self, draft: Draft) -> str:
        """Make the annotation and its links, and answer the note."""
        note, label = _kept(draft, self.note)
        article = draft.need(Article, note.article or "")
        code = draft.need(Code, label.code)
        if code.scope is not Scope.SPAN or not self.fragments:
            raise UserError("Nothing is selected.", remedy="Select the words that it stands on.")
        if draft.get(Annotation, label.annotation) is not None:
            raise UserError("The label has a place already.")
        draft.need(Coder, label.coder)
        annotation = Annotation(
            id=label.annotation,
            article=article.id,
            code=code.id,
            coder=label.coder,
            layer=GOLD_LAYER if label.gold else CODER_LAYER,
            values={name: one for name, one in label.values.items() if code.field(name)},
            note=label.note,
            origin=label.origin,
            codebook_version=label.version,
            created=label.created,
        )
        text = draft.text(article.text_sha256)
        draft.put(structs.replace(annotation, **anchored(text, self.fragments)))
        for score in scored(label.annotation, label.score, label.reason):
            draft.put(score)
        _tie(draft, label)
        words = " … ".join(text[start:end] for start, end in self.fragments)
        _answer(draft, note, f"{code.name} {quoted(label.words or words)} was placed.")
        return f"{code.name} placed"


class LeaveOutNoted(msgspec.Struct, frozen=True, kw_only=True):
    """Leave out a label that has no place and that a note keeps."""

    note: str

    def plan(self, draft: Draft) -> str:
        """Answer the note."""
        note, label = _kept(draft, self.note)
        name = _name(draft, label.code)
        _answer(draft, note, f"{name} {quoted(label.words)} was left out.")
        return f"{name} left out"


def _in_question(draft: Draft, annotation: str) -> Annotation:
    """Return a label whose place is asked for; refuse who may not say it."""
    found = draft.need(Annotation, annotation)
    if not asks_for_place(draft.find(Comment, annotation=annotation)):
        raise UserError("The label’s place is not in question.", where=f"annotation {annotation}")
    if found.layer == GOLD_LAYER or found.coder == draft.me():
        return own(draft, annotation)
    _check_reviewer(draft)
    return found


def _check_reviewer(draft: Draft) -> None:
    """Refuse who neither made a label nor reviews; where nobody is named everybody does."""
    settings = project_settings(draft.need(ProjectInfo, PROJECT_ID).settings)
    if settings.reviewers and not settings.may_review(draft.me()):
        raise for_reviewers(draft, settings.reviewers)


def _kept(draft: Draft, note: str) -> tuple[Remark, Placeless]:
    """Return a note and the label that it keeps; refuse one that was dealt with."""
    found = draft.need(Remark, note)
    same = draft.find(Remark, asker=found.asker, article=found.article, code=found.code)
    label = next((label for one, label in open_notes(same) if one.id == note), None)
    if label is None:
        raise UserError("The note keeps no label that waits for a place.", where=f"note {note}")
    if label.gold or label.coder != draft.me():
        _check_reviewer(draft)
    return found, label


def _close(draft: Draft, annotation: str, comment: str) -> None:
    AddComment(id=comment, annotation=annotation, closes=True).plan(draft)


def _answer(draft: Draft, note: Remark, text: str) -> None:
    """Answer a note; the last one that waits closes the thread."""
    same = draft.find(Remark, asker=note.asker, article=note.article, code=note.code)
    others = [one for one, _ in open_notes(same) if one.id != note.id]
    AddRemark(
        id=placed_id(note.id),
        text=text,
        article=note.article,
        code=note.code,
        asker=note.asker,
        closes=not others,
    ).plan(draft)


def _tie(draft: Draft, label: Placeless) -> None:
    """Make a label's links as far as the other ends are there and the codebook allows it."""
    for one in label.ends:
        gone = one.annotation and draft.get(Annotation, one.annotation) is None
        if gone or (one.actor and draft.get(Actor, one.actor) is None):
            continue
        if one.back:
            link = make_link(one.annotation, one.type, to=label.annotation)
        else:
            link = make_link(label.annotation, one.type, to=one.annotation, actor=one.actor)
        link_if_admitted(draft, link)


def _name(draft: Draft, code: str) -> str:
    found = draft.get(Code, code)
    return found.name if found is not None else code
