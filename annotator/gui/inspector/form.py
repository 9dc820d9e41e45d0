"""The fields of one code, each with a fitting widget."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.domain.codebook import Code
from annotator.domain.record import Values
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.line import NamedLine
from annotator.gui.inspector.rows import row_for
from annotator.gui.look.theme import HAIR
from annotator.workflow.codebook_text import RETIRED


class FieldsForm(QWidget):
    """Shows an annotation's answers and asks for others."""

    answered = Signal(str, object)
    """A field's id and its new answer, None for none."""
    typing = Signal(str, str)
    """A field's id and its answer as far as it is typed."""
    done_typing = Signal(str)
    """What was typed in this field is its answer, or was given up."""
    ended = Signal()
    """The focus is to go on from the last field."""

    def __init__(self, code: Code, unused_key: KeyHandler) -> None:
        super().__init__()
        self.code = code
        self._values: Values = {}
        self._read_only = False
        self.rows: dict[str, FieldRow] = {}
        self._lines: dict[str, NamedLine] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HAIR)
        for field in code.fields:
            row = row_for(field)
            row.unused_key = unused_key
            name = f"{field.name} {RETIRED}" if field.retired else field.name
            line = NamedLine(name, row, wide=row.wide, hint=field.help)
            layout.addWidget(line)
            self.rows[field.id], self._lines[field.id] = row, line
            self._connect(field.id, row)

    def _connect(self, field: str, row: FieldRow) -> None:
        row.answered.connect(partial(self.answered.emit, field))
        row.typing.connect(partial(self.typing.emit, field))
        row.done_typing.connect(partial(self.done_typing.emit, field))
        row.advance.connect(partial(self._advance, field))

    def show_values(self, values: Values, *, read_only: bool, fresh: bool = False) -> None:
        """Show answers; fields whose condition is not met are hidden, unless they have one.

        `fresh` ones belong to another annotation: what was typed for the last one goes.
        """
        self._values, self._read_only = values, read_only
        for field in self.code.fields:
            value = values.get(field.id)
            row, line = self.rows[field.id], self._lines[field.id]
            row.set_read_only(read_only)
            if fresh:
                row.forget()
            row.set_value(value)
            line.set_needed(field.required and value is None)
            met = field.shown_if is None or field.shown_if.met(values)
            asked = met and not field.retired
            # What one is typing in does not go, whatever was answered with it.
            line.setVisible(value is not None or asked or _has_focus(row))

    def propose(self, values: Values) -> None:
        """Show answers that could be given; fields that are asked only then stay hidden."""
        for field, row in self.rows.items():
            row.propose(values.get(field))

    def restore(self, field: str, typed: str) -> None:
        """Show again what was typed in a field and is no answer yet."""
        if field in self.rows and not self._read_only:
            self.rows[field].restore(typed)

    def commit_pending(self) -> None:
        """Answer with what is typed but not yet answered."""
        for row in self.rows.values():
            row.commit_pending()

    def focus_field(self, field: str) -> bool:
        """Give a field the focus; tell whether it is there."""
        row = self.rows.get(field)
        if row is None or self._lines[field].isHidden():
            return False
        row.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focus_first_unfilled(self) -> bool:
        """Give the first field without an answer the focus; tell whether there is one."""
        if self._read_only:
            return False
        unfilled = (field for field in self._shown() if self._values.get(field) is None)
        return self.focus_field(next(unfilled, ""))

    def focus_to_correct(self) -> bool:
        """Give the field that one would correct the focus: a missing answer's, an open one's.

        Where all is answered it is the first field.
        """
        needed = () if self._read_only else self.code.missing(self._values)
        return (
            any(self.focus_field(field.id) for field in needed)
            or self.focus_first_unfilled()
            or self.focus_first()
        )

    def focus_first(self) -> bool:
        """Give the first field the focus."""
        return self.focus_field(next(iter(self._shown()), ""))

    def _shown(self) -> list[str]:
        return [field for field, line in self._lines.items() if not line.isHidden()]

    def _advance(self, field: str) -> None:
        shown = self._shown()
        following = shown[shown.index(field) + 1 :] if field in shown else shown
        if following:
            self.focus_field(following[0])
        else:
            self.ended.emit()


def _has_focus(row: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is row or row.isAncestorOf(focused))
