"""What to hand out to whom: coders, articles, and how the articles are shared out."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.article import PROBABILITY
from annotator.gui.look.sizes import scaled
from annotator.gui.team.coder_list import CoderList
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox, SpinBox
from annotator.gui.widgets.dialog import GAP, MARGIN
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.hand_out import MONTH, Wish

_SEEDS = 999_999
_NUMBER_WIDTH = 84
_INDENT = 24  # as far in as what a round button says
_NOT_BY = ("published", "url", "retrieved", "document_number", "page", "query")
"""Metadata of which each article has its own, mostly: no strata."""


class HandOutChoices(QWidget):
    """Begins with the likely answer; what is `apart` (ids) is none of all, and is not drawn."""

    changed = Signal()

    def __init__(
        self,
        rows: Sequence[ArticleRow],
        coders: CoderList,
        selected: Sequence[str],
        visible: Sequence[str],
        apart: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._apart = apart
        self._rows = [row.id for row in rows if row.id not in apart]
        self._lists_less = len(visible) < len(rows)
        self._keys = sorted({key for row in rows for key in row.meta} - {*_NOT_BY, PROBABILITY})
        self._selected, self._visible = tuple(selected), tuple(visible)
        self.coders = coders
        self._make_articles()
        self._make_sharing()
        self.reviewed = QCheckBox("&Include what was decided on their annotations")
        self._begin_with(rows)
        self._lay_out()
        self._connect()
        self._follow()

    # Parts

    def _make_articles(self) -> None:
        number = QLocale().toString
        of_study = " of the study" if self._apart else ""
        self.all = QRadioButton(f"&All {number(len(self._rows))}{of_study}")
        if self._apart:
            self.all.setToolTip("Practice articles and repetitions are handed out by their round.")
        self.shown = QRadioButton(f"The {number(len(self._visible))} s&hown in the list")
        self.chosen = QRadioButton(f"The {number(len(self._selected))} se&lected")
        self.drawn = QRadioButton("A &sample of")
        self.own = QRadioButton("Send &back: what is assigned to each")
        self.count = _spin(1, max(1, len(self._rows)), min(10, max(1, len(self._rows))))
        self.count.setAccessibleName("Size of the sample")
        self.by = ComboBox()
        self.by.setAccessibleName("How it is drawn")
        self.by.addItem("at random", "")
        self.by.addItem("from each month", MONTH)
        for key in self._keys:
            self.by.addItem(f"from each {key}", key)
        self.by.setToolTip("From each group as many as it has of all: a stratified sample.")
        self.in_weeks = QRadioButton("All of constructed wee&ks:")
        self.weeks = _spin(1, 52, 1)
        self.weeks.setAccessibleName("How many constructed weeks")
        self.in_weeks.setToolTip("For each day of the week so many dates are drawn.")
        self._group = QButtonGroup(self)
        for button in (self.chosen, self.shown, self.all, self.drawn, self.in_weeks, self.own):
            self._group.addButton(button)
        self.shown.setVisible(self._lists_less)
        self.chosen.setVisible(bool(self._selected))

    def _make_sharing(self) -> None:
        self.common = _spin(0, 100_000, 0)
        self.common_unit = ComboBox()
        self.common_unit.addItems(["articles", "% of them"])
        self.common_unit.setAccessibleName("In articles or per cent")
        self.per_article = _spin(1, 99, 1)
        self.balanced = QCheckBox("First to whom least is assigned")
        self.most = _spin(0, 100_000, 0)
        self.most.setSpecialValueText("no limit")
        self.seed = _spin(0, _SEEDS, 1)
        self.seed.setToolTip("The same seed shares the same articles out in the same way again.")

    def _begin_with(self, rows: Sequence[ArticleRow]) -> None:
        if len(self._selected) > 1:
            self.chosen.setChecked(True)
        elif self._lists_less:
            self.shown.setChecked(True)
        elif rows and all(row.assigned for row in rows):
            self.own.setChecked(True)
        else:
            self.all.setChecked(True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, MARGIN, 0)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel("Coders", role="strong"))
        layout.addWidget(self.coders)
        layout.addWidget(PlainLabel("Articles", role="strong"))
        for button in (self.chosen, self.shown, self.all):
            layout.addWidget(button)
        drawn = QHBoxLayout()
        drawn.addWidget(self.drawn)
        drawn.addWidget(self.count)
        drawn.addStretch(1)
        layout.addLayout(drawn)
        how = QHBoxLayout()
        how.setContentsMargins(_INDENT, 0, 0, 0)
        how.addWidget(PlainLabel("drawn"))
        how.addWidget(self.by)
        how.addStretch(1)
        layout.addLayout(how)
        weeks = QHBoxLayout()
        weeks.addWidget(self.in_weeks)
        weeks.addWidget(self.weeks)
        weeks.addStretch(1)
        layout.addLayout(weeks)
        layout.addWidget(self.own)
        self._sharing_label = PlainLabel("Sharing out", role="strong")
        layout.addWidget(self._sharing_label)
        layout.addLayout(self._sharing_form())
        layout.addWidget(self.balanced)
        layout.addWidget(self.reviewed)
        layout.addStretch(1)

    def _sharing_form(self) -> QFormLayout:
        common = QHBoxLayout()
        common.setSpacing(GAP)
        common.addWidget(self.common)
        common.addWidget(self.common_unit)
        common.addStretch(1)
        form = QFormLayout()
        form.setSpacing(GAP)
        for title, field, widget in (
            ("E&verybody codes", common, self.common),
            ("Coders per &other article", self.per_article, self.per_article),
            ("At &most for one coder", self.most, self.most),
            ("S&eed", self.seed, self.seed),
        ):
            label = PlainLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title.replace("&", ""))
            form.addRow(label, field)
        return form

    def _connect(self) -> None:
        self.coders.changed.connect(self._follow)
        self._group.buttonToggled.connect(self._follow)
        self.common_unit.currentIndexChanged.connect(self._follow)
        for box in (
            *(self.count, self.common, self.per_article, self.seed),
            *(self.most, self.weeks),
        ):
            box.valueChanged.connect(self._follow)
        self.count.valueChanged.connect(self._draw)
        self.by.activated.connect(self._draw)
        self.by.currentIndexChanged.connect(self._follow)
        self.weeks.valueChanged.connect(self._draw_weeks)
        self.balanced.toggled.connect(self._follow)
        self.reviewed.toggled.connect(self._say)

    def _draw(self, *_: object) -> None:
        self.drawn.setChecked(True)

    def _draw_weeks(self) -> None:
        self.in_weeks.setChecked(True)

    def _follow(self, *_: object) -> None:
        """Offer what goes with the other choices."""
        several, sharing = len(self.coders.chosen()) > 1, not self.own.isChecked()
        for widget in (self.common, self.common_unit, self.per_article):
            widget.setEnabled(sharing and several)
        draws = self.drawn.isChecked() or self.in_weeks.isChecked()
        self.seed.setEnabled(sharing and (several or draws))
        self.most.setEnabled(sharing)
        self.balanced.setEnabled(sharing and several)
        self.common.setMaximum(100 if self._in_per_cent() else max(len(self._pool() or ()), 1))
        self.per_article.setMaximum(max(1, len(self.coders.chosen())))
        self._say()

    def _say(self, *_: object) -> None:
        self.changed.emit()

    # The answer

    def _in_per_cent(self) -> bool:
        return self.common_unit.currentIndex() == 1

    def _pool(self) -> tuple[str, ...] | None:
        if self.own.isChecked():
            return None
        if self.chosen.isChecked():
            return self._selected
        return self._visible if self.shown.isChecked() else tuple(self._rows)

    def wish(self) -> Wish:
        """Return what was chosen."""
        common = self.common.value()
        return Wish(
            coders=self.coders.chosen(),
            articles=self._pool(),
            drawn=self.count.value() if self.drawn.isChecked() else None,
            by=str(self.by.currentData() or ""),
            weeks=self.weeks.value() if self.in_weeks.isChecked() else None,
            balanced=self.balanced.isChecked(),
            most=self.most.value() or None,
            common=common / 100 if self._in_per_cent() else common,
            per_article=self.per_article.value(),
            seed=self.seed.value(),
            apart=self._apart,
        )


def _spin(least: int, most: int, value: int) -> QSpinBox:
    box = SpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setFixedWidth(scaled(_NUMBER_WIDTH))
    return box
