"""The dialog in which actors are looked up, corrected, added and archived."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.edits.links import ArchiveActor, PutActor
from annotator.domain.ids import new_id
from annotator.domain.people import Actor
from annotator.gui.actors.actor_list import ActorList
from annotator.gui.actors.doubles_line import DoublesFinder, DoublesLine
from annotator.gui.actors.form import ActorForm
from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import command, key_of, with_key
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button

_SIZE = QSize(760, 520)


def show_actors(parent: QWidget | None, session: Session) -> None:
    """Show the project's actors to be corrected, added and archived."""
    run_dialog(ActorsDialog(session, parent))


class ActorsDialog(Dialog):
    """Actors on the left, a form on the right; what is typed is applied when a field is left.

    A new actor is in the list at once, and in the project as soon as it has a name.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, Settings(), "actors", "Actors", _SIZE)
        self._session = session
        self._actor: Actor | None = None
        self._insisted = False
        links = session.project.actor_link_counts(session.visibility)
        actors = session.project.find(Actor)
        self.list = ActorList(actors, links)
        self.form = ActorForm(session.codebook)
        self.doubles = DoublesLine()
        self.finder = DoublesFinder(self)
        self.finder.found.connect(self._show_doubles)
        self.doubles.wanted.connect(self._go_to)
        self.problem = PlainLabel(role="danger", wrap=True)
        adds = f"Choose an actor, or add one with {key_of('add_actor')}."
        self._hint = PlainLabel(adds, role="muted", wrap=True)
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.form.left.connect(self._commit)
        self.form.edited.connect(self._forget_problem)
        session.refused.connect(self._refuse)
        self._show(None)
        self.list.filter.setFocus()
        if self.list.shown:
            self.list.choose(self.list.shown[0])
        self.finder.compare(actors)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.form, 1)
        right.addWidget(self.doubles)
        right.addWidget(self._hint)
        right.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(2 * MARGIN)
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        self.add_button = secondary_button("A&dd an actor", self.add)
        set_tool_tip(self.add_button, with_key("Add an actor", "add_actor"))
        self.archive_button = secondary_button("Arc&hive", self._archive)
        for keys in sequences(command("add_actor").keys):
            QShortcut(keys, self, self.add)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.archive_button)
        buttons.addStretch(1)
        buttons.addWidget(secondary_button("&Close", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(row, 1)
        layout.addLayout(buttons)

    def add(self) -> None:
        """Begin a new actor."""
        if not self._leave():
            return
        actor = Actor(id=new_id(), name="")
        self.list.filter.clear()
        self.list.put(actor)
        self.list.choose(actor.id, quietly=True)
        self._show(actor)
        self.form.name.setFocus()

    def reject(self) -> None:
        """Close once what is typed is applied; where that is refused, only when asked again."""
        if not self._insisted and not self._leave():
            self._insisted = True
            self.problem.setText(f"{self.problem.text()} Close again to leave without the change.")
            return
        # Fields lose the focus as the dialog goes, and must not apply anything then.
        self._actor = None
        self.finder.stop()
        super().reject()

    def _choose(self, actor: str) -> None:
        """Go on to another actor, unless what is typed is refused."""
        if self._actor is None or actor != self._actor.id:
            if self._leave():
                self._show(self._session.project.get(Actor, actor))
            elif self._actor is not None:
                self.list.choose(self._actor.id, quietly=True)

    def _leave(self) -> bool:
        """Apply what is typed; a new actor that has nothing yet goes away."""
        actor = self._actor
        if actor is not None and not self._stored(actor) and self.form.read(actor) == actor:
            self._actor = None
            self.list.drop(actor.id)
            self._show(None)
            return True
        return self._commit()

    def _commit(self) -> bool:
        """Apply what is typed, if anything; tell whether that went well."""
        if self._actor is None:
            return True
        typed = self.form.read(self._actor)
        if typed == self._actor:
            return True
        if self._session.apply(PutActor(typed)) is None:
            return False
        self._actor = typed
        self._forget_problem()
        self.list.put(typed)
        self.finder.compare(self._session.project.find(Actor))
        self._offer()
        return True

    def _archive(self) -> None:
        if self._actor is None or not self._commit() or not self._stored(self._actor):
            return
        edit = ArchiveActor(self._actor.id, archived=not self._actor.archived)
        if self._session.apply(edit) is not None:
            self._actor = self._session.project.get(Actor, self._actor.id)
            if self._actor is not None:
                self.list.put(self._actor)
            self.finder.compare(self._session.project.find(Actor))
            self._offer()

    def _show(self, actor: Actor | None) -> None:
        self._actor = actor
        self.form.setVisible(actor is not None)
        self._hint.setVisible(actor is None)
        if actor is not None:
            self.form.show_actor(actor)
        self._forget_problem()
        self._show_doubles()
        self._offer()

    def _show_doubles(self) -> None:
        self.doubles.show_doubles(self._actor.id if self._actor else "", self.finder.known)

    def _go_to(self, actor: str) -> None:
        """Go to another actor, whatever is looked for."""
        if actor not in self.list.shown:
            self.list.filter.clear()
        self.list.choose(actor)
        self.list.tree.setFocus()

    def _offer(self) -> None:
        """Offer what can be done with the actor that is shown."""
        actor = self._actor
        self.archive_button.setEnabled(actor is not None and self._stored(actor))
        self.archive_button.setText("Offer a&gain" if actor and actor.archived else "Arc&hive")

    def _stored(self, actor: Actor) -> bool:
        return self._session.project.get(Actor, actor.id) is not None

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    def _forget_problem(self) -> None:
        self._insisted = False
        self.problem.clear()
        self.problem.hide()
