"""Correcting an article's text after it was coded, and placing what could not be carried."""

import msgspec
from msgspec import structs

from annotator.domain.alignment import Alignment, align
from annotator.domain.annotation import GOLD_LAYER, Annotation, anchored
from annotator.domain.article import Article, fingerprint
from annotator.domain.carrying import carried_fragments, carried_ranges
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Ranges
from annotator.domain.errors import UserError
from annotator.domain.layout import ArticleLayout
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal
from annotator.domain.reserved import for_reviewers
from annotator.domain.rules_locked import locked_error
from annotator.domain.settings import project_settings
from annotator.domain.study import Settlement


class CorrectText(msgspec.Struct, frozen=True):
    """Give an article another text, and carry all that stands on the old one to its words.

    A label whose words are gone can't stand; the history keeps it, and it waits for a place.
    """

    article: str
    text: str

    def plan(self, draft: Draft) -> str:
        """Put the text and what is carried; raise a `UserError` where nothing differs or may."""
        article = draft.need(Article, self.article)
        refuse_correcting(draft, article)
        if not self.text.strip():
            message = "An article without words can't be coded."
            raise UserError(message, remedy="Remove the article instead.")
        sha256 = draft.add_text(self.text)
        if sha256 == article.text_sha256:
            raise UserError("The text is as it was.", remedy="Change something in it first.")
        old, first = draft.text(article.text_sha256), article.first_text or article.text_sha256
        alignment = align(old, self.text)
        kept = [(one.start, one.end) for one in article.excluded]
        excluded = tuple(Fragment(*place) for _, place in carried_ranges(alignment, kept))
        corrected = structs.replace(
            article,
            text_sha256=sha256,
            length=len(self.text),
            first_text=first,
            excluded=excluded,
        )
        draft.put(corrected)
        self._carry(draft, alignment, old, corrected.counted_in)
        return "Text corrected"

    def _carry(self, draft: Draft, alignment: Alignment, old: str, counted: str) -> None:
        for one in draft.find(Annotation, article=self.article):
            if fragments := carried_fragments(alignment, old, one.fragments):
                anchor = anchored(self.text, fragments)
                draft.put(structs.replace(one, on_text=counted, **anchor))
        for refusal in draft.find(Refusal, article=self.article):
            if fragments := carried_fragments(alignment, old, refusal.fragments):
                draft.put(structs.replace(refusal, fragments=fragments, on_text=counted))
        for layout in draft.find(ArticleLayout, article=self.article):
            ranges = [(one.start, one.end) for one in layout.stretches]
            stretches = tuple(
                structs.replace(layout.stretches[n], start=start, end=end)
                for n, (start, end) in carried_ranges(alignment, ranges)
            )
            draft.put(structs.replace(layout, stretches=stretches, on_text=counted))


class PlaceLeftOut(msgspec.Struct, frozen=True):
    """Say where a label stands now (code points) whose words a correction took away."""

    annotation: str
    fragments: Ranges

    def plan(self, draft: Draft) -> str:
        """Anchor it anew; what was on it comes back with it."""
        label = _left_out(draft, self.annotation)
        if not self.fragments:
            raise UserError("Nothing is selected.", remedy="Select the words that it stands on.")
        text = draft.text(draft.need(Article, label.article).text_sha256)
        draft.put(structs.replace(label, **anchored(text, self.fragments)))
        return f"{draft.need(Code, label.code).name} placed"


class DropLeftOut(msgspec.Struct, frozen=True):
    """Delete a label whose words a correction took away."""

    annotation: str

    def plan(self, draft: Draft) -> str:
        """Delete it."""
        label = _left_out(draft, self.annotation)
        draft.remove(label)
        return f"{draft.need(Code, label.code).name} left out"


def refuse_correcting(draft: Draft, article: Article) -> None:
    """Raise a `UserError` where a text must stay, or for who may not correct it."""
    if any(one.locked for one in draft.find(Settlement, article=article.id)):
        raise locked_error([article.title])
    _check_reviewer(draft)


def is_text(article: Article, text: str) -> bool:
    """Tell whether an article has this text."""
    return article.length == len(text) and article.text_sha256 == fingerprint(text)


def _left_out(draft: Draft, annotation: str) -> Annotation:
    label = draft.need_left_out(Annotation, annotation)
    if label.layer == GOLD_LAYER or label.coder != draft.me():
        _check_reviewer(draft)
    return label


def _check_reviewer(draft: Draft) -> None:
    """Refuse who does not review; where nobody is named everybody does."""
    settings = project_settings(draft.need(ProjectInfo, PROJECT_ID).settings)
    if settings.reviewers and not settings.may_review(draft.me()):
        raise for_reviewers(draft, settings.reviewers)
