"""The actor at hand: a form, whom it may be the same as, and its passages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.edits.links import PutActor
from annotator.domain.ids import new_id
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, quoted
from annotator.gui.actors.doubles_line import DoublesFinder, DoublesLine
from annotator.gui.actors.form import ActorForm
from annotator.gui.actors_page.reading import passages_of
from annotator.gui.actors_page.tables import PassageModel, PassageTable
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, PlainLabel
from annotator.gui.widgets.splitter import set_up
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.project import Project
from annotator.store.reading.actors import ActorPassage, WhichPassages

_PAUSE = 40
"""Milliseconds after a move in which another one may follow, before passages are read."""
_NOTHING = "Labels that name them, as quotes and judgements do, are listed here."
_WORDS = {
    WhichPassages.ANY: "Passages",
    WhichPassages.QUOTES: "Quotes",
    WhichPassages.JUDGEMENTS: "Judgements",
    WhichPassages.ARTICLES: "First passages in articles",
    WhichPassages.LATEST: "Latest passages",
}


class ActorDetail(QSplitter):
    """What is typed in the form is applied when a field is left."""

    actor_wanted = Signal(str)
    """The id of an actor to go to."""

    def __init__(self, session: Session, key: KeyHandler) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self._actor: Actor | None = None
        self.is_new = False
        self._asked: tuple[str, WhichPassages] | None = None
        self._seen = Visibility()
        self._from = 0
        """From which passage on they are read."""
        self.reading = LatestSoon(self, _PAUSE, self._read)
        self.reading.refused.connect(session.refused)
        self.finder = DoublesFinder(self)
        self.doubles = DoublesLine()
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.rows = PassageModel(self._code_name, session.handle_of)
        self.passages = PassageTable(self.rows, key)
        self.heading = ElidedLabel(role="muted")
        self._empty = EmptyState(icon("search"), "", _NOTHING)
        self._lay_out()
        self.make_form()
        self._connect()
        self._say()

    def _lay_out(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.doubles)
        column.addWidget(self.problem)
        column.addStretch(1)
        self._column = column
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._left)
        right = QWidget()
        listed = QVBoxLayout(right)
        listed.setContentsMargins(0, GRID, 0, 0)
        listed.setSpacing(GRID)
        self.heading.setContentsMargins(GRID, 0, GRID, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.passages)
        listed.addWidget(self.heading)
        listed.addWidget(self._stack, 1)
        set_up(self, area, right)

    def _connect(self) -> None:
        self._session.refused.connect(self._refuse)
        self.finder.found.connect(self._show_doubles)
        self.doubles.wanted.connect(self.actor_wanted)
        self.rows.more_wanted.connect(self._read_more)
        for make_room in (self.reading.make_room, self.finder.make_room):
            self._session.waiting.room_wanted.connect(make_room)

    def make_form(self) -> None:
        """Make the form for what the project asks of its actors now."""
        old = getattr(self, "form", None)
        if isinstance(old, ActorForm):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        variables = self._session.project.info().actor_variables
        self._variables = variables
        self.form = ActorForm(self._session.codebook, variables, over_time=True)
        self._column.insertWidget(0, self.form)
        self.form.left.connect(self.commit)
        self.form.edited.connect(self.problem.hide)
        self.form.setVisible(self._actor is not None)
        if self._actor is not None:
            self.form.show_actor(self._actor)
        order_tabs(self)

    def _code_name(self, code: str) -> str:
        found = self._session.codebook.code(code)
        return found.name if found is not None else code

    # Which actor

    def show_actor(
        self, actor: Actor, which: WhichPassages, seen: Visibility, *, anew: bool
    ) -> None:
        """Show an actor, and passages of it; `anew` says that something has changed."""
        if anew and self._session.project.info().actor_variables != self._variables:
            self.make_form()
        other = self._actor is None or self._actor.id != actor.id
        if self.is_new and not other and not anew:
            return
        if other or actor != self._actor:
            self._actor, self.is_new = actor, False
            self.form.show()
            self.form.show_actor(actor)
            self.problem.hide()
        self._seen = seen
        if anew:
            self.finder.compare_in(self._session.project)
        self._show_doubles()
        if anew or self._asked != (actor.id, which):
            self._asked, self._from = (actor.id, which), 0
            self.reading.soon()

    def show_none(self) -> None:
        """Show no actor."""
        self._actor, self._asked, self.is_new = None, None, False
        self.form.hide()
        self.doubles.hide()
        self.rows.show_passages((), more=False)
        self._say()

    def begin_new(self) -> str:
        """Show the form of an actor that is to be added, and return its id."""
        self.show_none()
        self._actor, self.is_new = Actor(id=new_id(), name=""), True
        self.form.show()
        self.form.show_actor(self._actor)
        self.form.name.setFocus()
        return self._actor.id

    def commit(self) -> bool:
        """Apply what is typed, if anything; tell whether that went well."""
        actor = self._actor
        if actor is None:
            return True
        typed = self._session.planned(lambda: self.form.read(actor))
        if typed is None:
            return False
        if typed == actor:
            return True
        if self._session.apply(PutActor(typed)) is None:
            return False
        self._actor, self.is_new = typed, False
        self.problem.hide()
        return True

    def stop(self) -> None:
        """Read no more."""
        self.reading.let_go()
        self.finder.stop()

    def _show_doubles(self) -> None:
        self.doubles.show_doubles(self._actor.id if self._actor else "", self.finder.known)

    def _refuse(self, why: str) -> None:
        if self.isVisible():
            self.problem.setText(why)
            self.problem.show()

    # Passages

    def go_to_passages(self) -> None:
        """Go to the first passage."""
        if self.rows.passages:
            self.passages.setFocus()

    def _read(self) -> None:
        if self._asked is None:
            return
        (actor, which), seen, offset = self._asked, self._seen, self._from

        def work(own: Project, reporter: Reporter) -> tuple[list[ActorPassage], bool]:
            own.stop_when(lambda: reporter.cancelled)
            return passages_of(own, actor, which, seen, offset)

        task = on_sibling(self._session.project, work)
        self.reading.start("Reading passages", task, self._add if offset else self._take)

    def _read_more(self) -> None:
        self._from = len(self.rows.passages)
        self._read()

    def _take(self, found: tuple[list[ActorPassage], bool]) -> None:
        passages, more = found
        at_hand = self.passages.currentIndex().row()
        same = [one.annotation for one in passages] == [
            one.annotation for one in self.rows.passages
        ]
        self.rows.show_passages(passages, more=more)
        if passages:
            self.passages.setCurrentIndex(self.rows.index(max(at_hand, 0) if same else 0, 1))
        self._say()

    def _add(self, found: tuple[list[ActorPassage], bool]) -> None:
        self.rows.add(found[0], more=found[1])
        self._say()

    def _say(self) -> None:
        count = len(self.rows.passages)
        self._stack.setCurrentIndex(bool(count))
        self._stack.setVisible(self._actor is not None and self._asked is not None)
        if self._actor is None or self._asked is None:
            self.heading.setText("")
            return
        words = _WORDS[self._asked[1]]
        self._empty.say(f"No {words.lower()}", _NOTHING)
        of = f"{words} of {quoted(self._actor.name)}" if self._actor.name else words
        more = " and more" if self.rows.has_more else ""
        self.heading.setText(f"{of}: {counted(count, 'passage')}{more}" if count else of)
