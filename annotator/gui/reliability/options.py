"""What is computed and how it is shown: coders, codes, pairing, resampling, cut marks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.agreement import GAMMAS, INSTALL_GAMMA, USUAL, Marks, Options, has_gamma
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD
from annotator.domain.rounds import Within
from annotator.domain.study import Round, RoundKind
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import PlainLabel, RowDelegate, set_tool_tip, tool_tip
from annotator.gui.widgets.calm import DoubleSpinBox, SpinBox
from annotator.gui.widgets.dialog import named
from annotator.gui.widgets.tick_list import TickList
from annotator.workflow.reliability.by_origin import Came

_MOST = 6
WIDTH = 248
"""How wide the options are at first, in pixels."""
_EVERY: frozenset[str] = frozenset()
_APART, _AGAIN = "*", "again"
_ORIGINS: tuple[tuple[str, object], ...] = (
    ("All", None),
    ("Made by hand", Came.HUMAN),
    ("Accepted suggestions", Came.ACCEPTED),
)


class CheckList(TickList):
    """Names by their ids."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._delegate = RowDelegate()
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "card")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._names: Mapping[str, str] = {}
        self._fit()

    def offer(self, names: Mapping[str, str], off: frozenset[str]) -> None:
        """Offer names; what was off stays off, and so is what is new and named in `off`."""
        if list(names.items()) == list(self._names.items()):
            return
        known, checked = self._names, self.ticked()
        self._names = dict(names)
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        for ident, name in names.items():
            on = ident in checked if ident in known else ident not in off
            self.add(name, ident, on=on).setToolTip(tool_tip(name))
        self.setCurrentRow(0)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        self._fit()

    def _fit(self) -> None:
        """Be as high as the names need, up to a limit."""
        shown = min(max(len(self._names), 1), _MOST)
        self.setFixedHeight(shown * row_height() + GRID)


class OptionsPanel(QScrollArea):
    """A column of options; what takes computing is heard as `asked`, the rest as `shown`."""

    asked_changed = Signal()
    """Other figures are wanted than were computed."""
    look_changed = Signal()
    """The same figures are to be shown otherwise."""
    marks_changed = Signal()
    """The cut marks were edited."""

    def __init__(self, threshold: float) -> None:
        super().__init__()
        self.coders = CheckList("Coders")
        self.nobody = PlainLabel("Nobody has finished an article yet.", role="muted", wrap=True)
        self.nobody.hide()  # until it is known
        self.codes = CheckList("Codes")
        self.round = ArrowKeyCombo("Round")
        self.origin = ArrowKeyCombo("Labels")
        self.field = ArrowKeyCombo("Field")
        self.threshold = SpinBox(minimum=1, maximum=100, suffix=" %")
        self.resamples = SpinBox(maximum=100_000, singleStep=500, value=1000)
        self.seed = SpinBox(maximum=2**31 - 1)
        self.unit = ArrowKeyCombo("What intervals resample")
        self.revise = DoubleSpinBox(maximum=1, singleStep=0.01, decimals=3)
        self.reliable = DoubleSpinBox(maximum=1, singleStep=0.01, decimals=3)
        self.gamma = QCheckBox("Gamma and gamma-cat")
        self.every = QCheckBox("All measures")
        self.choices = QCheckBox("(k)uα of each choice")
        self.threshold.setValue(round(100 * threshold))
        self.unit.offer([("articles", "articles"), ("pairs of values", "pairs")], "articles")
        self.field.offer([("Every field", None)], None)
        self.origin.offer(list(_ORIGINS), None)
        self._explain()
        self._lay_out()
        self.offer_rounds(())
        self._connect()

    def _explain(self) -> None:
        tips: Mapping[QWidget, str] = {
            self.threshold: "Spans that overlap by less than this share of what either covers are "
            "not paired",
            self.resamples: "How often the 95 % intervals resample; 0 for no intervals",
            self.origin: "All labels, those alone that coders made by hand, or those that they "
            "accepted or mended when they were suggested; a methods section is on all labels",
            self.seed: "The same seed draws the same resamples",
            self.unit: "Whole articles, or pairs of values as the KALPHA macro does: narrower, "
            "and for fields and codes on articles only",
            self.revise: "Values below call for revision; kept in the project",
            self.reliable: "Values from here on are reliable; kept in the project",
            self.gamma: "Sampled; takes long",
            self.every: "Also Holsti, κ (weighted, too), π, Brennan–Prediger, Gwet’s AC1 and AC2, "
            "|uα, cuα, α over characters and sentences",
            self.choices: "A row for each code or choice, with what coders agree on it",
        }
        for widget, tip in tips.items():
            set_tool_tip(widget, tip)
        if not has_gamma():
            self.gamma.setEnabled(False)
            set_tool_tip(self.gamma, f"Needs another package.\n{INSTALL_GAMMA}")

    def _lay_out(self) -> None:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(HALF)
        layout.addWidget(PlainLabel("Coders", role="strong"))
        layout.addWidget(self.nobody)
        layout.addWidget(self.coders)
        layout.addWidget(PlainLabel("Codes", role="strong"))
        layout.addWidget(self.codes)
        self.coders.hide()
        what = (
            *(("Round", self.round), ("Field", self.field), ("Labels", self.origin)),
            ("Pairs from", self.threshold),
        )
        self._what = _form(*what)
        layout.addLayout(self._what)
        layout.addWidget(PlainLabel("95 % intervals", role="strong"))
        rows = (("Resamples", self.resamples), ("Of", self.unit), ("Seed", self.seed))
        layout.addLayout(_form(*rows))
        layout.addWidget(PlainLabel("Cut marks", role="strong"))
        layout.addLayout(_form(("Revise below", self.revise), ("Reliable from", self.reliable)))
        layout.addWidget(PlainLabel("Measures", role="strong"))
        for box in (self.every, self.choices, self.gamma):
            layout.addWidget(box)
        if not has_gamma():
            layout.addWidget(PlainLabel(INSTALL_GAMMA, role="small", wrap=True, selectable=True))
        layout.addStretch(1)
        self.setWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Options")
        self.setMinimumWidth(max(220, column.minimumSizeHint().width() + scaled(GRID)))

    def _connect(self) -> None:
        for heard in (
            self.coders.toggled,
            self.codes.toggled,
            self.field.currentIndexChanged,
            self.round.currentIndexChanged,
            self.threshold.valueChanged,
            self.resamples.valueChanged,
            self.seed.valueChanged,
            self.unit.currentIndexChanged,
            self.origin.currentIndexChanged,
            self.gamma.toggled,
        ):
            heard.connect(self.asked_changed)
        for box in (self.every, self.choices):
            box.toggled.connect(self.look_changed)
        for spin in (self.revise, self.reliable):
            spin.editingFinished.connect(self.marks_changed)

    def offer(
        self, coders: Mapping[str, str], codebook: Codebook, runs: frozenset[str] = frozenset()
    ) -> None:
        """Offer the coders who have read something (handles by id), the codes and the fields.

        Gold and the `runs` of programs (ids) count where they are ticked.
        """
        self.coders.offer(coders, frozenset((GOLD, *runs)))
        self.coders.setVisible(bool(coders))
        self.nobody.setVisible(not coders)
        codes = [code for code in codebook.codes if not code.group]
        self.codes.offer({code.id: code.name for code in codes}, _EVERY)
        fields = {field.id: field.name for code in codes for field in code.fields}
        entries: list[tuple[str, object]] = [(name, ident) for ident, name in fields.items()]
        self.field.offer([("Every field", None), *entries], self.field.currentData())

    def show_marks(self, marks: Marks) -> None:
        """Show the project's cut marks."""
        self.revise.setValue(marks.revise)
        self.reliable.setValue(marks.reliable)

    def marks(self) -> tuple[float, float]:
        """Return the cut marks as they are typed."""
        return round(self.revise.value(), 3), round(self.reliable.value(), 3)

    def offer_rounds(self, rounds: Sequence[Round]) -> None:
        """Offer the rounds; the choice is there as soon as there are any."""
        entries: list[tuple[str, object]] = [("The study", "")]
        entries += [(one.name, one.id) for one in rounds]
        entries.append(("With practice and repetitions", _APART))
        if any(one.kind is RoundKind.REPEAT for one in rounds):
            entries.append(("Each coder again", _AGAIN))
        if not self.round.offer(entries, self.round.currentData() or ""):
            self.asked_changed.emit()
        self._what.setRowVisible(self.round, bool(rounds))

    def within(self) -> Within:
        """Return which articles are to count."""
        chosen: str = self.round.currentData() or ""
        if chosen in (_APART, _AGAIN):
            return Within(apart=chosen == _APART, again=chosen == _AGAIN)
        return Within(chosen)

    def came(self) -> Came | None:
        """Return how the labels came that alone are to count; nothing for all of them."""
        chosen: str | None = self.origin.currentData()
        return Came(chosen) if chosen else None  # Qt makes plain texts of names

    def chosen_coders(self) -> list[str] | None:
        """Return the chosen coders' ids; nothing as long as there was no choice."""
        return self.coders.ticked() if self.coders.count() else None

    def options(self) -> Options:
        """Return what is to be computed."""
        field = self.field.currentData()
        return Options(
            codes=_EVERY if self.codes.all_ticked() else frozenset(self.codes.ticked()),
            fields=frozenset((field,)) if field else _EVERY,
            measures=USUAL | frozenset(GAMMAS) if self.gamma.isChecked() else USUAL,
            threshold=self.threshold.value() / 100,
            resamples=self.resamples.value(),
            seed=self.seed.value(),
            resampling=self.unit.currentData(),
        )


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setSpacing(HALF)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for label, widget in rows:
        form.addRow(named(label, widget), widget)
    return form
