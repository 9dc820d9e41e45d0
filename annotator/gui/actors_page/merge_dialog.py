"""The question which of several actors stays, whose word is taken, and what will change."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.gui.session.many import apply_many
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named
from annotator.workflow.actor_words import role_name
from annotator.workflow.actors.joining import Joining, joining

_SIZE = QSize(560, 240)
_LONGEST = 60  # characters of a name


class MergeDialog(Dialog):
    """What contradicts is asked, and what changes is shown with counts before it is done."""

    def __init__(
        self, session: Session, actors: list[Actor], seen: Visibility, parent: QWidget | None
    ) -> None:
        super().__init__(parent, Settings(), "merge_actors", "Merge actors", _SIZE)
        self._session, self._actors, self._seen = session, actors, seen
        self.done_to = ""
        """The id of the actor that the others became, once that is done."""
        self.found: Joining | None = None
        self.kept = ComboBox()
        for one in actors:
            self.kept.addItem(shortened(one.name, _LONGEST), one.id)
        self.asked: dict[str, ComboBox] = {}
        self.preview = PlainLabel(wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        buttons, self.go = answer_buttons(self, "&Merge")
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * GAP)
        self._form.setVerticalSpacing(GAP)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(named("They are all", self.kept), self.kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._form)
        column.addWidget(self.preview)
        column.addStretch(1)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        session.refused.connect(self._refuse)
        self.kept.currentIndexChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Say what will change if this one stays, and ask what contradicts."""
        ident: str = self.kept.currentData()
        kept = next(one for one in self._actors if one.id == ident)
        gone = [one for one in self._actors if one.id != ident]
        variables = self._session.project.info().actor_variables
        try:
            self.found = joining(self._session.project, kept, gone, variables, self._seen)
        except UserError as error:
            self._refuse(str(error))
            self.go.setEnabled(False)
            return
        self._ask(self.found)
        self.preview.setText(self.found.in_words())

    def _ask(self, found: Joining) -> None:
        while self._form.rowCount() > 1:
            self._form.removeRow(1)
        self.asked = {}
        for one in found.contradictions:
            box = ComboBox()
            for actor, said in one.options.items():
                box.addItem(shortened(self._in_words(one.attribute, said), _LONGEST), actor)
            place = box.findData(found.kept.id)
            box.setCurrentIndex(max(place, 0))
            self.asked[one.attribute] = box
            self._form.addRow(named(one.name.replace("&", "&&"), box), box)

    def _in_words(self, attribute: str, said: str) -> str:
        """Return what is said of an actor as the table has it: roles and kinds by their names."""
        if attribute == "role":
            return role_name(self._session.codebook, said)
        return said.capitalize() if attribute == "kind" else said

    def accept(self) -> None:
        """Make them one, or say why not."""
        if self.found is None:
            return
        edit = self.found.edit({name: box.currentData() for name, box in self.asked.items()})
        changes, close = self.found.changes, super().accept
        if apply_many(self._session, edit, changes, "Merging actors", close=close):
            self.done_to = self.found.kept.id

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
