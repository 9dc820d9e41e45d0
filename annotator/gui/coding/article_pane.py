"""The centre of the window: heading, text, find bar and the codes' bar."""

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.people import Actor, Coder
from annotator.domain.without_collecting import without_collecting
from annotator.gui.codebook import CodeBar
from annotator.gui.codebook.dragging import CodeTarget
from annotator.gui.coding.article_heading import ArticleHeading
from annotator.gui.coding.controller import CodingController
from annotator.gui.coding.find_bar import FindBar
from annotator.gui.coding.unit_strip import UnitStrip
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.suggest import Suggesting
from annotator.gui.text.marks import Mark
from annotator.gui.text.view import ArticleView
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import EmptyState
from annotator.gui.wording.annotations import label_of, link_lines, marks_of, marks_to_make

_ANY_HEIGHT = 16_777_215
"""Qt's greatest height of a widget, in pixels: no bound at all."""
_REDRAW_ALL = (Code, Actor, Coder, Decision)


class ArticlePane(QWidget):
    """Shows the open article and keeps its marks in step with the project."""

    annotations_under_caret = Signal(list)
    """Ids of the annotations at the caret, innermost first."""
    leaving = Signal()
    """Another article is about to be shown, or the same one anew."""
    shown = Signal()
    """The open article is in the view."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self.view = ArticleView()
        self.view.segment = self._segment
        self.view.describe = self._describe
        self.heading = ArticleHeading(session)
        self.find_bar = FindBar(session, self.view)
        self.units = UnitStrip(session, settings, self.view)
        self.code_bar = CodeBar(session)
        self.coding = CodingController(session, settings, self.view, self)
        self._empty = EmptyState(
            icon("article"),
            "No article is open",
            f"Choose one on the left, or import some with {key_of('import')}.",
        )
        self._target = CodeTarget(self.view.viewport(), self._point_at, self._drop_code)
        self._saw_others = False
        self._lay_out()
        self._connect()
        self._open()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.units)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        column.addWidget(self.code_bar)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)

    def _connect(self) -> None:
        session = self._session
        session.article_opened.connect(self._open)
        session.changed.connect(self._refresh)
        session.selected.connect(self._show_selection)
        session.view_changed.connect(self._refresh_marks)
        self.view.mark_clicked.connect(session.select)
        self.view.hovered.connect(self._point_out)
        self.view.column_moved.connect(self._align_heading)
        self._align_heading()
        self.view.marks_under_caret.connect(self.annotations_under_caret)
        self.code_bar.code_triggered.connect(self._trigger)
        self.units.left.connect(self.view.setFocus)
        self.units.code_wanted.connect(self.coding.tag)
        self.units.fields_wanted.connect(self.coding.ask_fields)
        self.units.guideline_wanted.connect(self.code_bar.guideline_wanted)
        self.coding.units_wanted.connect(self.units.begin)
        self.find_bar.closed.connect(self.view.setFocus)
        self.suggesting.changed.connect(self._say_suggestions)

    @property
    def suggesting(self) -> Suggesting:
        """What is suggested in the text."""
        return self.coding.deciding.suggesting

    def _say_suggestions(self) -> None:
        self.heading.say_suggestions(*self.suggesting.status())

    def be_alone(self, *, alone: bool) -> None:
        """Show the text without what stands above and below it, or with it."""
        self.heading.setMaximumHeight(0 if alone else _ANY_HEIGHT)
        self.code_bar.setVisible(not alone)

    def _align_heading(self) -> None:
        """Let the heading begin where the text does, at every width."""
        left, width, *_ = self.view.column
        rest = self.view.width() - left - width
        for above in (self.heading, self.units):
            above.stand_between(int(left), int(rest))

    def _trigger(self, code: str) -> None:
        found = self._session.codebook.code(code)
        if found is not None:
            self.coding.tag(found)

    def _point_at(self, place: QPointF) -> None:
        """Have the caret follow a dragged code, but for over the words that are selected."""
        cursor, selection = self.view.cursorForPosition(place.toPoint()), self.view.selection()
        before = self.view.textCursor()
        inside = before.selectionStart() <= cursor.position() <= before.selectionEnd()
        if selection is None or not inside:
            self.view.setTextCursor(cursor)

    def _drop_code(self, code: str, place: QPointF) -> None:
        self._point_at(place)
        self.view.setFocus()
        self._trigger(code)

    def _segment(self, kind: str, position: int) -> tuple[int, int] | None:
        article = self._session.article
        return article.segments.unit_at(Unit(kind), position) if article else None

    def _describe(self, mark: Mark) -> str:
        article = self._session.article
        found = article.annotations.get(mark.id) if article else None
        return label_of(self._session, found) if found is not None else ""

    # Keeping in step

    def _open(self) -> None:
        self.leaving.emit()
        article = self._session.article
        self._stack.setCurrentIndex(1 if article is None else 0)
        self.heading.refresh()
        if article is None:
            self.view.clear_article()
            return
        self._saw_others = self._session.sees_others()
        with without_collecting():
            marks = marks_to_make(self._session, article)
            self.view.show_article(
                article.text,
                marks,
                self._excluded(),
                article.language,
                has_headline=article.begins_with_title,
                stretches=article.stretches,
            )
        self.shown.emit()

    def _refresh(self, changes: Changes) -> None:
        if self._session.article is None:
            return
        if not self._session.reselects:
            self.heading.refresh()
        redraw = not changes.changes or any(changes.ids(kind) for kind in _REDRAW_ALL)
        if redraw or self._session.sees_others() != self._saw_others:
            self._refresh_marks()
        else:
            known = self._session.article.annotations
            touched = {i: known.get(i) for i in changes.ids(Annotation)}
            shown = [a for a in touched.values() if a is not None and self._is_shown(a)]
            gone = touched.keys() - {a.id for a in shown}
            self.view.update_marks(marks_of(self._session, shown), gone)
        if changes.ids(Article) or not changes.changes:
            self.view.set_excluded(self._excluded())
            self.view.set_headline(has_headline=self._session.article.begins_with_title)
        if not self._session.reselects:
            self._show_links()

    def _refresh_marks(self) -> None:
        self.heading.refresh()
        self._saw_others = self._session.sees_others()
        article = self._session.article
        self.view.set_marks(marks_to_make(self._session, article) if article is not None else ())
        self.view.focus_mark(self._session.selection or None)
        self._show_links()

    def _show_selection(self, annotation: str) -> None:
        self.view.focus_mark(annotation or None, reveal=True)
        self.heading.refresh()
        self._show_links()
        selected = self._session.selected_annotation()
        if selected is not None:
            announce(self.view, f"{self._session.code_of(selected).name}: {selected.text[:80]}")

    def _show_links(self) -> None:
        article = self._session.article
        if article is not None and self._session.selection:
            self.view.set_links(link_lines(self._session, article, self._session.selection))

    def _point_out(self, marks: list[str], _place: QPoint) -> None:
        """Outline what a click here would select."""
        self.view.set_hover(marks[0] if marks else None)

    def _is_shown(self, annotation: Annotation) -> bool:
        return bool(annotation.fragments) and self._session.is_visible(annotation)

    def _excluded(self) -> list[tuple[int, int]]:
        article = self._session.article
        return [(r.start, r.end) for r in article.article.excluded] if article else []
