"""The questions that are put to the article as a whole, one below the other, beside the text."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Scope
from annotator.domain.edits.annotations import Delete, SetValue, Tag
from annotator.domain.edits.base import Together
from annotator.domain.ids import new_id
from annotator.domain.typed_words import ANSWER, TypedPlace
from annotator.gui.commands.key_events import (
    KeyHandler,
    is_enter,
    key_word,
    no_key,
    presses_button,
)
from annotator.gui.commands.table import key_of, perform
from annotator.gui.inspector.answer_finding import AnswerFinding, offer_words, values_of
from annotator.gui.inspector.form import FieldsForm
from annotator.gui.inspector.in_sight import InSight
from annotator.gui.inspector.offers import Offers
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, HAIR
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import IconButton, PlainLabel, Separator, set_tool_tip
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.article_questions import own_answers
from annotator.workflow.suggesting import answers


class ArticleForm(QWidget):
    """All codes of the whole article with their fields: an answer tags the article with its code.

    `key_handler` gets the keys that nothing here uses.
    """

    left = Signal()
    """The user wants back to the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: tuple[Code, ...] = ()
        self._sections: dict[str, _Section] = {}
        self._article = ""
        self._finding: AnswerFinding | None = None
        self.key_handler: KeyHandler = no_key
        self._build()
        session.changed.connect(self._refresh)
        session.article_opened.connect(self._refresh)
        session.view_changed.connect(self._refresh)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(DOUBLE, GRID, GRID, GRID)
        top.addWidget(PlainLabel("The whole article", role="strong"), 1)
        close = IconButton(icon("close"), "Close", key=key_of("leave_answers"))
        close.clicked.connect(self.left)
        top.addWidget(close)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
        self._column.setSpacing(DOUBLE)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._in_sight = InSight(area, body)
        self._bar = area.verticalScrollBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Separator())
        column.addWidget(area, 1)

    # What is shown

    def open(self) -> None:
        """Show the answers to the open article."""
        self._refresh(anew=True)

    def _refresh(self, _changes: object = None, *, anew: bool = False) -> None:
        article = self._session.article
        if article is None or (self.isHidden() and not anew):
            return
        codes = self._session.codebook.usable(Scope.ARTICLE)
        if codes != self._codes:
            self._make(codes)
        fresh, self._article = article.article.id != self._article, article.article.id
        if fresh:
            self._bar.setValue(0)
        given = own_answers(article, self._session.codebook, self._session.visibility)
        for code, own in given:
            section = self._sections[code.id]
            section.show_answers(own, fresh=fresh)
            section.suggest(self._finding.answers(code, own) if self._finding is not None else [])
            if fresh and own is not None:
                self._restore_typed(section.form, own)

    def _make(self, codes: tuple[Code, ...]) -> None:
        """Make the sections anew: the codebook is another one."""
        for old in self._sections.values():
            self._column.removeWidget(old)
            old.blockSignals(True)  # noqa: FBT003 - Qt's own
            old.hide()
            old.deleteLater()
        self._codes = codes
        self._sections = {}
        for number, code in enumerate(codes):
            section = _Section(code, self._unused_key)
            section.applied.connect(partial(self._apply, code))
            section.form.answered.connect(partial(self._answer, code))
            section.form.typing.connect(partial(self._typing, code))
            section.form.done_typing.connect(partial(self._typed, code))
            section.form.ended.connect(partial(self._go_on, code))
            section.offers.taken.connect(partial(self._take_suggested, code))
            self._column.insertWidget(number, section)
            self._sections[code.id] = section
            section.show()

    def _own(self, code: Code) -> Annotation | None:
        article = self._session.article
        if article is None:
            return None
        found = own_answers(article, self._session.codebook, self._session.visibility)
        return next((own for one, own in found if one.id == code.id), None)

    def use(self, finding: AnswerFinding) -> None:
        """Show what this finds: answers that are suggested, for whoever takes them."""
        self._finding = finding
        finding.changed.connect(self._refresh)

    # Edits

    def take_suggested(self) -> None:
        """Take what is suggested where the focus is, or else the first that is suggested."""
        code = self._suggested_code()
        if code is not None:
            self._take_suggested(code, 0)

    def has_suggested(self) -> bool:
        """Tell whether anything is suggested."""
        return self._suggested_code() is not None

    def _suggested_code(self) -> Code | None:
        focused = QApplication.focusWidget()
        offered = [code for code in self._codes if self._sections[code.id].offers.rows]
        here = (
            code
            for code in offered
            if focused is not None and self._sections[code.id].isAncestorOf(focused)
        )
        return next(here, next(iter(offered), None))

    def _take_suggested(self, code: Code, _row: int) -> None:
        """Take what is suggested for a code, which is applied by that where it isn't yet."""
        article, finding, own = self._session.article, self._finding, self._own(code)
        found = finding.answers(code, own) if finding is not None else []
        if article is None or finding is None or not found:
            return
        if own is not None:
            edit = answers.taking(own.id, found)
        else:
            edit = answers.applying(new_id(), article.article.id, code, found, finding.model)
        if self._session.apply(edit, select="") is not None:
            self._sections[code.id].focus()

    def _apply(self, code: Code, applies: bool) -> None:  # noqa: FBT001 - a slot
        own, article = self._own(code), self._session.article
        if article is None or applies == (own is not None):
            return
        if own is not None:
            self._session.apply(Delete((own.id,)), select="")
        else:
            tag = Tag(id=new_id(), article=article.article.id, code=code.id)
            self._session.apply(tag, select="")

    def _answer(self, code: Code, field: str, value: Any) -> None:
        own, article = self._own(code), self._session.article
        if article is None or (own is None and value is None):
            return
        if own is None:
            new = new_id()
            tag = Tag(id=new, article=article.article.id, code=code.id)
            self._session.apply(Together([tag, SetValue(new, field, value)]), select="")
        elif self._session.apply(SetValue(own.id, field, value)) is not None:
            self._session.typed.done(TypedPlace(ANSWER, own.id, field))

    def _typing(self, code: Code, field: str, text: str) -> None:
        """Keep what is typed; the first key tags the article, so that there is a place for it."""
        article = self._session.article
        if self._own(code) is None and article is not None:
            tag = Tag(id=new_id(), article=article.article.id, code=code.id)
            self._session.apply(tag, select="")
        own = self._own(code)
        if own is not None:
            self._session.typed.typing(TypedPlace(ANSWER, own.id, field), text)

    def _typed(self, code: Code, field: str) -> None:
        own = self._own(code)
        if own is not None:
            self._session.typed.done(TypedPlace(ANSWER, own.id, field))

    def _restore_typed(self, form: FieldsForm, own: Annotation) -> None:
        for field in form.rows:
            text = self._session.typed.text_at(TypedPlace(ANSWER, own.id, field))
            if text is not None:
                form.restore(field, text)

    def commit_pending(self) -> None:
        """Keep what is typed and not yet on disk."""
        for section in self._sections.values():
            section.form.commit_pending()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed."""
        self.commit_pending()
        super().hideEvent(event)

    # Focus

    def focus_code(self, code: str, field: str = "") -> bool:
        """Give a field of a code the focus, or the one that one would answer next."""
        section = self._sections.get(code)
        if section is None:
            return False
        done = section.form.focus_field(field) if field else section.focus()
        return self._reveal(done=done)

    def focus_next_open(self) -> bool:
        """Give the first field without an answer the focus, or else the first one of all."""
        sections = list(self._sections.values())
        done = any(one.form.focus_first_unfilled() for one in sections)
        return self._reveal(done=done or any(one.focus() for one in sections[:1]))

    def _go_on(self, code: Code) -> None:
        following = list(self._after(code))
        self._reveal(done=any(section.focus() for section in following))

    def _after(self, code: Code) -> Iterator["_Section"]:
        codes = list(self._sections)
        for ident in codes[codes.index(code.id) + 1 :]:
            yield self._sections[ident]

    def _reveal(self, *, done: bool) -> bool:
        focused = QApplication.focusWidget()
        if done and focused is not None and self.isAncestorOf(focused):
            self._in_sight.show(focused)
        return done

    def _unused_key(self, event: QKeyEvent) -> bool:
        if perform(self, key_word(event)) or presses_button(event):
            return True
        if is_enter(event) and not self.hasFocus():  # to the next, as from a field
            return self.focusNextChild()
        return self.key_handler(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc from wherever the focus is."""
        if not self._unused_key(event):
            super().keyPressEvent(event)


class _Section(QWidget):
    """A code: its badge and name, and its fields, or whether it applies where it has none."""

    applied = Signal(bool)

    def __init__(self, code: Code, unused_key: KeyHandler) -> None:
        super().__init__()
        self._code = code
        self.form = FieldsForm(code, unused_key)
        self.offers = Offers("Suggested", unused_key)
        self._applies = QCheckBox(code.name)
        self._applies.setAccessibleName(f"{code.name} applies to the article")
        self._applies.toggled.connect(self.applied)
        self._applies.setVisible(not code.fields)
        name = PlainLabel(code.name, role="strong", wrap=True)
        name.setVisible(bool(code.fields))
        set_tool_tip(name, code.definition)
        set_tool_tip(self._applies, code.definition)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        named_by_field = len(code.fields) == 1 and code.fields[0].name == code.name
        line.addWidget(Badge(code), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(name, 1)
        line.addWidget(self._applies, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        head = QWidget()
        head.setLayout(line)
        head.setVisible(not named_by_field)
        column.addWidget(head)
        column.addWidget(self.form)
        column.addWidget(self.offers)

    def suggest(self, found: list[answers.AnswerSuggestion]) -> None:
        """Show answers that are suggested, as they would be given, and what speaks for them."""
        self.form.propose(values_of(found))
        self.offers.offer(offer_words(self._code, found, key_of("take_suggested")))

    def show_answers(self, own: Annotation | None, *, fresh: bool) -> None:
        """Show what the coder has said with the code, or that nothing was said."""
        self.form.show_values(own.values if own else {}, read_only=False, fresh=fresh)
        blocked = self._applies.blockSignals(True)  # noqa: FBT003 - Qt's own
        self._applies.setChecked(own is not None)
        self._applies.blockSignals(blocked)

    def focus(self) -> bool:
        """Give what is to be answered here the focus."""
        if self._applies.isVisibleTo(self):
            self._applies.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return self.form.focus_to_correct()
