"""The text of the article that a label in question is on, with what it is linked with."""

from msgspec import structs
from PySide6.QtCore import Qt

from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.gui.wording.annotations import marks_of
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.places import UnsureLabel, beside


class PlaceText(ArticleView):
    """Shows a label where it stands, outlined and selected; words are selected by the keys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = ""

    def show_label(self, one: UnsureLabel | None) -> None:
        """Show a label's article with the label in sight, or nothing."""
        project = self._session.project
        if one is None or not self._open(project, one.article):
            self._shown = ""
            self.clear_article()
            return
        linked = beside(project, one)
        shown = [*([one.annotation] if one.annotation is not None else []), *linked]
        # No boundary is dragged here: a label is placed by selecting words.
        self.set_marks([structs.replace(m, fixed=True) for m in marks_of(self._session, shown)])
        self.focus_mark(one.key if one.annotation is not None else None)
        self.set_companions([each.id for each in linked])
        if one.fragments:
            self.set_selection(one.fragments[0][0], one.fragments[-1][1])
            self.reveal(one.fragments[0][0], one.fragments[-1][1])
        else:
            near = min((each.start or 0 for each in linked), default=0)
            self.set_caret(near)
            self.reveal(near, near)

    def selected_words(self) -> tuple[int, int] | None:
        """Return the stretch that is selected (code points), without the blanks around it."""
        found = self.selection()
        if found is None:
            return None
        start, end = found
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return (start, end) if start < end else None

    def _open(self, project: Project, article: str) -> bool:
        if self._shown == article:
            return True
        found = OpenArticle.load(project, article)
        if found is None:
            return False
        self._shown = article
        excluded = [(one.start, one.end) for one in found.article.excluded]
        self.show_article(
            found.text,
            (),
            excluded,
            found.language,
            has_headline=found.begins_with_title,
            stretches=found.stretches,
        )
        return True

    def focus_here(self) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
