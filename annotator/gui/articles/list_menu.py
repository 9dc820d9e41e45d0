"""The menu of the list of articles: what can be done with those that are selected."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.edits.team import Unassign
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import command
from annotator.gui.look.icons import icon
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import plain

_FEW = 100
"""For how many articles it is looked up one by one who has them."""


class ListMenu(QMenu):
    """Opens, changes and removes articles, and takes them back from the coders who have them.

    Its keys work on the list without it, too.
    """

    open_requested = Signal()
    properties_requested = Signal()
    removal_requested = Signal()

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self.addAction("Open").triggered.connect(self.open_requested)
        properties = self._with_key(icon("properties"), "Title and metadata…", "listed_properties")
        properties.triggered.connect(self.properties_requested)
        removal = self._with_key(icon("delete"), "Remove from the project", "listed_removal")
        removal.triggered.connect(self.removal_requested)
        owner.addActions([properties, removal])
        self._line = self.addSeparator()
        self._unassigning: list[QAction] = []

    def _with_key(self, picture: QIcon, words: str, ident: str) -> QAction:
        action = self.addAction(picture, words)
        action.setShortcuts(sequences(command(ident).keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    def open_for(self, articles: Sequence[str], place: QPoint) -> None:
        """Open on the screen for these articles, with the coders whom they are assigned to."""
        for action in self._unassigning:
            self.removeAction(action)
            action.deleteLater()
        found = self._assigned(articles)
        self._unassigning = [self._unassign(handle, found[handle]) for handle in sorted(found)]
        self._line.setVisible(bool(found))
        self.popup(place)

    def _assigned(self, articles: Sequence[str]) -> dict[str, list[str]]:
        """Return the ids of assignments by handles; nobody gives their own articles back."""
        found: dict[str, list[str]] = {}
        for one in self._assignments(articles):
            if one.coder != self._session.coder_id:
                found.setdefault(self._session.handle_of(one.coder), []).append(one.id)
        return found

    def _assignments(self, articles: Sequence[str]) -> Iterator[Assignment]:
        project = self._session.project
        if len(articles) <= _FEW:
            for article in articles:
                yield from project.find(Assignment, article=article)
            return
        wanted = set(articles)
        yield from (one for one in project.find(Assignment) if one.article in wanted)

    def _unassign(self, handle: str, assignments: list[str]) -> QAction:
        count = len(assignments)
        several = f" ({counted(count, 'article')})" if count > 1 else ""
        action = self.addAction(plain(f"Take back from {handle}{several}"))
        edit = Unassign(tuple(assignments))
        action.triggered.connect(lambda _checked=False: self._session.apply(edit))
        return action
