"""The form for one actor."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from annotator.domain.actor_variables import (
    ActorVariable,
    known_value,
    read_affiliations,
    written_affiliation,
)
from annotator.domain.codebook import Choice, Codebook
from annotator.domain.people import Actor
from annotator.gui.actors.known_row import KnownRow
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, named
from annotator.workflow.actor_words import offered_roles, role_name

_KINDS = {"person": "Person", "organisation": "Organisation", "group": "Group"}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_INDENT = "    "
_NOTE_HEIGHT = 72


class ActorForm(QWidget):
    """An actor's attributes; `left` tells that a field was left or Enter pressed in it."""

    left = Signal()
    edited = Signal()
    """Something was typed or chosen."""

    def __init__(
        self,
        codebook: Codebook,
        variables: Sequence[ActorVariable] = (),
        *,
        over_time: bool = False,
    ) -> None:
        super().__init__()
        choices = dict(_flat(offered_roles(codebook)))
        self.name = QLineEdit()
        self.kind = _Choices(_KINDS)
        self.role = _Choices({"": "", **choices}, codebook) if choices else QLineEdit()
        self.affiliation = QLineEdit()
        self.aliases = _text_field()
        self.note = _text_field()
        self.note.setFixedHeight(scaled(_NOTE_HEIGHT))
        self.aliases.setPlaceholderText("One per line")
        self.affiliations = _text_field()
        self.affiliations.setPlaceholderText("One per line: Ministry (2019 – 2021-05)")
        self._over_time = over_time
        if over_time:  # it stands beside other things, and scrolls
            for field in (self.affiliations, self.aliases):
                field.setFixedHeight(scaled(_NOTE_HEIGHT))
            for box in (self.kind, self.role):
                if isinstance(box, QComboBox):
                    box.setSizeAdjustPolicy(
                        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                    )
        self.values = [KnownRow(one) for one in variables]
        self._lay_out()
        for field in self.fields:
            field.installEventFilter(self)
            _when_edited(field).connect(self.edited)

    @property
    def fields(self) -> list[QLineEdit | QComboBox | QPlainTextEdit]:
        """The fields in the order in which Tab visits them."""
        first = [self.name, self.kind, self.role, self.affiliation]
        late = [self.affiliations] if self._over_time else []
        known = [field for row in self.values for field in row.fields]
        return [*first, *late, self.aliases, *known, self.note]

    def _lay_out(self) -> None:
        labels = {
            self.name: "N&ame",
            self.kind: "&Kind",
            self.role: "&Role",
            self.affiliation: "A&ffiliation",
            self.affiliations: "Over &time",
            self.aliases: "A&liases",
            self.note: "N&ote",
        }
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * GAP)
        form.setVerticalSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, label in labels.items():
            if field is self.note:
                for row in self.values:
                    form.addRow(named(row.variable.name.replace("&", "&&"), row.value), row)
            if field is not self.affiliations or self._over_time:
                form.addRow(named(label, field), field)

    def show_actor(self, actor: Actor) -> None:
        """Show an actor to be changed."""
        self.name.setText(actor.name)
        self.kind.choose(actor.kind)
        if isinstance(self.role, _Choices):
            self.role.choose(actor.role)
        else:
            self.role.setText(actor.role)
        self.affiliation.setText(actor.affiliation)
        self.aliases.setPlainText("\n".join(actor.aliases))
        self.affiliations.setPlainText("\n".join(map(written_affiliation, actor.affiliations)))
        for row in self.values:
            row.show_known(known_value(actor, row.variable.id))
        self.note.setPlainText(actor.note)
        for line in (self.name, self.affiliation):
            line.setCursorPosition(0)

    def read(self, actor: Actor) -> Actor:
        """Return the actor with what is typed; raise a `UserError` for what can't be taken."""
        role = self.role.chosen if isinstance(self.role, _Choices) else self.role.text().strip()
        lines = (line.strip() for line in self.aliases.toPlainText().splitlines())
        aliases = tuple(dict.fromkeys(filter(None, lines)))
        held = actor.affiliations
        if self._over_time:
            held = read_affiliations(self.affiliations.toPlainText().splitlines(), "Over time")
        values = dict(actor.values)
        for row in self.values:
            row.put_into(values, known_value(actor, row.variable.id))
        # An attribute that only looks another way in its field is left as it is.
        return structs.replace(
            actor,
            name=_typed(self.name.text(), actor.name),
            kind=self.kind.chosen,
            role=_typed(role, actor.role),
            affiliation=_typed(self.affiliation.text(), actor.affiliation),
            aliases=actor.aliases if "\n".join(aliases) == "\n".join(actor.aliases) else aliases,
            note=_typed(self.note.toPlainText(), actor.note),
            affiliations=held,
            values=values,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when a field is left, or Enter pressed in one that has a single line."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.left.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            several = isinstance(watched, QPlainTextEdit)
            if Qt.Key(event.key()) in _ENTER and not several:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


class _Choices(ComboBox):
    """A choice among ids that are shown by name; a role that is offered no longer, by its own."""

    def __init__(self, names: dict[str, str], codebook: Codebook | None = None) -> None:
        super().__init__()
        self._codebook = codebook or Codebook()
        for one, name in names.items():
            self.addItem(name, one)
        self._offered = self.count()

    @property
    def chosen(self) -> str:
        """The chosen id."""
        return self.currentData()

    def choose(self, one: str) -> None:
        """Choose an id."""
        while self.count() > self._offered:
            self.removeItem(self._offered)
        if self.findData(one) < 0:
            self.addItem(role_name(self._codebook, one), one)
        self.setCurrentIndex(self.findData(one))


def _flat(choices: Iterable[Choice], indent: str = "") -> Iterator[tuple[str, str]]:
    for choice in choices:
        yield choice.id, f"{indent}{choice.name}"
        yield from _flat(choice.choices, indent + _INDENT)


def _typed(text: str, old: str) -> str:
    """Return what is typed without spaces round it; the old text where that is all the same."""
    return old if text.strip() == old.strip() else text.strip()


def _text_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setProperty("role", "field")
    field.setTabChangesFocus(True)
    return field


def _when_edited(field: QLineEdit | QComboBox | QPlainTextEdit) -> SignalInstance:
    if isinstance(field, QLineEdit):
        return field.textEdited
    return field.activated if isinstance(field, QComboBox) else field.textChanged
