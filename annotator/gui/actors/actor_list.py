"""The actors' names with the number of links that end at each, filtered as one types."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.people import Actor
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import theme_of
from annotator.gui.widgets.basic import IconButton, tool_tip
from annotator.gui.widgets.dialog import GAP

_ID = Qt.ItemDataRole.UserRole
_NAME, _LINKS = range(2)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ActorList(QWidget):
    """Actors by name; rows keep their places while the list is open, new ones come last.

    `chosen` tells the id of the actor whose row is current now.
    """

    chosen = Signal(str)

    def __init__(self, actors: list[Actor], links: dict[str, int]) -> None:
        super().__init__()
        self._actors: dict[str, Actor] = {}
        self._links = links
        self._items: dict[str, QTreeWidgetItem] = {}
        self.filter = QLineEdit(placeholderText="Find an actor", clearButtonEnabled=True)
        self.filter.setAccessibleName("Find an actor")
        self.archived = IconButton(icon("show"), "Show archived actors")
        self.archived.setCheckable(True)
        self.archived.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tree = QTreeWidget()
        self._lay_out()
        for actor in sorted(actors, key=lambda one: one.name.casefold()):
            self.put(actor)
        self._filter()
        self.filter.textChanged.connect(self._filter)
        self.filter.installEventFilter(self)
        self.archived.toggled.connect(self._filter)
        self.tree.currentItemChanged.connect(self._tell)

    def _lay_out(self) -> None:
        self.tree.setHeaderLabels(["Name", "Links"])
        self.tree.setAccessibleName("Actors")
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_LINKS, QHeaderView.ResizeMode.ResizeToContents)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.filter, 1)
        top.addWidget(self.archived)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self.tree, 1)

    @property
    def shown(self) -> list[str]:
        """The ids of the actors that pass the filter, from top to bottom."""
        return [one for one, item in self._items.items() if not item.isHidden()]

    def text(self, actor: str) -> str:
        """Return the name in an actor's row."""
        return self._items[actor].text(_NAME)

    def put(self, actor: Actor) -> None:
        """Show an actor as it is now; a new one comes at the end."""
        if actor.id not in self._items:
            item = QTreeWidgetItem(self.tree)
            item.setData(_NAME, _ID, actor.id)
            item.setSizeHint(_NAME, QSize(0, row_height()))
            item.setTextAlignment(_LINKS, _RIGHT)
            item.setText(_LINKS, str(self._links.get(actor.id, 0) or ""))
            self._items[actor.id] = item
        item = self._items[actor.id]
        self._actors[actor.id] = actor
        name = actor.name or "New actor"
        item.setText(_NAME, f"{name} (archived)" if actor.archived else name)
        item.setToolTip(_NAME, tool_tip("\n".join((name, *actor.aliases))))
        theme = theme_of(self.palette())
        faint = actor.archived or not actor.name
        item.setForeground(_NAME, QBrush(QColor(theme.muted if faint else theme.text)))

    def drop(self, actor: str) -> None:
        """Take a row away."""
        item = self._items.pop(actor)
        del self._actors[actor]
        self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(item))

    def choose(self, actor: str, *, quietly: bool = False) -> None:
        """Make an actor's row the current one; `quietly` tells nobody."""
        self.tree.blockSignals(quietly)
        self.tree.setCurrentItem(self._items[actor])
        self.tree.blockSignals(False)  # noqa: FBT003 - Qt's name
        self.tree.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on from the filter to the rows with Down or Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        self.tree.setFocus()
        current = self.tree.currentItem()
        shown = self.shown
        if shown and (current is None or not self._passes(current.data(_NAME, _ID))):
            self.choose(shown[0])

    def _filter(self) -> None:
        for actor, item in self._items.items():
            item.setHidden(not self._passes(actor))

    def _passes(self, actor: str) -> bool:
        one = self._actors[actor]
        wanted = self.filter.text().strip().casefold()
        said = "\n".join((one.name, one.affiliation, *one.aliases)).casefold()
        return wanted in said and (self.archived.isChecked() or not one.archived)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_NAME, _ID))
