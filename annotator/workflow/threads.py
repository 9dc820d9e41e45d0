"""The threads of a project, as far as they may be seen: on whose annotations, who is to answer."""

from collections import defaultdict

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.teamwork import Comment, in_thread_order, is_open
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.visibility import DEPENDS_ON

ASKED_OF = (Comment, Annotation, Article, *DEPENDS_ON)
"""What the threads are made of: when one of these changes, they may be others."""


class AskedThread(msgspec.Struct, frozen=True):
    """The comments on one annotation, in order."""

    annotation: Annotation
    comments: tuple[Comment, ...]

    @property
    def waits(self) -> bool:
        """Whether an answer is waited for."""
        return is_open(self.comments)

    @property
    def last(self) -> Comment:
        """What was said last."""
        return self.comments[-1]

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The ids of the coders who are to answer, nobody in particular when empty.

        That is whose annotation it is, or who has spoken with them once they have answered.
        """
        if self.last.coder != self.annotation.coder:
            return (self.annotation.coder,)
        others = (one.coder for one in self.comments if one.coder != self.last.coder)
        return tuple(dict.fromkeys(others))


def threads(project: Project, visibility: Visibility) -> list[AskedThread]:
    """Return the threads on annotations that may be seen, what was said last first."""
    spoken: defaultdict[str, list[Comment]] = defaultdict(list)
    for comment in project.find(Comment):
        spoken[comment.annotation].append(comment)
    if not spoken:
        return []
    found: list[AskedThread] = []
    annotations = project.get_all(Annotation, spoken)
    for ident, comments in spoken.items():
        annotation = annotations.get(ident)
        if annotation is not None and visibility.sees(annotation):
            found.append(AskedThread(annotation, tuple(in_thread_order(comments))))
    return sorted(found, key=lambda one: (one.last.at, one.last.id), reverse=True)
