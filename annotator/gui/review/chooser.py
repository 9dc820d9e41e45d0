"""The bar on top: which two layers are compared, from which overlap on, and the bulk decisions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.domain.layers import GOLD
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.comparison import Comparison
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.calm import SpinBox
from annotator.gui.widgets.dialog import named
from annotator.workflow.review.comparison import ALL, Chosen, layer_name

_PAIRS = "Spans that overlap by less than this share of what either covers are not paired"
_AGREEMENTS = "Take into gold what all coders of an article agree on, in the whole project"
_ONE = "Only one coder has labels so far: there is nothing that two agree on"
_ALONE = "There is no layer but your own to compare: bring colleagues’ files in"


class Chooser(QWidget):
    """Two layers, a threshold, two buttons."""

    agreements_wanted = Signal()
    layer_wanted = Signal()
    left = Signal()
    """Enter in the threshold: on with the differences."""

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__()
        self._session = session
        self._comparison = comparison
        self.a = ArrowKeyCombo("Layer A")
        self.b = ArrowKeyCombo("Layer B")
        self.threshold = SpinBox()
        self.agreements = QPushButton("Take all agreements")
        self.layer = QPushButton("Take a layer")
        self._layer_tip, self._named = "", False
        self._build()
        comparison.began.connect(self.refresh)
        comparison.changed.connect(self.refresh)
        self.a.currentIndexChanged.connect(self._choose)
        self.b.currentIndexChanged.connect(self._choose)
        self.threshold.editingFinished.connect(self._set_threshold)
        self.threshold.lineEdit().returnPressed.connect(self.left)
        self.agreements.clicked.connect(self._want_agreements)
        self.layer.clicked.connect(self._want_layer)
        self.refresh()

    def _build(self) -> None:
        for combo in (self.a, self.b):
            combo.setMinimumContentsLength(6)
        self.threshold.setRange(1, 100)
        self.threshold.setSuffix(" %")
        self.threshold.setKeyboardTracking(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.a, 1)
        row.addWidget(PlainLabel("against", role="muted"))
        row.addWidget(self.b, 1)
        row.addSpacing(GRID)
        row.addWidget(named("Pairs from", self.threshold))
        row.addWidget(self.threshold)
        row.addStretch(1)
        for button in (self.agreements, self.layer):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def refresh(self) -> None:
        """Offer the layers that there are now."""
        chosen = self._comparison.chosen
        coders: list[tuple[str, object]] = [
            (self._session.handle_of(one), one) for one in self._comparison.coders
        ]
        several = len(coders) > 1
        coders += [(f"{self._session.handle_of(one)} (run)", one) for one in self._comparison.runs]
        gold: tuple[str, object] = (GOLD, GOLD)
        everybody: list[tuple[str, object]] = [("all coders", ALL)] if several else []
        self.a.offer([*coders, gold, *everybody], chosen.a)
        others: list[tuple[str, object]] = [one for one in coders if one[1] != chosen.a]
        if chosen.a == ALL:
            others = [("one another", ALL)]
        self.b.offer(others if chosen.a == GOLD else [gold, *others], chosen.b)
        for combo, layer in ((self.a, chosen.a), (self.b, chosen.b)):
            combo.choose_data(layer)  # nothing where nothing is chosen yet
        self.threshold.blockSignals(True)  # noqa: FBT003 - Qt's
        self.threshold.setValue(round(100 * self._comparison.threshold))
        self.threshold.blockSignals(False)  # noqa: FBT003 - Qt's
        self._name_button(chosen)
        self._enable(alone=self._comparison.only_own)

    def _name_button(self, chosen: Chosen) -> None:
        named_one = next((one for one in (chosen.a, chosen.b) if one not in ("", GOLD, ALL)), "")
        name = layer_name(self._session.handle_of, named_one) if named_one else "a coder"
        self.layer.setText(plain(f"Take {name}’s layer here"))
        tip = with_key(f"Take all of {name}’s annotations on this article into gold", "take_layer")
        self._layer_tip = f"{tip}; {key_of('take_layer_b')} takes layer B’s"
        self._named = bool(named_one)

    def _enable(self, *, alone: bool) -> None:
        """Offer only what can be done: one's own layer alone has nothing to be compared with."""
        self.b.setPlaceholderText("nobody yet" if alone else "Choose")
        several = len(self._comparison.coders) > 1
        agreements = with_key(_AGREEMENTS, "take_agreements")
        lonely = with_key(_ALONE, "bring_in")
        for widget, tip, possible in (
            (self.b, "Layer B", True),
            (self.threshold, _PAIRS, True),
            (self.agreements, agreements if several else _ONE, several),
            (self.layer, self._layer_tip, self._named),
        ):
            set_tool_tip(widget, lonely if alone else tip)
            widget.setVisible(widget in (self.b, self.threshold) or self._session.may_review)
            widget.setEnabled(possible and not alone)

    def _choose(self) -> None:
        a, b = self.a.currentData() or "", self.b.currentData() or ""
        if ALL in (a, b) and b not in (ALL, GOLD):
            b = GOLD
        if a == b != ALL or (b == ALL and a != ALL):
            b = next(
                (
                    one
                    for one in (*self._comparison.coders, *self._comparison.runs, GOLD)
                    if one != a
                ),
                "",
            )
        self._comparison.choose(Chosen(a, b))

    def _want_agreements(self) -> None:
        self.agreements_wanted.emit()

    def _want_layer(self) -> None:
        self.layer_wanted.emit()

    def _set_threshold(self) -> None:
        self._comparison.set_threshold(self.threshold.value() / 100)
