"""What is asked before many annotations are changed: a form for each act."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, LinkRule, value_words
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.wording import shortened
from annotator.gui.session.session import Session
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, named
from annotator.workflow.bulk.acts import BulkAct, LinkTo, Recode, Remove, SetAnswer, WriteNote
from annotator.workflow.bulk.batch import words_of

_MOST_ENDS = 300
"""How many annotations of an article are offered as ends of links."""
_NONE = "(no answer)"


class BulkKind(StrEnum):
    """What is done with many annotations."""

    RECODE = "recode"
    ANSWER = "answer"
    LINK = "link"
    NOTE = "note"
    DELETE = "delete"


class BulkForm(QWidget):
    """Asks for what one act needs."""

    ASKS = "Say what is to be done."
    """What is said while that is not known."""
    changed = Signal()

    def act(self) -> BulkAct | None:
        """Return the act as far as it is said; raise a `UserError` for what can't be."""
        raise NotImplementedError


class RecodeForm(BulkForm):
    """Asks for the code."""

    def __init__(self, session: Session, at_hand: Annotation | None) -> None:
        super().__init__()
        self.code = ComboBox()
        self._codes = session.codebook.usable()
        here = at_hand.code if at_hand else ""
        for one in self._codes:
            self.code.addItem(one.name, one.id)
        first = next((n for n, one in enumerate(self._codes) if one.id != here), 0)
        self.code.setCurrentIndex(first)
        rows = _rows(self)
        rows.addRow(named("&Code", self.code), self.code)
        self.setFocusProxy(self.code)
        self.code.currentIndexChanged.connect(self.changed)

    def act(self) -> BulkAct | None:
        """Recode."""
        place = self.code.currentIndex()
        return Recode(self._codes[place]) if place >= 0 else None


class AnswerForm(BulkForm):
    """Asks for a field and the answer; fields of the code at hand stand first."""

    def __init__(self, session: Session, at_hand: Annotation | None) -> None:
        super().__init__()
        self.field = ComboBox()
        self.choices = ComboBox()
        self.line = QLineEdit()
        self._value = QStackedWidget()
        for widget in (self.choices, self.line):
            self._value.addWidget(widget)
            widget.setAccessibleName("Answer")
        self._fields = _fields(session.codebook, at_hand)
        for name, _ in self._fields:
            self.field.addItem(name)
        rows = _rows(self)
        rows.addRow(named("&Question", self.field), self.field)
        rows.addRow(named("&Answer", self._value), self._value)
        self.setFocusProxy(self.field)
        self.field.currentIndexChanged.connect(self._ask)
        self.choices.currentIndexChanged.connect(self.changed)
        self.line.textChanged.connect(self.changed)
        self._ask()

    @property
    def asked(self) -> Field | None:
        """The field that is answered."""
        place = self.field.currentIndex()
        return self._fields[place][1] if place >= 0 else None

    def _ask(self) -> None:
        field = self.asked
        self.choices.blockSignals(True)  # noqa: FBT003 - Qt's
        self.choices.clear()
        if field is not None:
            for value in _offered(field):
                self.choices.addItem(value_words(field, value), value)
            self.choices.addItem(_NONE, None)
            self.line.setPlaceholderText(f"{field.type.row.takes}; nothing takes answers back")
        self.choices.blockSignals(False)  # noqa: FBT003 - Qt's
        listed = field is not None and bool(_offered(field))
        self._value.setCurrentWidget(self.choices if listed else self.line)
        self._value.setFocusProxy(self.choices if listed else self.line)
        self.changed.emit()

    def act(self) -> BulkAct | None:
        """Answer."""
        field = self.asked
        if field is None:
            return None
        if self._value.currentWidget() is self.choices:
            return SetAnswer(field.id, field.name, self.choices.currentData())
        value = field.type.row.read_default(self.line.text())
        answer = list(value) if isinstance(value, tuple) else value
        if answer is not None and not field.type.row.accepts(field, answer):
            message = f"That is no answer to {field.name}."
            raise UserError(message, remedy=field.type.row.expectation(field))
        return SetAnswer(field.id, field.name, answer)


class LinkForm(BulkForm):
    """Asks which link, and where it is to end: at an actor, or an annotation of the article."""

    ASKS = "There is nothing at which such a link could end."

    def __init__(self, session: Session, at_hand: Annotation | None) -> None:
        super().__init__()
        self._session = session
        self._here = at_hand
        self.rule = ComboBox()
        self.end = ComboBox()
        self._rules = _rules(session.codebook, at_hand)
        for name, _ in self._rules:
            self.rule.addItem(name)
        self._actors = sorted(session.project.find(Actor), key=lambda one: one.name.casefold())
        self._ends: list[LinkTo] = []
        rows = _rows(self)
        rows.addRow(named("&Link", self.rule), self.rule)
        rows.addRow(named("&Ends at", self.end), self.end)
        self.setFocusProxy(self.rule)
        self.rule.currentIndexChanged.connect(self._offer)
        self.end.currentIndexChanged.connect(self.changed)
        self._offer()

    def _offer(self) -> None:
        place = self.rule.currentIndex()
        self._ends = self._ends_of(self._rules[place][1]) if place >= 0 else []
        self.end.blockSignals(True)  # noqa: FBT003 - Qt's
        self.end.clear()
        self.end.addItems([one.end for one in self._ends])
        self.end.blockSignals(False)  # noqa: FBT003 - Qt's
        self.changed.emit()

    def _ends_of(self, rule: LinkRule) -> list[LinkTo]:
        found = [
            LinkTo(type=rule.type, name=rule.name, end=one.name, actor=one.id)
            for one in self._actors
            if rule.admits("actor") and not one.archived
        ]
        for one in self._on_article():
            if rule.admits(one.code) and len(found) < len(self._actors) + _MOST_ENDS:
                code = self._session.code_of(one).name
                end = f"{code}: {shortened(words_of(one), 50)}"
                found.append(
                    LinkTo(
                        type=rule.type,
                        name=rule.name,
                        end=end,
                        to=one.id,
                        to_code=one.code,
                        to_article=one.article,
                    )
                )
        return found

    def _on_article(self) -> list[Annotation]:
        here = self._here
        if here is None:
            return []
        visibility = self._session.visibility.when_reviewing()
        on = self._session.project.find(Annotation, article=here.article)
        same = [one for one in on if one.layer == here.layer and one.coder == here.coder]
        return [one for one in same if visibility.sees(one) and one.id != here.id]

    def act(self) -> BulkAct | None:
        """Link."""
        place = self.end.currentIndex()
        return self._ends[place] if 0 <= place < len(self._ends) else None


class NoteForm(BulkForm):
    """Asks for the note."""

    ASKS = "Write what is to be noted."

    def __init__(self, _session: Session, _at_hand: Annotation | None) -> None:
        super().__init__()
        self.append = QRadioButton("&Add to what is there")
        self.replace = QRadioButton("&Replace what is there")
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName("Note")
        self.note.setMaximumHeight(80)
        self.append.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.note, self.append, self.replace):
            column.addWidget(widget)
        self.setFocusProxy(self.note)
        self.note.textChanged.connect(self.changed)
        self.append.toggled.connect(self.changed)

    def act(self) -> BulkAct | None:
        """Write; nothing is nothing to add."""
        note, append = self.note.toPlainText().strip(), self.append.isChecked()
        return None if append and not note else WriteNote(note, append)


class DeleteForm(BulkForm):
    """Asks nothing."""

    def __init__(self, _session: Session, _at_hand: Annotation | None) -> None:
        super().__init__()

    def act(self) -> BulkAct | None:
        """Delete."""
        return Remove()


FORMS: dict[BulkKind, type[RecodeForm | AnswerForm | LinkForm | NoteForm | DeleteForm]] = {
    BulkKind.RECODE: RecodeForm,
    BulkKind.ANSWER: AnswerForm,
    BulkKind.LINK: LinkForm,
    BulkKind.NOTE: NoteForm,
    BulkKind.DELETE: DeleteForm,
}
TITLES = {
    BulkKind.RECODE: "Recode annotations",
    BulkKind.ANSWER: "Answer annotations",
    BulkKind.LINK: "Link annotations",
    BulkKind.NOTE: "Note on annotations",
    BulkKind.DELETE: "Delete annotations",
}


def _rows(form: QWidget) -> QFormLayout:
    rows = QFormLayout(form)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(GAP)
    rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return rows


def _offered(field: Field) -> Sequence[object]:
    """Return the answers of which one is chosen; none where it is typed."""
    row = field.type.row
    if row.several:
        return ()
    if row.has_choices:
        return list(field.choice_ids())
    if row.has_steps:
        return [step.value for step in field.steps]
    return (True, False) if row.numeric and row.accepts(field, True) else ()  # noqa: FBT003 - an answer


def _fields(codebook: Codebook, at_hand: Annotation | None) -> list[tuple[str, Field]]:
    here = at_hand.code if at_hand else ""
    codes = _here_first(codebook, here)
    return [(f"{code.name} – {field.name}", field) for code in codes for field in code.asked_fields]


def _rules(codebook: Codebook, at_hand: Annotation | None) -> list[tuple[str, LinkRule]]:
    here = at_hand.code if at_hand else ""
    codes = _here_first(codebook, here)
    return [(f"{code.name} – {rule.name}", rule) for code in codes for rule in code.links]


def _here_first(codebook: Codebook, here: str) -> list[Code]:
    """Return the codes in use, the one at hand before the others; a retired one only at hand."""
    usable = {one.id for one in codebook.usable()}
    found = [one for one in codebook.without_headings() if one.id in usable or one.id == here]
    return sorted(found, key=lambda one: one.id != here)
