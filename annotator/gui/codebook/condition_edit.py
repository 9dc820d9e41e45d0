"""When a field is shown: always, or only if another one has certain values."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from annotator.domain.codebook import Condition, Field
from annotator.domain.errors import UserError
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.workflow.codebook_text import condition_text, read_answers


class ValueEdit(ComboBox):
    """A line to type a value in, or to choose one of those that a field has."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setMinimumWidth(80)

    def offer(self, values: list[str], hint: str) -> None:
        """Offer other values, and keep what is typed."""
        typed = self.currentText()
        self.clear()
        self.addItems(values)
        self.setEditText(typed)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(hint)


class ConditionEdit(QWidget):
    """The other field, and its values with commas between them."""

    def __init__(self) -> None:
        super().__init__()
        self._others: list[Field] = []
        self._old: Condition | None = None
        self.field = ComboBox()
        self.field.setAccessibleName("Shown if this field")
        self.values = ValueEdit("has one of these values")
        self._word = PlainLabel("is")
        self.field.currentIndexChanged.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self._word)
        row.addWidget(self.values, 1)

    def show_condition(self, condition: Condition | None, others: list[Field]) -> None:
        """Show a condition among the fields that it can be about."""
        self._old, self._others = condition, others
        wanted = condition.field if condition else ""
        self.field.clear()
        self.field.addItems(["Always", *(f"If {field.name}" for field in others)])
        places = [field.id for field in others]
        self.field.setCurrentIndex(places.index(wanted) + 1 if wanted in places else 0)
        self.values.setEditText(condition_text(condition, self._other()) if condition else "")

    def _other(self) -> Field | None:
        place = self.field.currentIndex() - 1
        return self._others[place] if 0 <= place < len(self._others) else None

    def _chosen(self) -> None:
        other = self._other()
        for widget in (self._word, self.values):
            widget.setVisible(other is not None)
        self.values.setEditText("")
        offered = other.type.row.offered(other) if other else []
        self.values.offer(offered, "one value, or more with commas")
        if other is not None and self.values.count():
            self.values.setEditText(self.values.itemText(0))

    def condition(self) -> Condition | None:
        """Return the condition as it is typed; raise a `UserError` when it can't be read."""
        other = self._other()
        if other is None:
            return None
        text, old = self.values.currentText().strip(), self._old
        if old and old.field == other.id and text == condition_text(old, other):
            return old
        values = read_answers(other.type, text)
        if not values:
            message = f"It is not said which values of {other.name} show the field."
            raise UserError(message, remedy="Name one or more, or choose “Always”.")
        return Condition(other.id, values)
