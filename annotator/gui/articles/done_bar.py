"""The thin bar at the list's foot: how many articles the coder is through with."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.visibility import Visibility
from annotator.gui.look.theme import GRID, HAIR, HALF, tabular
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.workflow.team_progress import TeamDone

_SAID = {
    WorkStatus.DONE: "done",
    WorkStatus.NOTHING: "with nothing to code",
    WorkStatus.IN_PROGRESS: "in progress",
    WorkStatus.NEW: "new",
}


class DoneBar(QWidget):
    """Shows the coder's share of articles done; those with nothing to code count as done.

    Of who codes nothing, as a lead, it shows what the team has done.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statuses: Mapping[str, WorkStatus] = {}
        self._assigned: Collection[str] = ()
        self._counts: Counter[WorkStatus] = Counter()
        self._articles = 0
        self._team: Callable[[], TeamDone] = TeamDone
        self._of_team = TeamDone()
        self._today: Callable[[], int] = int
        self._times: Callable[[], list[str]] = list
        self._lines: list[str] = []
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

    def tell_time(self, today: Callable[[], int], times: Callable[[], list[str]]) -> None:
        """Tell besides how many articles were finished `today`, and in lines how long that took."""
        self._today, self._times = today, times
        self._show()

    def tell_team(self, team: Callable[[], TeamDone]) -> None:
        """Tell what the team has done where the coder has no article to code and begun none."""
        self._team = team

    def refresh(self) -> None:
        """Tell what is otherwise by now."""
        self._lines = self._times()
        self._show()

    def show_share(self, articles: int, visibility: Visibility) -> None:
        """Count a coder's statuses on what is assigned to them, or else on all the articles."""
        self._statuses, self._assigned = visibility.statuses, visibility.assigned
        self._articles = articles
        self._of_team = TeamDone() if self._assigned or self._statuses else self._team()
        if self._assigned:
            self._counts = Counter(self._status_of(one) for one in self._assigned)
        else:
            self._counts = Counter(self._statuses.values())
            self._counts[WorkStatus.NEW] += articles - len(self._statuses)
        self._show()

    def show_change(self, articles: Iterable[str], visibility: Visibility) -> None:
        """Count the new statuses of some articles instead of their old ones."""
        counted = [one for one in articles if not self._assigned or one in self._assigned]
        self._counts.subtract(self._status_of(one) for one in counted)
        self._statuses = visibility.statuses
        self._of_team = TeamDone() if self._assigned or self._statuses else self._team()
        self._counts.update(self._status_of(one) for one in counted)
        self._show()

    def _status_of(self, article: str) -> WorkStatus:
        return self._statuses.get(article, WorkStatus.NEW)

    def _show(self) -> None:
        if self._of_team.coders and self._articles:
            self._show_team(self._of_team)
            return
        counts, total = self._counts, self._counts.total()
        done = sum(counts[status] for status in FINISHED)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        today = self._today()
        self._label.setText(f"{done} of {total} " + (f"· {today} today" if today else "done"))
        parts = [f"{counts[status]} {said}" for status, said in _SAID.items() if counts[status]]
        if self._assigned:
            parts.insert(0, "Of the articles assigned to you:")
        parts += self._lines
        set_tool_tip(self, "\n".join(parts))
        self._bar.setAccessibleDescription(", ".join(parts))
        self.setVisible(bool(total))

    def _show_team(self, team: TeamDone) -> None:
        self._bar.setRange(0, self._articles * team.coders)
        self._bar.setValue(team.done)
        self._label.setText(f"Team: {team.done:,} done")
        parts = ["Read to the end by the team:", *team.lines]
        set_tool_tip(self, "\n".join(parts))
        self._bar.setAccessibleDescription(", ".join(parts))
        self.setVisible(True)

    def event(self, event: QEvent) -> bool:
        """Say how long it took up to now when the mouse rests here."""
        if event.type() is QEvent.Type.ToolTip:
            self.refresh()
        return super().event(event)
