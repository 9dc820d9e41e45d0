"""Whose labels may be seen, over a whole project: the rule that the session has for one article."""

from annotator.domain.annotation import Annotation
from annotator.domain.article import Status, WorkStatus
from annotator.domain.settings import project_settings
from annotator.domain.teamwork import Assignment, may_see_others
from annotator.gui.session.session import Session


class Sight:
    """What the coder may see at this moment; ask for a new one after an edit.

    `reviewing` is whether to see as a reviewer does, who only is blind where they code themselves.
    """

    def __init__(self, session: Session, *, reviewing: bool) -> None:
        project, me = session.project, session.coder_id
        self._reviewing = reviewing
        self._open = project_settings(project.info().settings).open_labels
        statuses = project.find(Status, coder=me) if me else []
        assignments = project.find(Assignment, coder=me) if me else []
        self._statuses = {one.article: one.status for one in statuses}
        self._assigned = {one.article for one in assignments}
        self._own = session.is_own

    def sees_others_on(self, article: str) -> bool:
        """Tell whether others' labels on an article may be seen."""
        return may_see_others(
            self._statuses.get(article, WorkStatus.NEW),
            assigned=article in self._assigned,
            open_labels=self._open,
            reviewing=self._reviewing,
        )

    def sees(self, annotation: Annotation) -> bool:
        """Tell whether an annotation may be seen."""
        return self._own(annotation) or self.sees_others_on(annotation.article)
