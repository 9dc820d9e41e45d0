"""The dialog that merges and splits codes and choices, and gives fields another type."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Code, Field
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.field_types import FieldType
from annotator.gui.look.sizes import scaled
from annotator.gui.session.many import apply_many
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel, RowDelegate
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, answer_buttons
from annotator.gui.widgets.tab_order import order_tabs
from annotator.workflow.codebooks.choices import (
    conversions,
    merge_choices,
    split_choice,
    turn_field,
)
from annotator.workflow.codebooks.codes import merge_codes, split_code
from annotator.workflow.codebooks.preview import (
    FieldUse,
    are_dropped,
    keep_answers,
    labels_change,
    labels_stay,
    others_too,
    to_be_answered,
    uses,
)

_ANSWER = Qt.ItemDataRole.UserRole
_MERGE_CODE, _SPLIT_CODE, _MERGE, _SPLIT, _TURN = range(5)
_ACTS = (
    "Merge it into another code",
    "Split it by an answer",
    "Merge choices",
    "Split a choice in two",
    "Change a field’s type",
)
_SIZE = 560, 480
_BELOW = "\N{NO-BREAK SPACE}" * 4
"""What a choice begins with that stands below the one above it."""


class ReshapeDialog(QDialog):
    """What is to be done, with what, and what becomes of the labels; Enter does it."""

    def __init__(self, session: Session, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._code = session, code
        self.setWindowTitle(f"Merge, split or convert {code.name}")
        self.act = ComboBox()
        self.field, self.choice, self.target = ComboBox(), ComboBox(), ComboBox()
        self.ticks = QListWidget()
        self.first, self.second = QLineEdit(), QLineEdit()
        self.goes = ComboBox()
        self.told = PlainLabel(wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self._uses: list[FieldUse] = []
        self._fields: list[Field] = []
        self._acts = [one for one in range(len(_ACTS)) if self._possible(one)]
        self._targets = [
            one
            for one in session.codebook.usable(code.scope)
            if one.id != code.id and one.unit is code.unit
        ]
        self._build()
        self._chosen_act()

    def _build(self) -> None:
        self.act.addItems([_ACTS[one] for one in self._acts])
        self.goes.addItems(["the first", "the second", "neither: they are to be answered again"])
        self.ticks.setItemDelegate(RowDelegate(self.ticks))
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, row in (
            ("&What", self.act),
            ("&Field", self.field),
            ("C&hoice", self.choice),
            ("&These", self.ticks),
            ("&Into", self.target),
            ("Fi&rst", self.first),
            ("&Second", self.second),
            ("&Labels get", self.goes),
        ):
            row.setAccessibleName(label.replace("&", ""))
            self._form.addRow(label, row)
        buttons, self.main = answer_buttons(self, "&Change")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addWidget(self.problem)
        column.addStretch()
        column.addWidget(buttons)
        self.problem.hide()
        self.resize(*map(scaled, _SIZE))
        order_tabs(self)
        self.act.currentIndexChanged.connect(self._chosen_act)
        self.field.currentIndexChanged.connect(self._chosen_field)
        for combo in (self.choice, self.target, self.goes):
            combo.currentIndexChanged.connect(self._tell)
        self.ticks.itemChanged.connect(self._tell)
        self.first.textChanged.connect(self._tell)
        self.second.textChanged.connect(self._tell)

    # What can be chosen

    def _possible(self, act: int) -> bool:
        return act == _MERGE_CODE or any(self._fits(act, one) for one in self._code.fields)

    @staticmethod
    def _fits(act: int, field: Field) -> bool:
        if act == _TURN:
            return bool(conversions(field.type))
        if act in (_MERGE, _SPLIT):
            return field.type.row.has_choices
        return act == _SPLIT_CODE and field.type.row.labels

    def choose(self, act: str) -> None:
        """Choose what is to be done, by its words."""
        self.act.setCurrentIndex([_ACTS[one] for one in self._acts].index(act))

    def _now(self) -> int:
        return self._acts[self.act.currentIndex()]

    def _chosen_act(self) -> None:
        act = self._now()
        self._fields = [one for one in self._code.fields if self._fits(act, one)]
        rows = {
            _MERGE_CODE: (self.ticks, self.target),
            _SPLIT_CODE: (self.field, self.ticks),
            _MERGE: (self.field, self.ticks, self.target),
            _SPLIT: (self.field, self.choice, self.first, self.second, self.goes),
            _TURN: (self.field, self.target),
        }[act]
        for row in (*(self.field, self.choice, self.ticks, self.target), self.first, self.second):
            has_some = row is not self.ticks or bool(self._code.fields)
            self._form.setRowVisible(row, row in rows and has_some)
        self._form.setRowVisible(self.goes, self.goes in rows)
        self._column.setStretchFactor(self._form, int(self.ticks in rows))
        _fill(self.field, [one.name for one in self._fields])
        self._chosen_field()

    def _chosen_field(self) -> None:
        act = self._now()
        if act == _MERGE_CODE:
            _fill(self.target, [one.name for one in self._targets])
            self._tick([(one.id, f"Take over {one.name}", True) for one in self._code.fields])
        else:
            field = self._fields[self.field.currentIndex()]
            self._uses = uses(self._session.project, self._code, field, self._session.visibility)
            said = [f"{one.words} ({one.count})" for one in self._uses]
            _fill(self.choice, said)
            listed = [
                f"{_BELOW * one.below}{words}" for one, words in zip(self._uses, said, strict=True)
            ]
            self._tick([(n, words, False) for n, words in enumerate(listed)])
            if act == _MERGE:
                _fill(self.target, said)
            elif act == _TURN:
                _fill(self.target, [one.row.title for one in conversions(field.type)])
        self._tell()

    def _tick(self, rows: list[tuple[str | int, str, bool]]) -> None:
        self.ticks.blockSignals(True)  # noqa: FBT003 - Qt's name
        self.ticks.clear()
        for answer, words, on in rows:
            item = QListWidgetItem(words)
            item.setData(_ANSWER, answer)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.ticks.addItem(item)
        self.ticks.setCurrentRow(0)
        self.ticks.blockSignals(False)  # noqa: FBT003 - Qt's name

    def _ticked(self, *, on: bool = True) -> list[str | int]:
        wanted = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        items = [self.ticks.item(n) for n in range(self.ticks.count())]
        return [one.data(_ANSWER) for one in items if one.checkState() is wanted]

    # What comes of it

    @cached_property
    def _labels(self) -> int:
        """How many labels that may be seen have the code: counted once, whatever is ticked."""
        return self._session.project.labels_in_use(self._code.id, self._session.visibility)

    @cached_property
    def _answers(self) -> Counter[str]:
        """How many answers to each field there are, of labels that may be seen."""
        fields = [one.id for one in self._code.fields]
        project, seen = self._session.project, self._session.visibility
        found: Counter[str] = Counter()
        for one in project.answers_in_use(self._code.id, fields, seen):
            found[one.field] += one.count
        return found

    def _tell(self) -> None:
        """Say what would become of the labels, and whether it can be done."""
        self.problem.hide()
        told: list[str] = []
        try:
            self.edit()
            told = self._words()
        except UserError as error:
            told = [str(error)]
            self.main.setEnabled(False)
        else:
            self.main.setEnabled(True)
            told.append(others_too(self._session.project, self._session.visibility))
        self.told.setText(" ".join(filter(None, told)))

    def _words(self) -> list[str]:
        act, target = self._now(), self.target.currentText()
        ticked = [self._uses[int(one)] for one in self._ticked()] if act != _MERGE_CODE else []
        if act == _MERGE_CODE:
            left = set(map(str, self._ticked(on=False)))
            dropped = [
                are_dropped(self._answers[one.id], one.name)
                for one in self._code.fields
                if one.id in left and one.id in self._answers
            ]
            return [labels_change(self._labels, f"the code {target}"), *dropped]
        if act == _SPLIT_CODE:
            return self._words_of_parts(ticked)
        if act == _MERGE:
            into = self._uses[self.target.currentIndex()]
            count = sum(one.count for one in ticked if one is not into)
            return [labels_change(count, into.words)]
        if act == _SPLIT:
            count, goes = self._uses[self.choice.currentIndex()].count, self.goes.currentIndex()
            names = self.first.text().strip(), self.second.text().strip()
            return [labels_change(count, names[goes]) if goes < 2 else to_be_answered(count)]
        return [keep_answers(sum(one.count for one in self._uses), target.lower())]

    def _words_of_parts(self, ticked: list[FieldUse]) -> list[str]:
        told = [labels_change(one.count, f"the code {self._part(one)}") for one in ticked]
        field = self._fields[self.field.currentIndex()]
        if field.type.row.several:  # of which a label has several, and is told with each
            return told
        left = self._labels - sum(one.count for one in ticked)
        return [*told, labels_stay(left, self._code.name)]

    def _part(self, use: FieldUse) -> str:
        return f"{self._code.name} {use.words}"

    def edit(self) -> Edit:
        """Return what is chosen as an edit; raise a `UserError` where it can't be done."""
        makers: dict[int, Callable[[], Edit]] = {
            _MERGE_CODE: self._merged_code,
            _SPLIT_CODE: self._split_code,
            _MERGE: self._merged,
            _SPLIT: self._split,
            _TURN: self._turned,
        }
        return makers[self._now()]()

    def _merged_code(self) -> Edit:
        if not self._targets:
            raise UserError("There is no other code of this kind.", remedy="Add one first.")
        into = self._targets[self.target.currentIndex()].id
        dropping = [str(one) for one in self._ticked(on=False)]
        return merge_codes(self._session.codebook, self._code.id, into, dropping)

    def _split_code(self) -> Edit:
        field = self._fields[self.field.currentIndex()]
        chosen = [self._uses[int(one)] for one in self._ticked()]
        if not chosen:
            raise UserError("Tick the answers that become codes.")
        parts = [(one.answer, self._part(one)) for one in chosen]
        return split_code(self._session.codebook, self._code.id, field.id, parts)

    def _merged(self) -> Edit:
        field = self._fields[self.field.currentIndex()]
        away = [str(self._uses[int(one)].answer) for one in self._ticked()]
        into = str(self._uses[self.target.currentIndex()].answer)
        return merge_choices(self._code, field.id, away, into)

    def _split(self) -> Edit:
        field = self._fields[self.field.currentIndex()]
        goes = self.goes.currentIndex()
        choice = str(self._uses[self.choice.currentIndex()].answer)
        names = [self.first.text(), self.second.text()]
        return split_choice(self._code, field.id, choice, names, goes if goes < 2 else None)

    def _turned(self) -> Edit:
        field = self._fields[self.field.currentIndex()]
        kind: FieldType = conversions(field.type)[self.target.currentIndex()]
        return turn_field(self._code, field.id, kind)

    def accept(self) -> None:
        """Do it as one step to undo, or say why that is refused; much is done on another thread."""
        refusals: list[str] = []
        heard = self._session.refused.connect(refusals.append)
        try:
            edit = self._session.planned(self.edit)
            labels = self._session.project.labels_in_use(self._code.id)
            title, close = self.windowTitle(), super().accept
            done = edit and apply_many(self._session, edit, labels, title, close=close)
        finally:
            self._session.refused.disconnect(heard)
        if not done:
            self.problem.setText(refusals[-1] if refusals else "")
            self.problem.show()


def _fill(combo: ComboBox, words: list[str]) -> None:
    combo.blockSignals(True)  # noqa: FBT003 - Qt's name
    combo.clear()
    combo.addItems(words)
    combo.blockSignals(False)  # noqa: FBT003 - Qt's name
