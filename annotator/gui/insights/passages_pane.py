"""The passages of the mark at hand under their heading, or what would be here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from annotator.analysis.insights.insight import InsightMark
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.insights.behind_table import BehindTable
from annotator.gui.insights.finding import InsightAnswer
from annotator.gui.insights.words import behind_mark, mark_name
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, set_tool_tip
from annotator.store.reading.label_query import PickedLabels

_LEAST = 84
"""Pixels in which the heading of a list and two rows have room, or what an empty one says."""


class BehindPane(QWidget):
    """A list of exactly the labels that a mark counts."""

    opened = Signal(str, str, int, int)
    """An article, an annotation in it, and where that stands."""
    labels_wanted = Signal(object)
    """`PickedLabels` that are to be listed elsewhere."""

    def __init__(self, session: Session, key: KeyHandler) -> None:
        super().__init__()
        self._name = ""
        """What the labels that are listed are called together."""
        self.heading = ElidedLabel(role="strong")
        self.listed = QToolButton()
        stays = self.listed.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # the line never jumps
        self.listed.setSizePolicy(stays)
        self.listed.setText("Show on the page Annotations")
        does = "List these labels there, to change, review or export them"
        set_tool_tip(self.listed, with_key(does, "insight_annotations"))
        self.table = BehindTable(session, key)
        self.empty = EmptyState(icon("search"), "", "", low=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        self._stack.setMinimumHeight(scaled(_LEAST))  # else an empty place would ask for more
        head = QHBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.listed)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.table.opened.connect(self.open_passage)
        self.listed.clicked.connect(self.want_labels)
        self.show_mark(None, None)

    @property
    def has_passages(self) -> bool:
        """Whether any passage is listed."""
        return self.table.labels.rowCount() > 0

    def show_mark(self, answer: InsightAnswer | None, mark: InsightMark | None) -> None:
        """List what a mark counts; nothing without one."""
        places = sorted(mark.labels) if mark is not None else ()
        self.table.show_labels(answer, places)
        self._stack.setCurrentIndex(bool(places))
        self.listed.setVisible(bool(places))
        if answer is None or mark is None:
            self.heading.setText("Passages")
            wanted = "The arrows go from mark to mark. What a mark counts is listed here."
            some = answer is not None and bool(answer.insight.marks)
            self.empty.say("", f"{wanted} {key_of('insight_passages')} goes there." if some else "")
            return
        self.heading.setText(behind_mark(answer, mark))
        labels = counted(len(places), "label")
        self._name = f"{labels} of Insights: {mark_name(answer.insight, mark)}"
        if not places:
            self.empty.say("No passage", "This mark counts no label.")

    def open_passage(self) -> None:
        """Ask for the article of the passage at hand."""
        row = self.table.currentIndex().row()
        label, article = self.table.labels.label(row), self.table.labels.article(row)
        if label is None or article is None:
            return
        found = self.table.labels.row(row)
        end = found.annotation.end if found is not None else None
        start = max(label.start, 0)
        self.opened.emit(article.id, label.id, start, end or start)

    def want_labels(self) -> None:
        """Ask for these labels on the page of annotations."""
        if ids := self.table.labels.ids:  # looked at only now: there may be a hundred thousand
            self.labels_wanted.emit(PickedLabels(self._name, tuple(ids)))

    def stop(self) -> None:
        """Read nothing more."""
        self.table.labels.reading.let_go()
