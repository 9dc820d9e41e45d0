"""Taking assignments back: what the list's menu offers for the selected articles."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.domain.edits.team import Unassign
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted
from annotator.gui.session.session import Session


class TakingBack:
    """Keeps a menu's entries for taking articles back, one per coder who has some of them.

    Nobody gives their own articles back.
    """

    def __init__(self, session: Session, menu: QMenu) -> None:
        self._session = session
        self._menu = menu
        self._line = menu.addSeparator()
        self._line.setVisible(False)
        self._actions: list[QAction] = []

    def offer(self, articles: Sequence[str]) -> None:
        """Offer what can be taken back of these articles, in place of what was offered before."""
        for action in self._actions:
            self._menu.removeAction(action)
            action.deleteLater()
        found = self._found(articles)
        self._actions = [self._action(handle, found[handle]) for handle in sorted(found)]
        self._line.setVisible(bool(found))

    def _found(self, articles: Sequence[str]) -> dict[str, list[str]]:
        """Return the ids of the others' assignments, by their handles."""
        found: dict[str, list[str]] = {}
        wanted = set(articles)
        for one in self._session.project.find(Assignment):
            if one.article in wanted and one.coder != self._session.coder_id:
                found.setdefault(self._session.handle_of(one.coder), []).append(one.id)
        return found

    def _action(self, handle: str, assignments: list[str]) -> QAction:
        count = len(assignments)
        several = f" ({counted(count, 'article')})" if count > 1 else ""
        action = self._menu.addAction(f"Take back from {handle}{several}".replace("&", "&&"))
        edit = Unassign(tuple(assignments))
        action.triggered.connect(lambda _checked=False: self._session.apply(edit))
        return action
