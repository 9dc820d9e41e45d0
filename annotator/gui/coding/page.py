"""The panels around one session: articles and codebook, the article, inspector and table."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from annotator.domain.article import Article, WorkStatus
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Scope
from annotator.domain.edits.articles import RemoveArticles
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.articles.properties import edit_properties
from annotator.gui.codebook import CodebookPanel, CodePicker, GuidelinePopup
from annotator.gui.coding.article_pane import ArticlePane
from annotator.gui.coding.beside import BesideText
from annotator.gui.coding.finishing import Finishing
from annotator.gui.coding.left_places import LeftPlaces
from annotator.gui.coding.lit_words import LitWords
from annotator.gui.coding.next_articles import NextArticles
from annotator.gui.coding.reading_out import words_on
from annotator.gui.coding.sides import SidePanels
from annotator.gui.remarks import write_note
from annotator.gui.rounds import show_feedback
from annotator.gui.session.context import ModePage
from annotator.gui.session.session import Session
from annotator.gui.session.work_clock import WorkClock
from annotator.gui.settings.settings import (
    ANNOTATIONS_HEADER,
    SHOW_CODEBOOK,
    SHOW_LEFT,
    SHOW_RIGHT,
    TYPEWRITER,
    ZOOM,
    Settings,
)
from annotator.gui.suggest import Suggesting, WhyPopup
from annotator.gui.text import ArticleView
from annotator.gui.widgets.splitter import (
    ACROSS,
    DOWN,
    remember_sizes,
    remembered_sizes,
    sizes_of,
    splitter,
    stretch_only,
)
from annotator.workflow.touched import touched

_MANY = 200
"""How many articles, and annotations on them, are removed while the window waits."""
_START_SIZES = {"columns": [268, 652, 320], "left": [370, 370], "right": [470, 250]}


class CodingPage(ModePage):
    """The panels for coding, which know the session and not each other; this wires their wishes."""

    place_changed = Signal()
    """The caret or the selection moved, or another article is open."""
    prompted = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.clock = WorkClock(session, self)
        """How long one works here; it hears of edits before who tells of it."""
        self.articles = ArticlesPanel(session, settings)
        self.codebook = CodebookPanel(session)
        self.pane = ArticlePane(session, settings)
        self.sides = SidePanels(settings, self.pane, self.pane.view.setFocus)
        self.beside = BesideText(session, self.pane, self.sides)
        self.inspector = self.beside.inspector
        self.annotations = AnnotationsTable(session)
        self.guideline = GuidelinePopup(self)
        self.why = WhyPopup(self.pane.coding.deciding, self)
        self.articles.done.tell_time(self.clock.finished_today, self.clock.lines)
        self.next = NextArticles(session, self.articles.next_undone, self.open_article)
        self._finishing = Finishing(
            session,
            self.beside.show_missing,
            self.next.following,
            self.open_article,
            self.clock.worked_here,
            self.show_feedback,
            self.next.draws,
            self.pane.units.show_open,
        )
        self.lit = LitWords(session, self.articles, self.pane)
        self.places = LeftPlaces(session, self.pane.view, settings)
        self._splitters = self._lay_out()
        self._connect()
        self._restore()

    # Building

    def _lay_out(self) -> dict[str, QSplitter]:
        left = splitter(DOWN, self.articles, self.codebook)
        right = splitter(DOWN, self.beside, self.annotations)
        self.sides.put(SHOW_LEFT, left)
        self.sides.put(SHOW_RIGHT, right)
        columns = splitter(ACROSS, left, self.pane, right)
        stretch_only(columns, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)
        return {"columns": columns, "left": left, "right": right}

    def _connect(self) -> None:
        self.settings.changed.connect(self._setting_changed)
        coding, view = self.pane.coding, self.pane.view
        coding.guideline_wanted.connect(self.show_guideline)
        coding.prompted.connect(self.prompted)
        coding.picker_wanted.connect(self.pick_code)
        coding.used.connect(self.pane.code_bar.show_recent)
        self.pane.code_bar.more_wanted.connect(self.pick_code)
        self.guideline.left.connect(view.setFocus)
        self.annotations.key_handler = coding.handle_key
        self.annotations.answer_handler = coding.answer
        self.annotations.recode_wanted.connect(coding.begin_recode)
        self.annotations.left.connect(view.setFocus)
        self.annotations.activated.connect(self._go_to)
        self.codebook.left.connect(view.setFocus)
        self.codebook.guideline_wanted.connect(self.show_guideline)
        self.codebook.note_wanted.connect(self._note_on)
        self.pane.code_bar.guideline_wanted.connect(self.show_guideline)
        self.codebook.code_triggered.connect(self.trigger_code)
        self.pane.heading.properties_requested.connect(self.edit_properties)
        self.articles.properties_requested.connect(self.edit_properties)
        self.articles.remove_requested.connect(self.remove)
        self.articles.leave_requested.connect(view.setFocus)
        view.selection_moved.connect(self.place_changed)
        view.zoom_changed.connect(self._keep_zoom)
        self.session.article_opened.connect(self.place_changed)
        self.pane.leaving.connect(self.places.leave)
        self.pane.shown.connect(self.places.come_back)
        self.session.changed.connect(self._open_first_new)
        self.session.stepped.connect(self._show_step)
        self.clock.kept.connect(self.articles.done.refresh)

    def _open_first_new(self, changes: Changes) -> None:
        new = changes.created(Article)
        if new and self.session.article is None:
            self.open_article(new[0].id)

    def _show_step(self, changes: Changes) -> None:
        """Bring what undo or redo has changed before the eyes, in whatever article it is."""
        session, article = self.session, self.session.article
        opened = article.article.id if article is not None else ""
        found = touched(session.project, changes, opened, session.coder_id)
        if found is None or not self.isVisible():
            return
        if found.article != opened:
            session.open_article(found.article)
        if found.annotation and found.is_there:
            session.select(found.annotation)
        if found.place is None:
            return
        view, (start, end) = self.pane.view, found.place
        view.reveal(start, end)
        if session.selection == found.annotation and not start <= view.caret() <= end:
            view.set_caret(start)  # one goes on from what is selected

    @property
    def suggesting(self) -> Suggesting:
        """What is suggested in the text."""
        return self.pane.suggesting

    @property
    def text(self) -> ArticleView:
        """The article's text."""
        return self.pane.view

    def enter(self) -> None:
        """Show the text as large as in the other modes, and put the focus on it."""
        view = self.pane.view
        view.zoom(self.settings.get(ZOOM) - view.zoom_level)
        view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure from now on how long one works."""
        super().showEvent(event)
        self.clock.begin(self.window().windowHandle())

    def hideEvent(self, event: QHideEvent) -> None:
        """Measure no more."""
        super().hideEvent(event)
        self.clock.pause()

    # What the panels ask for

    def _go_to(self, annotation: str) -> None:
        article = self.session.article
        found = article.annotations.get(annotation) if article else None
        if found is not None:
            self.pane.coding.go_to(found)
            self.pane.view.setFocus()

    def stand_at(self, position: int) -> None:
        """Put the caret at a place that was clicked, unless it is in the selection.

        The innermost annotation there is selected.
        """
        view = self.pane.view
        selection = view.selection()
        if selection is not None and selection[0] <= position <= selection[1]:
            return
        view.set_caret(position)
        here = view.marks_at(position)
        if not here:
            self.session.select("")
        elif self.session.selection not in here:
            self.session.select(here[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the text by Esc, from whatever has no use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.pane.view.setFocus()
        else:
            super().keyPressEvent(event)

    def trigger_code(self, code: str) -> None:
        """Apply a code by its id to the place at hand."""
        found = self.session.codebook.code(code)
        if found is not None:
            self.pane.coding.tag(found)

    def pick_code(self) -> None:
        """Choose a code among all there are, beside what it is for, and apply it."""
        picker = CodePicker(self, self.session.codebook, self.pane.coding.recent)
        picker.picked.connect(self.trigger_code)
        picker.open_beside(self.pane.view.place_at_hand())

    def tag_whole_article(self, number: int) -> None:
        """Apply the article-level code with this number, from 1."""
        codes = self.session.codebook.usable(Scope.ARTICLE)
        if not 0 < number <= len(codes):
            return
        if self.beside.shows_answers():
            self.beside.show_answers(codes[number - 1].id)
        else:
            self.pane.coding.tag(codes[number - 1])

    def code_at_hand(self) -> Code | None:
        """Return the code of the selected annotation, or the first of the codebook."""
        selected = self.session.selected_annotation()
        if selected is not None:
            return self.session.code_of(selected)
        return next(iter(self.session.codebook.usable()), None)

    def read_out(self) -> None:
        """Say what is annotated at the caret, or else what is selected."""
        view = self.pane.view
        here = view.marks_at(view.caret()) or view.marks_at(max(0, view.caret() - 1))
        selected = [self.session.selection] if self.session.selection else []
        self.session.told.emit(words_on(self.session, here or selected))

    def show_guideline(self, code_id: str = "") -> None:
        """Show a code's guideline, or that of the code at hand, beside the selection."""
        code = self.session.codebook.code(code_id) or self.code_at_hand()
        if code is None:
            return
        view = self.pane.view
        rect = view.mark_rect(self.session.selection) if self.session.selection else QRect()
        corner = view.viewport().mapToGlobal(rect.topLeft() if rect.isValid() else QPoint(0, 0))
        self.guideline.toggle_code(code, QRect(corner, rect.size()))

    def show_feedback(self, article: str = "") -> bool:
        """Show how the coder did on a practice article, the open one unless another is named.

        Tell whether they want to look at it.
        """
        opened = self.session.article
        article = article or (opened.article.id if opened is not None else "")
        found = show_feedback(self.window(), self.session, self.settings, article)
        if found is None:
            return False
        self.open_article(article)
        self.session.select(found)
        return True

    def _note_on(self, code: str) -> None:
        write_note(self.window(), self.session, self.settings, (None, code))

    # Articles

    def open_article(self, article: str) -> None:
        """Open an article and put the focus on its text."""
        self.session.open_article(article)
        self.pane.view.setFocus()

    def step_article(self, direction: int) -> None:
        """Open the next or previous article of the list."""
        self.articles.open_next(direction)
        self.pane.view.setFocus()

    def finish(self, status: WorkStatus, *, leave_open: bool = False) -> None:
        """Set the coder's status on the open article and open the next one to do."""
        self.commit_pending()
        self._finishing.finish(status, leave_open=leave_open)

    def edit_properties(self, article: str = "") -> None:
        """Let the user correct an article's title and metadata."""
        opened = self.session.article
        wanted = article or (opened.article.id if opened else "")
        if wanted:
            edit_properties(self, self.session, wanted, self.clock.seconds_on(wanted))

    def remove(self, articles: Iterable[str] = ()) -> None:
        """Take articles out of the project; undo brings them back."""
        wanted = tuple(articles) or tuple(self.articles.selected_ids())
        rows = self.session.project.articles(wanted)
        if len(wanted) + sum(row.annotation_count for row in rows) > _MANY:
            self.session.apply_large(RemoveArticles(wanted), "Removing articles")
        elif wanted:
            self.session.apply(RemoveArticles(wanted))

    # Focus

    def toggle_codebook(self) -> None:
        """Show the codebook with the keyboard in it, or hide it."""
        shown = not self.shows_codebook()
        self.settings.set(SHOW_CODEBOOK, shown)
        if shown:
            self.sides.show(SHOW_LEFT)
        (self.codebook if shown else self.pane.view).setFocus()

    def shows_codebook(self) -> bool:
        """Tell whether the codebook is shown."""
        return self.settings.get(SHOW_CODEBOOK)

    def toggle_typewriter(self) -> None:
        """Keep the caret's line in the middle of the view, or let it move again."""
        on = not self.settings.get(TYPEWRITER)
        self.settings.set(TYPEWRITER, on)
        self.session.told.emit(
            "The caret's line stays in the middle" if on else "The caret's line moves again"
        )

    def step_panel(self, direction: int) -> None:
        """Move the focus to the next or previous panel."""
        stops = self._stops()
        focused = self.focusWidget()
        index = next((n for n, w in enumerate(stops) if w is focused or _holds(w, focused)), 1)
        stops[(index + direction) % len(stops)].setFocus()

    def _stops(self) -> list[QWidget]:
        stops: list[QWidget] = [self.articles, self.pane.view, self.inspector, self.annotations]
        if self.shows_codebook():
            stops.append(self.codebook)
        return [stop for stop in stops if stop.isVisibleTo(self)]

    # What comes back after a restart

    def _restore(self) -> None:
        for name, sizes in remembered_sizes(self.settings, _START_SIZES).items():
            self._splitters[name].setSizes(sizes)
        self.pane.view.zoom(self.settings.get(ZOOM))
        self.pane.view.scrolling.be_typewriter(on=self.settings.get(TYPEWRITER))
        self.codebook.setVisible(self.settings.get(SHOW_CODEBOOK))
        self.sides.refresh()
        header = self.settings.get(ANNOTATIONS_HEADER)
        if header:
            self.annotations.view.horizontalHeader().restoreState(header)
        last = self.places.last_article
        known = last and self.session.project.get(Article, last)
        article = last if known else self.articles.first_id()
        if article:
            self.session.open_article(article)

    def _keep_zoom(self, level: int) -> None:
        self.settings.set(ZOOM, level)

    def _setting_changed(self, key: str) -> None:
        if key == SHOW_CODEBOOK.key:
            self.codebook.setVisible(self.settings.get(SHOW_CODEBOOK))
        if key == TYPEWRITER.key:
            self.pane.view.scrolling.be_typewriter(on=self.settings.get(TYPEWRITER))
        if key in (SHOW_LEFT.key, SHOW_RIGHT.key):
            self.sides.refresh()

    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied, such as a note."""
        self.beside.commit_pending()

    def remember(self) -> None:
        """Keep the panels' sizes and the place in the text for the next start."""
        self.commit_pending()
        self.clock.end()
        self.suggesting.close()
        self.why.stop()
        self.next.stop()
        remember_sizes(self.settings, sizes_of(self._splitters))
        header = self.annotations.view.horizontalHeader().saveState()
        self.settings.set(ANNOTATIONS_HEADER, bytes(header.data()))
        self.places.write()


def _holds(widget: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and widget.isAncestorOf(focused)
