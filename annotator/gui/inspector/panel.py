"""The inspector: what is selected, and everything that can be said about it."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetNote, SetValue
from annotator.domain.typed_words import ANSWER, NOTE, TypedPlace
from annotator.gui.commands.key_events import (
    KeyHandler,
    is_enter,
    key_word,
    no_key,
    presses_button,
)
from annotator.gui.commands.table import perform, with_key
from annotator.gui.inspector.empty import Empty
from annotator.gui.inspector.form import FieldsForm
from annotator.gui.inspector.header import Header
from annotator.gui.inspector.history import Decisions, History
from annotator.gui.inspector.in_sight import InSight
from annotator.gui.inspector.line import NamedLine
from annotator.gui.inspector.links import Links
from annotator.gui.inspector.note import NoteEdit
from annotator.gui.inspector.taking_over import TakingOver
from annotator.gui.inspector.thread import Thread
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import DOUBLE, GRID, HAIR, HALF
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import Separator
from annotator.gui.widgets.focus_back import FocusBack
from annotator.gui.wording.annotations import carried_words, layer_words
from annotator.workflow.automatic_links import words_for

_LEAST = 200
"""The least width, in pixels."""


class Inspector(QWidget):
    """The selected annotation: every answer is on disk as soon as it is given.

    `key_handler` gets the keys that nothing here uses, so that a code's key works from a row of
    answers, too; never while one types. `answer_handler` gets those before that answer a question
    of the status bar.
    """

    left = Signal()
    """The user wants back to the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._annotation = ""
        self._form: FieldsForm | None = None
        self._links: Links | None = None
        self._back = FocusBack()
        self.key_handler: KeyHandler = no_key
        self.answer_handler: KeyHandler = no_key
        self.empty = Empty()
        self.header = Header()
        self.note = NoteEdit()
        self.note.unused_key = self._unused_key
        self.decisions = Decisions(session)
        self.questions = Thread(session, with_note=False)
        self.questions.left.connect(self.left)
        self.history = History()
        self.taking = TakingOver(session, self._unused_key, self)
        self._build()
        self.note.written.connect(self._write_note)
        self.note.typing.connect(self._typing_note)
        self.note.done_typing.connect(self._note_done)
        self.history.toggled.connect(self._show_history)
        session.selected.connect(self._reselected)
        session.changed.connect(self._changed)
        session.article_opened.connect(self._refresh)
        session.view_changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self._slots = QVBoxLayout()
        self._slots.setSpacing(HAIR)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.decisions)
        column.addLayout(self._slots)
        self._note_line = NamedLine("Note", _inset(self.note))
        column.addWidget(self._note_line)
        column.addWidget(NamedLine("Questions", _inset(self.questions)))
        column.addWidget(self.history)
        column.addStretch(1)
        self._scroll = _scrolled(body)
        self._in_sight = InSight(self._scroll, body)
        hints = QWidget()
        beside = QVBoxLayout(hints)
        beside.setContentsMargins(DOUBLE, DOUBLE, DOUBLE, GRID)
        beside.addWidget(self.empty)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(_scrolled(hints))
        foot = (self.taking.proposed, self.taking.suggested, self.taking.precedents)
        self._pages.addWidget(_pinned(self.header, self._scroll, *foot))
        self.setMinimumWidth(_LEAST)

    # What is shown

    def _reselected(self, _annotation: str) -> None:
        if self._links is not None:
            self._links.close_pickers()
        self.commit_pending()
        self._refresh()

    def _changed(self, _changes: object) -> None:
        if not self._session.reselects:
            self._refresh()

    def _refresh(self) -> None:
        article, annotation = self._session.article, self._session.selected_annotation()
        if article is None or annotation is None:
            self._annotation = ""
            self.note.show_note("", "", read_only=True)
            self.questions.show_annotation("")
            self.taking.show_nothing()
            if self._session.reviewing:
                self.empty.teach_review(deciding=self._session.may_review)
            else:
                self.empty.teach(self._session.codebook, article=article is not None)
            self._pages.setCurrentIndex(0)
            return
        code, own = self._session.code_of(annotation), self._session.may_change(annotation)
        before = self._form
        form, links = self._parts(code)
        words = layer_words(self._session, annotation)
        told = (self._owner(annotation), carried_words(self._session, annotation))
        self.header.show_annotation(annotation, code, words, owner="\n".join(filter(None, told)))
        self.decisions.show_decisions(article, annotation)
        fresh = annotation.id != self._annotation
        self._annotation = annotation.id
        form.show_values(annotation.values, read_only=not own, fresh=fresh)
        if fresh or form is not before:
            self._restore_typed(form)
        links.show_links(article, annotation, own=own)
        self.note.show_note(annotation.id, annotation.note, read_only=not own)
        self._note_line.setVisible(own or bool(annotation.note))
        self.questions.show_annotation(annotation.id)
        self._pages.setCurrentIndex(1)
        if fresh:
            self._scroll.verticalScrollBar().setValue(0)
        # At last: these need what is in the file at this moment.
        self.taking.show_for(form, annotation)
        self._show_history()

    def _owner(self, annotation: Annotation) -> str:
        """Say who can change an annotation where one can't."""
        if self._session.may_change(annotation):
            return ""
        if annotation.layer == GOLD_LAYER:
            return with_key("Gold – changed in Review", "mode_review")
        coder = self._session.handle_of(annotation.coder)
        return f"{coder}’s – only {coder} can change it"

    def _parts(self, code: Code) -> tuple[FieldsForm, Links]:
        """Return the widgets of a code, made anew only when it is another one."""
        if self._form is not None and self._links is not None and self._form.code == code:
            return self._form, self._links
        had_focus = self._form is not None and self._form.isAncestorOf(_focus() or self)
        self._take_parts_away()
        form = FieldsForm(code, self._unused_key)
        links = Links(self._session, code, self._unused_key)
        form.answered.connect(self._answer)
        form.typing.connect(self._typing_answer)
        form.done_typing.connect(self._answer_done)
        links.add_wanted.connect(self._ask_for_end)
        links.rebuilt.connect(self._order_tabs)
        links.closed.connect(self._return)
        self._form, self._links = form, links
        self._slots.addWidget(form)
        self._slots.addWidget(links)
        # At once, so that the focus can go there before the events run.
        form.show()
        links.show()
        self._order_tabs()
        if had_focus:
            form.focus_first()
        return form, links

    def _take_parts_away(self) -> None:
        """Take the last code's widgets away, quietly: they are nobody's from here on.

        Hiding them moves the focus, and what was typed in them would become an edit while another
        code is being shown.
        """
        for old in (self._form, self._links):
            if old is not None:
                self._slots.removeWidget(old)
                old.blockSignals(True)  # noqa: FBT003 - Qt's own
                old.hide()
                old.deleteLater()
        self._form = self._links = None

    def _order_tabs(self) -> None:
        """Let the tab key go from top to bottom, whenever the widgets were made."""
        if self._form is None or self._links is None:
            return
        order = [*self._form.rows.values(), *self._links.focusables(), self.note]
        order += self.questions.focusables()
        for one, following in pairwise([*order, self.history.button]):
            QWidget.setTabOrder(one, following)

    def _show_history(self) -> None:
        article = self._session.article
        if article is not None and self._annotation:
            project = self._session.project
            links = [link.id for link in article.links_of(self._annotation)]
            if self.history.open:  # links that are gone are looked for only when all is wanted
                links = project.links_ever_of(self._annotation)
            self.history.show_edits(project.history_of(self._annotation, *links))

    # Edits

    def _answer(self, field: str, value: Any) -> None:
        annotation = self._annotation
        if self._exists(annotation):
            done = self._session.apply(SetValue(annotation, field, value)) is not None
            if done:
                self._session.typed.done(TypedPlace(ANSWER, annotation, field))

    def _write_note(self, annotation: str, note: str) -> None:
        if self._exists(annotation):
            done = self._session.apply(SetNote(annotation, note)) is not None
            if done:
                self._note_done(annotation)

    # What is typed and not yet an edit is in the file, too

    def _typing_note(self, annotation: str, note: str) -> None:
        self._session.typed.typing(TypedPlace(NOTE, annotation), note)

    def _note_done(self, annotation: str) -> None:
        self._session.typed.done(TypedPlace(NOTE, annotation))

    def _typing_answer(self, field: str, text: str) -> None:
        if self._annotation:
            self._session.typed.typing(TypedPlace(ANSWER, self._annotation, field), text)

    def _answer_done(self, field: str) -> None:
        self._session.typed.done(TypedPlace(ANSWER, self._annotation, field))

    def _restore_typed(self, form: FieldsForm) -> None:
        """Show again what was typed here once and is no answer yet."""
        for field in form.rows:
            text = self._session.typed.text_at(TypedPlace(ANSWER, self._annotation, field))
            if text is not None:
                form.restore(field, text)

    def _exists(self, annotation: str) -> bool:
        return bool(annotation) and self._session.project.get(Annotation, annotation) is not None

    def commit_pending(self) -> None:
        """Keep what is typed and not yet on disk; to be called before the window closes."""
        if self._form is not None:
            self._form.commit_pending()
        self.note.commit_pending()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed, and look nothing up any more."""
        self.commit_pending()
        self.taking.stop()
        super().hideEvent(event)

    # Focus

    def focus_first_unfilled(self) -> bool:
        """Give the first field without an answer the focus; tell whether there is one."""
        form = self._shown_form()
        return form is not None and self._reveal(done=form.focus_first_unfilled())

    def focus_field(self, field: str) -> bool:
        """Give a field the focus; tell whether it is there."""
        form = self._shown_form()
        return form is not None and self._reveal(done=form.focus_field(field))

    def focus_fields(self) -> bool:
        """Give the field that one would correct the focus: an open one's, or the first."""
        form = self._shown_form()
        return form is not None and self._reveal(done=form.focus_to_correct())

    def focus_note(self) -> bool:
        """Give the note the focus; tell whether there is one to write."""
        if self._shown_form() is None or self.note.isReadOnly():
            return False
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self._reveal(done=True)

    def least_height(self) -> int:
        """Return the height, in pixels, that shows what is selected whole and a row below it."""
        inner = max(self.width() - 2 * DOUBLE, 1)
        return self.header.heightForWidth(inner) + 2 * GRID + row_height()

    def focus_thread(self) -> bool:
        """Give the field in which one asks and answers the focus; tell whether it is there."""
        if self._shown_form() is None:
            return False
        self.questions.focus_input()
        return self._reveal(done=True)

    def _ask_for_end(self, link_type: str) -> None:
        """Open the picker as the key does: an actor is suggested by the annotation's words."""
        article, shown = self._session.article, self._session.selected_annotation()
        rule = self._session.code_of(shown).link_rule(link_type) if shown is not None else None
        if article is not None and shown is not None and rule is not None:
            self.add_link(link_type, words_for(article, rule, shown))

    def add_link(self, link_type: str, suggestion: str = "") -> bool:
        """Open the picker for a link of this type; tell whether the code has such a link.

        With a suggestion, Enter at once links the actor that fits it best, or a new one of that
        name.
        """
        row = self._links.rows.get(link_type) if self._links is not None else None
        if row is None or self._shown_form() is None or row.read_only:
            return False
        self._back.remember()
        row.open_picker(self._annotation, suggestion)
        return True

    def _return(self, go_back: bool) -> None:  # noqa: FBT001 - a slot
        """Give the focus back to where it was when the picker was opened."""
        if not go_back:
            self._back.forget()
        elif not self._back.give_back():
            self.left.emit()

    def _shown_form(self) -> FieldsForm | None:
        return self._form if self._annotation else None

    def _reveal(self, *, done: bool) -> bool:
        focused = _focus()
        if done and focused is not None and self.isAncestorOf(focused):
            self._in_sight.show(focused)
        return done

    def _unused_key(self, event: QKeyEvent) -> bool:
        if self.answer_handler(event) or perform(self, key_word(event)) or presses_button(event):
            return True
        if is_enter(event) and not self.hasFocus():  # to the next, as from a field
            return self.focusNextChild()
        return self.key_handler(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc from wherever the focus is."""
        if not self._unused_key(event):
            super().keyPressEvent(event)


def _focus() -> QWidget | None:
    return QApplication.focusWidget()


def _pinned(header: QWidget, scrolled: QWidget, *foot: QWidget) -> QWidget:
    """Return what is selected above all that is said of it, which alone scrolls."""
    page = QWidget()
    top = QVBoxLayout()
    top.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
    top.addWidget(header)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(top)
    column.addWidget(Separator())
    column.addWidget(scrolled, 1)
    scrolled.setMinimumHeight(row_height())  # where it is low, the heading is not cut
    for one in foot:
        column.addWidget(one)
    return page


def _inset(content: QWidget) -> QWidget:
    """Return a widget with the margins that rows of answers have for their focus ring."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(HALF, HAIR, HALF, HAIR)
    column.addWidget(content)
    return around


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
