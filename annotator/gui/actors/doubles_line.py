"""Whom the actor that is shown may be the same as: a door to each."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.domain.people import Actor
from annotator.domain.wording import shortened
from annotator.gui.look.theme import HALF
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.store.project import Project
from annotator.workflow.suggesting.doubles import Doubles

_AGAIN = 40
"""Milliseconds after which comparing that gave way to an edit goes on."""
_MOST = 3
_NAME = 40  # characters of a name


class DoublesFinder(QObject):
    """Compares the project's actors off this thread, and knows the doubles of each then."""

    found = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.known = Doubles(())
        self._project: Project | None = None
        self._work = LatestSoon(self, _AGAIN, self._compare_again)
        self.make_room = self._work.make_room

    @property
    def busy(self) -> bool:
        """Whether they are being compared."""
        return self._work.is_due

    def compare(self, actors: Iterable[Actor]) -> None:
        """Compare actors as they are now."""
        some = list(actors)

        def work(_reporter: Reporter) -> Doubles:
            return Doubles(some)

        self._work.start("Comparing actors", work, self._take)

    def compare_in(self, project: Project) -> None:
        """Compare a project's actors, which are read off this thread as well."""
        self._project = project

        def work(own: Project, reporter: Reporter) -> Doubles:
            own.stop_when(lambda: reporter.cancelled)
            return Doubles(own.find(Actor))

        self._work.start("Comparing actors", on_sibling(project, work), self._take)

    def _compare_again(self) -> None:
        if self._project is not None:
            self.compare_in(self._project)

    def stop(self) -> None:
        """Compare no more."""
        self._work.let_go()

    def _take(self, known: Doubles) -> None:
        self.known = known
        self.found.emit()


class DoublesLine(QWidget):
    """Names whom an actor may be the same as; nothing at all where there is nobody."""

    wanted = Signal(str)
    """The id of the actor to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.doors: list[QToolButton] = []
        self._flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(PlainLabel("May be the same as", role="muted"))
        column.addLayout(self._flow)
        self.hide()

    def show_doubles(self, actor: str, known: Doubles) -> None:
        """Show whom an actor (an id) may be the same as, the likeliest first."""
        for old in self.doors:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.doors = []
        for double in known.of(actor)[:_MOST]:
            other = known.actors[double.b if double.a == actor else double.a]
            door = QToolButton()
            door.setProperty("role", "chip")
            door.setText(shortened(other.name, _NAME).replace("&", "&&"))
            door.setAccessibleName(f"May be the same as {other.name}: {double.why}")
            set_tool_tip(door, f"{other.name}: {double.why}")
            door.clicked.connect(lambda _=False, ident=other.id: self.wanted.emit(ident))
            self._flow.addWidget(door)
            self.doors.append(door)
        self.setVisible(bool(self.doors))
