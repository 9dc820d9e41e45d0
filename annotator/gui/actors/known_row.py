"""One variable of an actor: its value, and from where it is known."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from annotator.domain.actor_variables import (
    ActorVariable,
    ActorVariableType,
    KnownValue,
    read_known,
    written_value,
)
from annotator.domain.people import WITHOUT_VALUE, HowKnown
from annotator.domain.record import Values
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.calm import ComboBox

HOW_NAMES = {
    HowKnown.SELF_IDENTIFIED: "Self-identified",
    HowKnown.PUBLIC_RECORD: "Public record",
    HowKnown.PERCEIVED: "Perceived",
    HowKnown.DECLINED: "Declined",
    HowKnown.UNKNOWN: "Unknown",
}
"""The ways in which something is known, in words."""
_HINTS = {
    ActorVariableType.NUMBER: "A number",
    ActorVariableType.DATE: "2019, 2019-05 or 2019-05-31",
}


class KnownRow(QWidget):
    """A field for the value beside a choice of how it is known."""

    def __init__(self, variable: ActorVariable) -> None:
        super().__init__()
        self.variable = variable
        self.value: QLineEdit | ComboBox = QLineEdit()
        if variable.type in (ActorVariableType.CHOICE, ActorVariableType.FLAG):
            self.value = ComboBox()
            chosen = variable.choices or ("yes", "no")
            self.value.addItems(["", *chosen])
        else:
            self.value.setPlaceholderText(_HINTS.get(variable.type, ""))
        self.how = ComboBox()
        self.how.setAccessibleName(f"How {variable.name} is known")
        self.how.addItem("Not said how", "")
        for how, name in HOW_NAMES.items():
            self.how.addItem(name, how.value)
        self.how.currentIndexChanged.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.value, 1)
        row.addWidget(self.how)

    @property
    def fields(self) -> list[QLineEdit | QComboBox | QPlainTextEdit]:
        """Its fields in the order in which Tab visits them."""
        return [self.value, self.how]

    def show_known(self, known: KnownValue) -> None:
        """Show what is known."""
        said = written_value(known.value)
        if isinstance(self.value, QLineEdit):
            self.value.setText(said)
        else:
            if self.value.findText(said) < 0:
                self.value.addItem(said)
            self.value.setCurrentText(said)
        self.how.setCurrentIndex(max(self.how.findData(known.how.value if known.how else ""), 0))
        self._follow()

    def put_into(self, values: Values, before: KnownValue) -> None:
        """Put what is typed among an actor's values; raise a `UserError` for what can't be."""
        said = self.value.text() if isinstance(self.value, QLineEdit) else self.value.currentText()
        how: str = self.how.currentData()
        if said == written_value(before.value) and how == (before.how or ""):
            return
        entry = read_known(self.variable, said, how, self.variable.name).to_entry()
        values.pop(self.variable.id, None)
        if entry is not None:
            values[self.variable.id] = entry

    def _follow(self) -> None:
        """Take no value of what was declined or is unknown."""
        how: str = self.how.currentData() or ""
        self.value.setEnabled(how not in {one.value for one in WITHOUT_VALUE})
