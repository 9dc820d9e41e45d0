"""The question which passages of an actor are about another one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.domain.annotation import JOINT
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, noun, quoted, shortened
from annotator.gui.look.sizes import row_height
from annotator.gui.session.many import apply_many
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named
from annotator.gui.widgets.tick_list import TickList
from annotator.store.reading.actors import ActorLink
from annotator.workflow.actors.joining import splitting

_SIZE = QSize(680, 520)
_TITLE, _WORDS = 40, 80  # characters
_MOST = 2_000
"""So many passages are offered; of an actor with more, the first ones."""


class SplitDialog(Dialog):
    """Ticked passages lead to a new actor; the others stay."""

    def __init__(
        self, session: Session, actor: Actor, seen: Visibility, parent: QWidget | None
    ) -> None:
        super().__init__(parent, Settings(), "split_actor", "Split an actor", _SIZE)
        self._session, self._actor = session, actor
        self.done_to = ""
        """The id of the new actor, once it is made."""
        links = session.project.actors.links(actor.id, seen, limit=_MOST)
        _, count = session.project.actors.reach([actor.id], seen)
        self.name = QLineEdit(actor.aliases[0] if actor.aliases else "")
        self.links = TickList("Passages that lead to the new actor")
        self.links.setSelectionMode(TickList.SelectionMode.ExtendedSelection)
        for one in links:
            self.links.add(self._words(one), one.link, on=False, height=row_height())
        self.preview = PlainLabel(role="muted", wrap=True)
        self._hidden = count - len(self.links.items_())
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        buttons, self.go = answer_buttons(self, "&Split")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(named("&Name of the new actor", self.name))
        column.addWidget(self.name)
        column.addWidget(named("&Passages that lead to it", self.links))
        column.addWidget(self.links, 1)
        column.addWidget(self.preview)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        session.refused.connect(self._refuse)
        self.links.toggled.connect(self._say)
        self.name.textEdited.connect(self.problem.hide)
        self.name.selectAll()
        self._say()

    def _words(self, one: ActorLink) -> str:
        code = self._session.codebook.code(one.code)
        words = shortened(" ".join(JOINT.join(one.words).split()) or "The whole article", _WORDS)
        title = shortened(" ".join(one.title.split()), _TITLE)
        label = code.name if code is not None else one.code
        return f"{label}  ·  {words}  ·  {title}  ·  {self._session.handle_of(one.coder)}"

    def _say(self) -> None:
        chosen, offered = len(self.links.ticked()), len(self.links.items_())
        passages = counted(chosen, "passage")
        said = f"{passages} of {offered:,} will lead to the new actor."
        if self._hidden:
            stay = noun(self._hidden, "Others that are not listed stay", "Others stay")
            said = f"{said} {stay} with {quoted(self._actor.name)}."
        if not chosen:
            said = "Tick the passages that are about somebody else."
        self.preview.setText(said)
        self.go.setEnabled(chosen > 0)
        self.problem.hide()

    def accept(self) -> None:
        """Split the actor, or say why not."""
        try:
            edit = splitting(self._actor, self.name.text(), self.links.ticked())
        except UserError as error:
            self._refuse(str(error))
            return
        count, close = len(edit.links), super().accept
        if apply_many(self._session, edit, count, "Splitting an actor", close=close):
            self.done_to = edit.new.id

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
