"""The article with the compared layers in lanes side by side."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotator.analysis.comparing.match import Match
from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HAIR
from annotator.gui.review.comparison import Comparison
from annotator.gui.review.legend import Legend, compared_mark
from annotator.gui.review.state_line import StateLine
from annotator.gui.session.session import Session
from annotator.gui.text import ArticleView
from annotator.gui.widgets.basic import ElidedLabel, EmptyState
from annotator.gui.widgets.two_line_rows import isolated
from annotator.gui.wording.annotations import link_lines
from annotator.gui.wording.dates import short_date
from annotator.workflow.review.comparison import ALL, Sides

_META = ("outlet", "author", "published", "section")


class ReviewPane(QWidget):
    """Heading, legend and text; read-only but for gold."""

    picked = Signal(str)
    """The id of an annotation that was clicked."""

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__()
        self._session = session
        self._comparison = comparison
        self._match: Match | None = None
        self._article = ""
        self._active = False
        self._title = ElidedLabel(role="heading")
        self._meta = ElidedLabel(role="muted")
        self.state = StateLine(session)
        self.legend = Legend(session)
        self.view = ArticleView()
        self.view.use_both_margins()
        self.view.segment = self._segment
        self.empty = EmptyState(icon("article"), "No article is open", "")
        self._lay_out()
        session.article_opened.connect(self._open)
        session.changed.connect(self._refresh_marks)
        session.view_changed.connect(self._refresh_marks)
        session.selected.connect(self._follow)
        comparison.began.connect(self._refresh_marks)
        comparison.changed.connect(self._refresh_marks)
        self.view.mark_clicked.connect(self.picked)
        self.view.hovered.connect(self._point_out)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(HAIR)
        for label in (self._title, self._meta):
            label.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
            column.addWidget(label)
        column.addWidget(self.state)
        column.addWidget(self.legend)
        column.addWidget(self.view, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)

    def _segment(self, kind: str, position: int) -> tuple[int, int] | None:
        article = self._session.article
        return article.segments.unit_at(Unit(kind), position) if article else None

    # What is shown

    def enter(self) -> None:
        """Begin to keep up with the open article."""
        self._active = True
        self._open()

    def pause(self) -> None:
        """Leave the article as it is until somebody looks again."""
        self._active = False

    @property
    def sides(self) -> Sides:
        """The layers on either side: those of the difference at hand, or those chosen.

        Of all coders at once, each has a lane.
        """
        chosen, coders = self._comparison.chosen, self._comparison.coders
        if self._match is not None and not self._match.versions:
            return Sides(*self._match.layers)
        if chosen.a == chosen.b == ALL and coders[1:]:
            return Sides(ALL, ALL, coders) if coders[2:] else Sides(coders[0], coders[1])
        return Sides(chosen.a, chosen.b)

    def show_match(self, match: Match | None) -> None:
        """Scroll to a difference and outline what each side has there."""
        if match is not None and match.article != self._article:
            match = None  # the text in view is another one: its places are not the match's
        self._match = match
        self._refresh_marks()
        spans = [one for one in match.annotations if one.fragments] if match else []
        if spans:
            self.view.reveal(
                min(one.fragments[0].start for one in spans),
                max(one.fragments[-1].end for one in spans),
            )

    def _open(self) -> None:
        article = self._session.article
        if not self._active:
            return
        self._article = article.article.id if article is not None else ""
        self._stack.setCurrentIndex(1 if article is None else 0)
        if article is None:
            self.empty.say(
                "No article is open", f"{key_of('next_difference')} goes to the first difference."
            )
            self.view.clear_article()
            return
        if self._match is not None and self._match.article != article.article.id:
            self._match = None
        self._title.setText(" ".join(article.article.title.split()))
        meta = {**article.article.meta}
        if "published" in meta:
            meta["published"] = short_date(str(meta["published"]))
        parts = [isolated(str(meta[key])) for key in _META if meta.get(key)]
        self._meta.setText(" · ".join(parts))
        excluded = [(r.start, r.end) for r in article.article.excluded]
        self.view.show_article(
            article.text, (), excluded, article.language, stretches=article.stretches
        )
        self._refresh_marks()

    def _shown(self) -> list[Annotation]:
        article = self._session.article
        if article is None or not self._session.sees_others():
            return []
        sides, selected = self.sides, self._session.selection
        return [
            one
            for one in article.annotations.whole(article.in_order)
            if one.fragments and (sides.of(one) or one.id == selected)
        ]

    def _loud(self) -> set[str]:
        """Return the ids of what differs and is open, and of what is being looked at."""
        article = self._session.article
        rows = self._comparison.on(article.article.id).rows if article else ()
        loud = {one.id for row in rows if not row.settled for one in row.match.annotations}
        if self._match is not None:
            loud |= {one.id for one in self._match.annotations}
        return loud | {self._session.selection}

    def _refresh_marks(self, *_: object) -> None:
        article = self._session.article
        if not self._active or article is None or article.text != self.view.text:
            return
        self.state.show_article(article)
        sides, loud = self.sides, self._loud()
        self.legend.show_sides(sides)
        marks = [compared_mark(self._session, one, sides, loud) for one in self._shown()]
        self.view.set_marks(marks)
        if not self._session.sees_others() and article.annotations:
            self.legend.setVisible(True)
            self.legend.note.setText("hidden until you have finished this article yourself")
        self._outline()

    def _follow(self, _annotation: str) -> None:
        self._refresh_marks()
        selected = self._session.selected_annotation()
        if self._active and selected is not None and selected.fragments:
            self.view.reveal(selected.fragments[0].start, selected.fragments[-1].end)

    def _outline(self) -> None:
        """Outline the two annotations, or the one that is selected."""
        ids = [one.id for one in self._match.annotations] if self._match else []
        focus = self._session.selection or next(iter(ids), None)
        self.view.focus_mark(focus)
        self.view.set_companions([one for one in ids if one != focus])
        article = self._session.article
        if article is not None and focus and self._session.sees_others():
            self.view.set_links(link_lines(self._session, article, focus))

    def _point_out(self, marks: list[str], _place: QPoint) -> None:
        self.view.set_hover(marks[0] if marks else None)

    def focus_text(self) -> None:
        """Give the text the focus."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
