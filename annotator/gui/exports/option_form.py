"""What else can be chosen of a format, as a form made from its options."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.formats.export_options import (
    ExportOption,
    OptionKind,
    OptionValue,
    RememberedBy,
)
from annotator.gui.widgets.basic import PlainLabel, plain
from annotator.gui.widgets.calm import ComboBox, SpinBox
from annotator.gui.widgets.dialog import GAP, named
from annotator.workflow.format_words import value_words

_CLOSE = 2  # pixels between a field and its words


class _Row(QWidget):
    """One option: its field, what it does, and why what is there can't be."""

    def __init__(self, option: ExportOption, value: OptionValue) -> None:
        super().__init__()
        self.option = option
        self.refusal = PlainLabel(role="danger", wrap=True)
        self.refusal.hide()
        self.field, self.value, self.changed = _FIELDS[option.kind](option, value)
        self.field.setAccessibleDescription(option.help)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_CLOSE)
        if option.kind is not OptionKind.FLAG:
            layout.addWidget(named(plain(option.title), self.field))
            self.field.setAccessibleName(option.title)
        layout.addWidget(self.field)
        layout.addWidget(self.refusal)
        layout.addWidget(PlainLabel(option.help, role="small", wrap=True))

    def refuse(self, words: str) -> None:
        """Say below the field why it can't be so; nothing takes that back."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        self.field.setAccessibleDescription(words or self.option.help)


class OptionForm(QWidget):
    """Shows the options of one format after the other; each comes back as it was left.

    `remembered` is what this machine knows of all formats, `of_project` what the project does.
    """

    changed = Signal()

    def __init__(
        self,
        remembered: Mapping[str, Mapping[str, str]],
        of_project: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__()
        self._words = {
            RememberedBy.MACHINE: {one: dict(said) for one, said in remembered.items()},
            RememberedBy.PROJECT: {one: dict(said) for one, said in of_project.items()},
            RememberedBy.NOBODY: dict[str, dict[str, str]](),
        }
        self._format = ""
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)

    def offer(self, format_id: str, options: Sequence[ExportOption]) -> None:
        """Show the options of a format."""
        self._keep()
        for row in self._rows:
            row.changed.disconnect(self._say)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._format = format_id
        self._rows = [_Row(one, _read(one, self._said(one))) for one in options]
        for row in self._rows:
            row.changed.connect(self._say)
            self._layout.addWidget(row)
        self.setVisible(bool(self._rows))

    def chosen(self) -> dict[str, OptionValue]:
        """Return what is chosen where it is not as usual, by the options' ids."""
        values = {row.option.id: (row.value(), row.option.default) for row in self._rows}
        return {name: value for name, (value, usual) in values.items() if value != usual}

    def words(self, by: RememberedBy = RememberedBy.MACHINE) -> dict[str, dict[str, str]]:
        """Return what was chosen of all formats otherwise than they begin, as it is remembered."""
        self._keep()
        return {one: said for one, said in self._words[by].items() if said}

    def field(self, option_id: str) -> QWidget:
        """Return where an option is chosen; raises a `LookupError` for one that is not shown."""
        return self._row(option_id).field

    def refusal(self, option_id: str) -> str:
        """Return what is said against an option."""
        return self._row(option_id).refusal.text()

    def refuse(self, error: UserError | None) -> bool:
        """Say a refusal at the option that it is about, and tell whether it is about any.

        Its place is then the option's id or title. None takes back what was said.
        """
        told = False
        for row in self._rows:
            about_it = error is not None and error.where in (row.option.id, row.option.title)
            said = f"{error.message} {error.remedy}".strip() if error and about_it else ""
            row.refuse(said)
            told = told or bool(said)
        return told

    def refused(self) -> QWidget | None:
        """Return what says a refusal, where one is said of the option that has the focus."""
        for row in self._rows:
            if row.refusal.text() and row.field.hasFocus():
                return row.refusal
        return None

    def go_to_refused(self) -> None:
        """Move the focus to what was refused."""
        for row in self._rows:
            if row.refusal.text():
                row.field.setFocus()
                return

    def _row(self, option_id: str) -> _Row:
        return next(row for row in self._rows if row.option.id == option_id)

    def _keep(self) -> None:
        if not self._format:
            return
        for by, words in self._words.items():
            words[self._format] = {
                row.option.id: value_words(row.option, row.value())
                for row in self._rows
                if row.option.remembered_by is by and row.value() != _usual(row.option)
            }

    def _said(self, option: ExportOption) -> str | None:
        """Return what was said of an option by who remembers it."""
        return self._words[option.remembered_by].get(self._format, {}).get(option.id)

    def _say(self) -> None:
        self.changed.emit()


def _read(option: ExportOption, words: str | None) -> OptionValue:
    """Return what was chosen last time, where it can still be chosen."""
    if words is None:
        return _usual(option)
    try:
        return option.read(words)
    except UserError:
        return _usual(option)


def _usual(option: ExportOption) -> OptionValue:
    """Return what an option begins with, as numbers are written in this locale."""
    return option.usual(decimal_comma=QLocale().decimalPoint() == ",")


_Field = tuple[QWidget, Callable[[], OptionValue], SignalInstance]
"""A widget, what it says, and its signal that it says something else."""


def _flag(option: ExportOption, value: OptionValue) -> _Field:
    box = QCheckBox(plain(option.title))
    box.setChecked(bool(value))
    return box, box.isChecked, box.toggled


def _choice(option: ExportOption, value: OptionValue) -> _Field:
    box = ComboBox()
    box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for one in option.choices:
        box.addItem(one.title, one.id)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box, box.currentData, box.currentIndexChanged


def _number(option: ExportOption, value: OptionValue) -> _Field:
    box = SpinBox()
    box.setRange(option.lowest, option.highest)
    box.setValue(int(value))
    return box, box.value, box.valueChanged


def _text(_option: ExportOption, value: OptionValue) -> _Field:
    line = QLineEdit(str(value))
    return line, line.text, line.textChanged


_FIELDS: dict[OptionKind, Callable[[ExportOption, OptionValue], _Field]] = {
    OptionKind.FLAG: _flag,
    OptionKind.CHOICE: _choice,
    OptionKind.NUMBER: _number,
    OptionKind.TEXT: _text,
}
