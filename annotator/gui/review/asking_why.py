"""Why something is decided so: asked before the decision, or after it."""

from collections.abc import Callable

from annotator.analysis.comparing.match import Match
from annotator.domain.settings import project_settings
from annotator.gui.commands.table import key_of
from annotator.gui.review.deciding import Deciding, quoted
from annotator.gui.review.panel import DifferencePanel
from annotator.gui.session.session import Session
from annotator.workflow.review.comparison import Ident, ident_of


class AskingWhy:
    """Asks in the panel; `done` is called when somebody has answered, or left it."""

    def __init__(
        self,
        session: Session,
        panel: DifferencePanel,
        deciding: Deciding,
        done: Callable[[], object],
    ) -> None:
        self._session = session
        self._panel = panel
        self._deciding = deciding
        self._done = done
        self._asked: Match | None = None
        self.reason = ""
        """What the next decision is given for."""
        self.came_to: Ident | None = None
        """What one came to by the last decision."""
        panel.reason.chosen.connect(self._give)
        panel.reason.closed.connect(self._end)

    def begin_anew(self) -> None:
        """Take it that something else is looked at."""
        self.reason = ""
        if self._panel.reason.isVisible():
            self._panel.reason.cancel()

    def ask(self) -> None:
        """Ask why this is decided so, or the decision just before."""
        self._asked = late = self._late()
        if late is not None or self._deciding.match is not None:
            title = f"Why was it decided so? {quoted(late)}" if late is not None else "Why?"
            settings = project_settings(self._session.project.info().settings)
            self._panel.ask(title, list(settings.review_reasons), self.reason)

    def _late(self) -> Match | None:
        """Return the difference that was decided just before and has no reason yet, if any."""
        last, match = self._deciding.decided_last(), self._deciding.match
        if last is None or self._deciding.decided_here() is not None:
            return None
        arrived = match is None or ident_of(match) == self.came_to
        return last if arrived and self._deciding.lacks_reason(last) else None

    def _give(self, reason: str) -> None:
        late = self._asked
        self._end()
        if late is not None:
            if reason and self._deciding.give_reason(late, reason):
                self._session.told.emit(f"Reason given: {quoted(late)} — {key_of('undo')} undoes")
            return
        self.reason = reason
        self._panel.show_reason(reason)
        self._deciding.give_reason(self._deciding.match, reason)

    def _end(self) -> None:
        self._asked = None
        self._done()
