"""What is asked and answered about one annotation, with a field to say more."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.edits.review import AddComment
from annotator.domain.ids import new_id
from annotator.domain.teamwork import Comment, in_thread_order, is_open
from annotator.domain.typed_words import COMMENT, TypedPlace
from annotator.gui.commands.key_events import ENTER, KeyHandler, key_word, no_key
from annotator.gui.commands.table import key_of, perform, with_key
from annotator.gui.look.sizes import BODY
from annotator.gui.look.theme import HAIR, HALF, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import secondary_button
from annotator.gui.wording.dates import short_moment

_MOST = 6
_FRAME = 5
"""Padding and border of the style sheet."""


class ThreadInput(QPlainTextEdit):
    """Plain text that a key sends, with more than one line; another key closes the question."""

    sent = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.unused_key: KeyHandler = no_key
        self.setFont(ui_font(BODY))
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName("Question or answer")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return a height that grows with the lines, up to a limit."""
        lines = max(1, min(_MOST, round(self.document().size().height())))
        frame = 2 * (_FRAME + round(self.document().documentMargin()))
        return QSize(200, lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: only the width may shrink."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, close, begin a line, or leave."""
        if perform(self, key_word(event)):
            return
        if event.key() in ENTER:
            event.ignore()  # the window says with it that the article is done
        elif event.key() == Qt.Key.Key_Escape:
            self.unused_key(event)
        else:
            super().keyPressEvent(event)

    def begin_line(self) -> None:
        """Begin another line."""
        self.insertPlainText("\n")
        self.ensureCursorVisible()


class Thread(QWidget):
    """The comments on an annotation, its note at their head if `with_note`.

    It shows the annotation that `show_annotation` names and keeps in step with the project. What
    is typed and not sent stays with its annotation.
    """

    left = Signal()
    """The user wants back to where they came from."""

    def __init__(self, session: Session, *, with_note: bool = True) -> None:
        super().__init__()
        self._session = session
        self._with_note = with_note
        self._annotation = ""
        self._labels: list[PlainLabel] = []
        self.input = ThreadInput()
        self.send = secondary_button("Ask", self._send)
        self.close_button = secondary_button("Close", self.close_thread)
        set_tool_tip(self.close_button, with_key("The question is answered", "close_thread"))
        self._lay_out()
        self.input.sent.connect(self._send)
        self.input.textChanged.connect(self._typed)
        self.input.close_wanted.connect(self.close_thread)
        self.input.unused_key = self._unused_key
        session.changed.connect(self._changed)
        session.view_changed.connect(self._refresh)

    def _lay_out(self) -> None:
        self._comments = QVBoxLayout()
        self._comments.setSpacing(HALF + HAIR)
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        buttons.addWidget(self.send)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF + HAIR)
        column.addLayout(self._comments)
        column.addWidget(self.input)
        column.addLayout(buttons)

    # What is shown

    @property
    def annotation(self) -> str:
        """The id of the annotation whose thread is shown."""
        return self._annotation

    def show_annotation(self, annotation: str) -> None:
        """Show an annotation's thread; nothing for an empty id."""
        if annotation != self._annotation:
            self._annotation = ""  # what is set here is not typed
            self.input.setPlainText(self._session.typed.text_at(_place(annotation)) or "")
            self._annotation = annotation
        self._refresh()

    def comments(self) -> list[Comment]:
        """Return the comments that are shown."""
        if not self._annotation:
            return []
        article = self._session.article
        if article is not None and self._annotation in article.annotations:
            return in_thread_order(c for c in article.comments if c.annotation == self._annotation)
        return in_thread_order(self._session.project.find(Comment, annotation=self._annotation))

    def _changed(self, _changes: Changes) -> None:
        if not self._session.reselects:
            self._refresh()

    def _refresh(self) -> None:
        comments, head = self.comments(), self._head()
        lines = [*head, *(self._line(one) for one in comments)]
        self._show_lines(lines)
        waits = is_open(comments)
        begun = waits or bool(head)
        self.send.setText("Answer" if begun else "Ask again" if comments else "Ask")
        sending = f"{key_of('send')} sends, {key_of('begin_line')} begins a line"
        set_tool_tip(self.send, sending)
        self.input.setPlaceholderText("Answer…" if begun else "Ask…")
        self.close_button.setVisible(waits)
        self._show_send()

    def _typed(self) -> None:
        self._show_send()
        if not self._annotation:
            return
        text, place = self.input.toPlainText(), _place(self._annotation)
        if text.strip():
            self._session.typed.typing(place, text)
        else:
            self._session.typed.done(place)

    def _show_send(self) -> None:
        self.send.setVisible(bool(self.input.toPlainText().strip()))

    def _head(self) -> list[tuple[str, str]]:
        if not self._with_note:
            return []
        found = self._session.project.get(Annotation, self._annotation)
        if found is None or not found.note:
            return []
        return [(f"{self._session.handle_of(found.coder)} · note", found.note)]

    def _line(self, comment: Comment) -> tuple[str, str]:
        who, when = self._session.handle_of(comment.coder), short_moment(comment.at)
        if comment.closes:
            return f"Closed by {who} · {when}", comment.text
        return f"{who} · {when}", comment.text

    def _show_lines(self, lines: list[tuple[str, str]]) -> None:
        wanted = [part for line in lines for part in zip(("small", ""), line, strict=True)]
        wanted = [(role, text) for role, text in wanted if text]
        while len(self._labels) > len(wanted):
            label = self._labels.pop()
            self._comments.removeWidget(label)
            label.hide()
            label.deleteLater()
        while len(self._labels) < len(wanted):
            label = PlainLabel(wrap=True, selectable=True)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._labels.append(label)
            self._comments.addWidget(label)
        for label, (role, text) in zip(self._labels, wanted, strict=True):
            label.setText(text)
            label.set_role(role)

    def text(self) -> str:
        """Return what the thread says, line by line."""
        return "\n".join(label.text() for label in self._labels)

    # Asking and answering

    def focus_input(self) -> None:
        """Give the field the focus."""
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusables(self) -> list[QWidget]:
        """Return what takes the focus, from top to bottom."""
        return [self.input, self.send, self.close_button]

    def _send(self) -> None:
        if self.input.toPlainText().strip():
            self._comment(closes=False)
        else:
            self.focus_input()

    def close_thread(self) -> None:
        """Say that all is answered, with what is typed as the last word."""
        if is_open(self.comments()):
            self._comment(closes=True)

    def _comment(self, *, closes: bool) -> None:
        text = self.input.toPlainText()
        edit = AddComment(id=new_id(), annotation=self._annotation, text=text, closes=closes)
        if self._session.apply(edit) is not None:
            self.input.clear()

    def _unused_key(self, _event: QKeyEvent) -> bool:
        self.left.emit()
        return True


def _place(annotation: str) -> TypedPlace:
    return TypedPlace(COMMENT, annotation)
