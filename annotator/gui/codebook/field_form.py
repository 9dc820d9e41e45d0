"""The form for one field of a code."""

import msgspec
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from annotator.domain.codebook import Choice, Field, Level, ScaleStep
from annotator.domain.errors import UserError
from annotator.domain.field_types import FieldType
from annotator.gui.codebook.condition_edit import ConditionEdit, ValueEdit
from annotator.gui.codebook.list_page import follow_name
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.calm import ComboBox
from annotator.workflow.codebook_text import (
    choices_text,
    default_text,
    read_choices,
    read_default,
    read_steps,
    steps_text,
)

_TYPES = list(FieldType)
_LEVELS = {
    Level.NOMINAL: "nominal: kinds",
    Level.ORDINAL: "ordinal: an order",
    Level.INTERVAL: "interval: distances",
    Level.SET: "set: several kinds",
}
_FIRST_STEPS = tuple(ScaleStep(value) for value in range(-2, 3))


class FieldForm(QWidget):
    """One field; choices and steps are lines of text, so that they can be pasted."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.identity, self.help = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.level = ComboBox(), ComboBox()
        self.kind.addItems([kind.row.title for kind in _TYPES])
        self.level.setToolTip("Level of measurement: how agreement on the field is computed")
        self.level.setAccessibleName("Level of measurement")
        self.choices = _lines("id: name | help\nid: name\n    indented below: second level")
        self.steps = _lines("-1: against\n0: neutral\n1: for\nor 0 to 10")
        self.default = ValueEdit("Default")
        self.required = QCheckBox("Needs an answer")
        self.retired = QCheckBox("Asked no longer")
        self.condition = ConditionEdit()
        self._levels: tuple[Level, ...] = ()
        self._taken: set[str] = set()
        self._build()
        follow_name(self.name, self.identity, lambda: self._taken)
        self.kind.currentIndexChanged.connect(self._changed_type)
        self.choices.textChanged.connect(self._offer)
        self.steps.textChanged.connect(self._offer)

    def _build(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(GRID)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, row in (
            ("Name", self.name),
            ("Id", self.identity),
            ("Type", _side_by_side(self.kind, self.level)),
            ("Choices", self.choices),
            ("Steps", self.steps),
            ("Default", _side_by_side(self.default, self.required)),
            ("Shown", _side_by_side(self.condition, self.retired)),
            ("Help", self.help),
        ):
            self._form.addRow(label, row)

    def _type(self) -> FieldType:
        return _TYPES[self.kind.currentIndex()]

    def _changed_type(self) -> None:
        if self._type().row.has_steps and not self.steps.toPlainText().strip():
            self.steps.setPlainText(steps_text(_FIRST_STEPS))
        self.default.setEditText("")
        self._show_parts(self._type().row.levels[0])

    def _show_parts(self, level: Level) -> None:
        kind = self._type()
        self._form.setRowVisible(self.choices, kind.row.has_choices)
        self._form.setRowVisible(self.steps, kind.row.has_steps)
        # A level that is unusual for the type stays as long as nobody chooses another one.
        self._levels = tuple(dict.fromkeys((*kind.row.levels, level)))
        self.level.clear()
        self.level.addItems([_LEVELS[one] for one in self._levels])
        self.level.setCurrentIndex(self._levels.index(level))
        self.level.setEnabled(len(self._levels) > 1)
        self._offer()

    def _offer(self) -> None:
        """Offer the values that can be the default, as far as they can be read already."""
        kind = self._type()
        try:
            choices, steps = self._choices(), self._steps()
        except UserError:
            return
        so_far = Field(id="", name="", type=kind, choices=choices, steps=steps)
        self.default.offer(kind.row.offered(so_far.offering()), kind.row.default_hint)

    def _choices(self, old: tuple[Choice, ...] = ()) -> tuple[Choice, ...]:
        typed = self.choices.toPlainText()
        return read_choices(typed, old) if self._type().row.has_choices else ()

    def _steps(self) -> tuple[ScaleStep, ...]:
        return read_steps(self.steps.toPlainText()) if self._type().row.has_steps else ()

    def show_field(self, field: Field, others: list[Field], *, known: bool) -> None:
        """Show a field, which `others` can decide on; the id of one that is in use stays."""
        self._taken = {other.id for other in others}
        self.name.setText(field.name)
        self.identity.setText(field.id)
        self.identity.setReadOnly(known)
        self.kind.setCurrentIndex(_TYPES.index(field.type))
        self.choices.setPlainText(choices_text(field.choices))
        self.steps.setPlainText(steps_text(field.steps))
        self.required.setChecked(field.required)
        self.retired.setChecked(field.retired)
        self.condition.show_condition(field.shown_if, others)
        self.help.setText(field.help)
        self._show_parts(field.level)
        self.default.setEditText(default_text(field))

    def read_field(self, old: Field) -> Field:
        """Return the field as it is typed; raise a `UserError` when it can't be read."""
        kind = self._type()
        same = old.default if kind is old.type else None
        return msgspec.structs.replace(
            old,
            id=self.identity.text().strip(),
            name=self.name.text().strip(),
            type=kind,
            level=self._levels[self.level.currentIndex()],
            choices=self._choices(old.choices),
            steps=self._steps(),
            required=self.required.isChecked(),
            retired=self.retired.isChecked(),
            default=read_default(kind, self.default.currentText(), same),
            shown_if=self.condition.condition(),
            help=self.help.text().strip(),
        )


def _lines(hint: str) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setProperty("role", "field")
    edit.setPlaceholderText(hint)
    edit.setTabChangesFocus(True)
    edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return edit


def _side_by_side(first: QWidget, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(first, 1)
    row.addWidget(second, 1)
    return row
