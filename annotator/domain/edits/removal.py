"""Deleting an annotation with what refers to it."""

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.draft import Draft
from annotator.domain.teamwork import Comment


def remove_annotation(draft: Draft, annotation: Annotation) -> None:
    """Delete an annotation with everything that refers to it."""
    for link in draft.find(Link, annotation=annotation.id):
        draft.remove(link)
    for link in draft.find(Link, target_annotation=annotation.id):
        draft.remove(link)
    for decision in draft.find(Decision, annotation=annotation.id):
        draft.remove(decision)
    for comment in draft.find(Comment, annotation=annotation.id):
        draft.remove(comment)
    draft.remove(annotation)
