"""What is asked of a view: by what, counted how, of whose labels, and of which."""

from collections.abc import Callable, Iterable
from functools import partial

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.insight import InsightShape
from annotator.analysis.insights.question import CopiesCount
from annotator.analysis.insights.views import InsightView, LabelsOf
from annotator.analysis.network_choices import (
    KIND_TITLES,
    NORMALISATION_TITLES,
    ONCE_TITLES,
    POLARITY_TITLES,
)
from annotator.analysis.networks import Normalisation
from annotator.domain.wording import shortened
from annotator.gui.commands.table import with_key
from annotator.gui.insights.finding import InsightAnswer, Named
from annotator.gui.insights.more_choices import MoreChoices
from annotator.gui.insights.target import TargetLine
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.settings.insights import KeptAsking
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.workflow.insights.idle import is_idle

_BY = {CountedBy.LABELS: "Labels", CountedBy.ARTICLES: "Articles", CountedBy.WORDS: "Words"}
_COPIES = {
    CopiesCount.EACH: "Each copy",
    CopiesCount.OUTLET: "Once for each outlet",
    CopiesCount.ONCE: "Once altogether",
}
_ABOUT = {
    "rows": "What rows are",
    "columns": "What columns are",
    "by": "What is counted",
    "layer": "Whose labels are counted",
    "copies": "How often near copies of one text are counted",
    "network": "Who or what is tied to whom or what",
    "once": "Within what the same counts but once",
    "polarity": "What being for or against makes of a tie",
    "normalisation": "By what ties are divided, so that those who say much do not outshine others",
}
_KEYS = {"rows": "insight_rows", "columns": "insight_columns", "by": "insight_by"}
_KEYS["layer"] = "insight_layer"
_ROOM = {
    "rows": 12,
    "columns": 12,
    "layer": 10,
    "network": 20,
    "copies": 20,
    "once": 20,
    "polarity": 12,
    "normalisation": 30,
}
"""For how many letters a choice has room."""
_LONGEST = 28
_USUAL = "Usual"


class InsightControls(QWidget):
    """Choices in a row, the rarer ones behind a button; what a view does not ask for is hidden."""

    changed = Signal()
    """Something else is chosen by the user."""
    pressed = Signal(str)
    """The id of the command of a button."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ArrowKeyCombo("Rows")
        self.columns = ArrowKeyCombo("Columns")
        self.by = ArrowKeyCombo("Counted")
        self.layer = ArrowKeyCombo("Labels of")
        self.copies = ArrowKeyCombo("Copies")
        self.network = ArrowKeyCombo("Ties of")
        self.once = ArrowKeyCombo("Counted once")
        self.polarity = ArrowKeyCombo("Stance")
        self.normalisation = ArrowKeyCombo("Normalised by")
        self.codes = QPushButton("", autoDefault=False)
        self.benchmark = QPushButton("", autoDefault=False)
        self.more = MoreChoices()
        self.target = TargetLine()
        self.sampled = QCheckBox("Articles are a sample")
        self.sensitive = QCheckBox("Sensitive variables")
        self._combos = {
            "rows": self.rows,
            "columns": self.columns,
            "by": self.by,
            "layer": self.layer,
            "copies": self.copies,
            "network": self.network,
            "once": self.once,
            "polarity": self.polarity,
            "normalisation": self.normalisation,
        }
        self.asked = KeptAsking()
        """What is chosen, of what is asked of the view."""
        self._boxes: dict[QWidget, QWidget] = {}
        self._usual: dict[ArrowKeyCombo, str] = {
            self.copies: next(iter(CopiesCount)).value,
            self.once: CountedOnce.ARTICLE.value,
            self.normalisation: next(iter(Normalisation)).value,
        }
        self._lay_out()
        self._fill()
        self._connect()

    def _lay_out(self) -> None:
        flow = FlowLayout(spacing=GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, HALF, GRID, HALF)
        column.addLayout(flow)
        named = ((combo, combo.accessibleName()) for combo in self._combos.values())
        rare = (self.copies, self.once, self.normalisation)
        for widget, name in (*named, (self.codes, "Codes"), (self.target, "Toward")):
            if widget in rare:
                self.more.add(widget, name)
                continue
            box = self._with_name(widget, name)
            if widget not in (self.layer, self.codes):
                flow.addWidget(box)
        flow.addWidget(self.benchmark)
        self._boxes[self.benchmark] = self.benchmark
        for box in (self.sampled, self.sensitive):
            self.more.add(box)
            self.more.ask(box, asked=False)
        for combo in (self.rows, self.columns, self.layer):
            combo.setEnabled(False)  # what there is to choose is known with the first answer
        self.codes.setText(_USUAL)
        set_tool_tip(self.codes, with_key("Whose labels are counted, by code", "insight_codes"))
        set_tool_tip(
            self.benchmark, with_key("Which shares are wanted, to compare with", "insight_wanted")
        )
        set_tool_tip(self.sampled, "Figures get 95 % intervals: what holds of all articles?")
        set_tool_tip(
            self.sensitive,
            "Offer, too, what counts people by something sensitive",
        )

    def _with_name(self, widget: QWidget, name: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(PlainLabel(name, role="muted"))
        row.addWidget(widget)
        self._boxes[widget] = box
        return box

    def _fill(self) -> None:
        self.by.offer([(name, one.value) for one, name in _BY.items()], "")
        self.copies.offer([(name, one.value) for one, name in _COPIES.items()], "")
        self.network.offer([(name, one.value) for one, name in KIND_TITLES.items()], "")
        self.once.offer([(name, one.value) for one, name in ONCE_TITLES.items()], "")
        self.polarity.offer([(name, one.value) for one, name in POLARITY_TITLES.items()], "")
        self.normalisation.offer(
            [(name, one.value) for one, name in NORMALISATION_TITLES.items()], ""
        )
        for key, combo in self._combos.items():
            about = _ABOUT[key]
            combo.setToolTip(with_key(about, _KEYS[key]) if key in _KEYS else about)
            combo.setMinimumContentsLength(_ROOM.get(key, 7))

    def _connect(self) -> None:
        for key, combo in self._combos.items():
            combo.currentIndexChanged.connect(partial(self._choose, key))
        self.sampled.toggled.connect(self._choose_sample)
        self.sensitive.toggled.connect(self._tell)
        self.target.chosen.connect(self._choose_target)
        self.codes.clicked.connect(partial(self.pressed.emit, "insight_codes"))
        self.benchmark.clicked.connect(partial(self.pressed.emit, "insight_wanted"))

    def _tell(self) -> None:
        self.changed.emit()

    @property
    def beside_filter(self) -> tuple[QWidget, ...]:
        """What says with the filter whose labels are counted, and stands in one line with it."""
        return self._boxes[self.layer], self._boxes[self.codes], self.more

    # What is chosen

    def _choose(self, key: str, _place: int = 0) -> None:
        said = str(self._combos[key].currentData() or "")
        self._ask(structs.replace(self.asked, **{key: said}))

    def _choose_sample(self, on: bool) -> None:  # noqa: FBT001 - a toggle's slot
        self._ask(structs.replace(self.asked, sampled=on))

    def _choose_target(self) -> None:
        self._ask(structs.replace(self.asked, target=self.target.actor))

    def choose_codes(self, codes: Iterable[str]) -> None:
        """Count the labels of these codes (ids), or of the usual ones."""
        self._ask(structs.replace(self.asked, codes=tuple(codes)))

    def _ask(self, asked: KeptAsking) -> None:
        if asked != self.asked:
            self.asked = asked
            self._tell()

    # What is offered

    def show_view(self, view: InsightView, asked: KeptAsking) -> None:
        """Show what a view asks for, and what was chosen, before anything is counted."""
        self.asked = asked
        network = view.shape is InsightShape.NETWORK
        for widget, shown in (
            (self.network, network),
            (self.by, not network and view.of is not LabelsOf.ALL),
            (self.polarity, network),
            (self.target, view.of is LabelsOf.JUDGEMENTS),
            (self.benchmark, view.shape is InsightShape.BARS),
        ):
            self._boxes[widget].setVisible(shown)
        self.more.ask(self.once, asked=network or view.of is LabelsOf.ALL)
        self.more.ask(self.normalisation, asked=network)
        self.target.show_actor(asked.target)

    def show_answer(self, answer: InsightAnswer) -> None:
        """Offer what there is, and choose what was taken."""
        view, question, facts = answer.wish.view, answer.question, answer.facts
        titles = answer.insight.row_title, answer.insight.column_title
        for combo, first, offered, chosen, usual, title in (
            (self.rows, view.row_offers, answer.attributes, question.rows, view.rows, titles[0]),
            (
                self.columns,
                view.column_offers,
                answer.columns,
                question.columns,
                view.columns,
                titles[1],
            ),
        ):
            taken = chosen or _titled(title, (usual, *first), offered)
            combo.offer(_entries(first, offered), taken)
            asked = view.shape is not InsightShape.NETWORK and combo.count() > 1
            self._boxes[combo].setVisible(asked)
        for combo, value in (
            (self.by, question.by.value),
            (self.copies, question.copies.value),
            (self.network, question.network.value),
            (self.once, question.once.value),
            (self.polarity, question.polarity.value),
            (self.normalisation, question.normalisation.value),
        ):
            combo.choose_data(value)
        for combo in (self.rows, self.columns, self.layer):
            combo.setEnabled(True)
        self.layer.offer([(name, ident) for ident, name in answer.layers], answer.layer)
        self._boxes[self.layer].setVisible(bool(answer.layers))
        names = {code.id: code.name for code in facts.codebook.codes}
        said = ", ".join(names[one] for one in question.codes) or _USUAL
        self.codes.setText(plain(shortened(said, _LONGEST)))
        if view.of is LabelsOf.JUDGEMENTS:
            self.target.offer({one.id: one.name for one in facts.actors.values()})
        self.target.show_actor(question.target)
        self.benchmark.setText("Benchmark ✓…" if question.wanted else "Benchmark…")
        self._tick(self.sampled, on=question.sampled)
        self.more.ask(self.sampled, asked=answer.is_sample)
        self._tick(self.sensitive, on=answer.wish.sensitive)
        has_sensitive = any(one.sensitive for one in facts.variables)
        self.more.ask(self.sensitive, asked=has_sensitive and not is_idle("rows", view.id))
        self.more.tell(self._unusual())

    def _unusual(self) -> list[str]:
        """Return in words which of the rarer choices are others than the usual ones."""
        rare = (self.copies, self.once, self.normalisation)
        found = [
            f"{one.accessibleName()}: {one.currentText()}"
            for one in rare
            if self.more.asks(one) and one.currentData() != self._usual[one]
        ]
        if self.more.asks(self.sampled) and not self.sampled.isChecked():
            found.append("Articles are no sample")
        if self.more.asks(self.sensitive) and self.sensitive.isChecked():
            found.append(self.sensitive.text())
        return found

    def _tick(self, box: QCheckBox, *, on: bool) -> None:
        box.blockSignals(True)  # noqa: FBT003 - Qt's name
        box.setChecked(on)
        box.blockSignals(False)  # noqa: FBT003 - Qt's name

    def choose_in(self, combo: ArrowKeyCombo) -> None:
        """Open a choice that is offered: letters find in its list, elsewhere they are commands."""
        if combo.isVisible() and combo.isEnabled():
            combo.setFocus()
            combo.view().setAccessibleName(combo.accessibleName())
            combo.showPopup()

    def next_in(self, combo: ArrowKeyCombo) -> None:
        """Choose what comes next in a choice, after the last the first."""
        if combo.count():
            combo.setCurrentIndex((combo.currentIndex() + 1) % combo.count())


def _entries(first: Iterable[str], attributes: tuple[Named, ...]) -> list[tuple[str, object]]:
    """Return the attributes as entries, those that a view offers first before the others."""
    place = {ident: n for n, ident in enumerate(first)}
    order: Callable[[Named], int] = lambda one: place.get(one[0], len(place))  # noqa: E731
    return [(title, ident) for ident, title in sorted(attributes, key=order)]


def _titled(title: str, first: Iterable[str], offered: tuple[Named, ...]) -> str:
    """Return the id of what was taken where nothing was asked for: it is told by its title."""
    titles = dict(offered)
    return next((one for one in (*first, *titles) if titles.get(one) == title), "")
