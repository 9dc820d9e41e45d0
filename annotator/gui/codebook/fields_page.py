"""The fields of a code, to be changed."""

import msgspec
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from annotator.domain.codebook import Code, Field, FieldType
from annotator.gui.codebook.list_page import ListPage
from annotator.gui.codebook.parts import Parts
from annotator.gui.codebook.wording import (
    level_for,
    new_field,
    read_choices,
    steps_between,
    written_choices,
)
from annotator.gui.widgets import PlainLabel

_TYPES = {
    FieldType.CHOICE: "Choice",
    FieldType.MULTI_CHOICE: "Several choices",
    FieldType.SCALE: "Scale",
    FieldType.FLAG: "Yes or no",
    FieldType.TEXT: "Text",
    FieldType.NUMBER: "Whole number",
    FieldType.DATE: "Date",
}
_PICKED = (FieldType.CHOICE, FieldType.MULTI_CHOICE)


class FieldForm(QWidget):
    """One field."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.identity = QLineEdit()
        self.kind = QComboBox()
        for name in _TYPES.values():
            self.kind.addItem(name)
        self.kind.currentIndexChanged.connect(self._show_parts)
        self.choices = QPlainTextEdit()
        self.choices.setProperty("role", "field")
        self.choices.setPlaceholderText("id: name\nid: name\n    indented below: second level")
        self.first, self.last = _spin(), _spin()
        scale = QHBoxLayout()
        scale.addWidget(self.first)
        scale.addWidget(PlainLabel("to"))
        scale.addWidget(self.last)
        scale.addStretch(1)
        self.required = QCheckBox("Needs an answer")
        self.help = QLineEdit()
        self._scale = QWidget()
        scale.setContentsMargins(0, 0, 0, 0)
        self._scale.setLayout(scale)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            ("Name", self.name),
            ("Id", self.identity),
            ("Type", self.kind),
            ("Choices", self.choices),
            ("Steps", self._scale),
            ("Help", self.help),
            ("", self.required),
        ):
            self._form.addRow(label, widget)

    def _type(self) -> FieldType:
        return list(_TYPES)[self.kind.currentIndex()]

    def _show_parts(self) -> None:
        self._form.setRowVisible(self.choices, self._type() in _PICKED)
        self._form.setRowVisible(self._scale, self._type() is FieldType.SCALE)

    def show_field(self, field: Field, *, known: bool) -> None:
        """Show a field; the id of one that annotations may have stays."""
        self.name.setText(field.name)
        self.identity.setText(field.id)
        self.identity.setReadOnly(known)
        self.kind.setCurrentIndex(list(_TYPES).index(field.type))
        self.choices.setPlainText(written_choices(field.choices))
        self.first.setValue(field.steps[0].value if field.steps else -2)
        self.last.setValue(field.steps[-1].value if field.steps else 2)
        self.required.setChecked(field.required)
        self.help.setText(field.help)
        self._show_parts()

    def read_field(self, old: Field) -> Field:
        """Return the field as it is typed; raise a `UserError` when it can't be read."""
        kind = self._type()
        same = kind is old.type
        picked, scale = kind in _PICKED, kind is FieldType.SCALE
        choices = read_choices(self.choices.toPlainText(), old.choices) if picked else ()
        steps = steps_between(self.first.value(), self.last.value(), old.steps) if scale else ()
        return msgspec.structs.replace(
            old,
            id=self.identity.text().strip(),
            name=self.name.text().strip(),
            type=kind,
            level=old.level if same else level_for(kind),
            choices=choices,
            steps=steps,
            required=self.required.isChecked(),
            default=old.default if same else None,
            help=self.help.text().strip(),
        )


class FieldsPage(ListPage):
    """The list of a code's fields."""

    def __init__(self, code: Code) -> None:
        known = {field.id for field in code.fields}
        self.field = FieldForm()
        super().__init__("field", self.field)
        self.parts = Parts[Field](
            self,
            self.field.name,
            code.fields,
            name=lambda field: field.name,
            make=lambda fields: new_field({field.id for field in fields}),
            show=lambda field: self.field.show_field(field, known=field.id in known),
            read=self.field.read_field,
        )


def _spin() -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(-100, 100)
    return spin
