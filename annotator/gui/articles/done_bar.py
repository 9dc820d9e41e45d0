"""The thin bar at the list's foot: how many articles the coder is through with."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from annotator.domain.article import FINISHED, WorkStatus
from annotator.gui.look.theme import GRID, HAIR, HALF, tabular
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.store.reading.rows import ArticleRow

_SAID = {
    WorkStatus.DONE: "done",
    WorkStatus.NOTHING: "with nothing to code",
    WorkStatus.IN_PROGRESS: "in progress",
    WorkStatus.NEW: "new",
}


class DoneBar(QWidget):
    """Shows the coder's share of articles done; those with nothing to code count as done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coder = ""
        self._by_assignment = False
        self._counts: Counter[WorkStatus] = Counter()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Articles done")
        self._label = PlainLabel(role="small")
        self._label.setFont(tabular(self._label.font()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID + HAIR, HALF, GRID + HAIR, HALF)
        layout.setSpacing(GRID)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._label)

    @property
    def text(self) -> str:
        """What it says: `12 of 40 done`."""
        return self._label.text()

    def show_share(self, rows: Sequence[ArticleRow], coder: str) -> None:
        """Count a coder's statuses on what is assigned to them, or else on all the articles."""
        assigned = [row for row in rows if coder in row.assigned]
        rows = assigned or rows
        self._coder, self._by_assignment = coder, bool(assigned)
        self._counts = Counter(row.status_of(coder) for row in rows)
        self._show()

    def show_change(self, old: ArticleRow, new: ArticleRow) -> None:
        """Count an article's new status instead of its old one."""
        if not self._by_assignment or self._coder in new.assigned:
            self._counts[old.status_of(self._coder)] -= 1
            self._counts[new.status_of(self._coder)] += 1
            self._show()

    def _show(self) -> None:
        counts, total = self._counts, self._counts.total()
        done = sum(counts[status] for status in FINISHED)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._label.setText(f"{done} of {total} done")
        parts = [f"{counts[status]} {said}" for status, said in _SAID.items() if counts[status]]
        if self._by_assignment:
            parts.insert(0, "Of the articles assigned to you:")
        set_tool_tip(self, "\n".join(parts))
        self._bar.setAccessibleDescription(", ".join(parts))
        self.setVisible(bool(total))
