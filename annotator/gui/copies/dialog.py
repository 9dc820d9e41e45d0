"""The dialog that carries labels to copies: which copies, what differs, and what is taken."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, quoted
from annotator.gui.copies.tree import CopiesTree
from annotator.gui.look.theme import DOUBLE
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.many import can_change, make_many
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.store.project import Project
from annotator.workflow.copies.carrying import CarryPlan, plan_carrying
from annotator.workflow.copies.when_wanted import CopiesWhenWanted

_SIZE = QSize(920, 600)
_TITLE = 60
_LAYER = 16
"""How many characters wide the choice of the layer is."""
_AT_ONCE = 0
_SAID = (
    "Labels go to the same words, with answers, links and notes, as one step that can be undone. "
    "What differs stays behind unless you tick it. Space ticks a row or unticks it."
)
_LOOKING = "Looking for copies"


def carry_labels(parent: QWidget, session: Session, settings: Settings, article: str) -> None:
    """Let the user carry an article's (id) labels to its copies."""
    if can_change(session):
        run_dialog(CarryDialog(session, settings, article, parent))


class CarryDialog(Dialog):
    """Lists the copies of an article with what becomes of the labels there."""

    def __init__(
        self, session: Session, settings: Settings, article: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "carry_labels", "Carry labels to copies", _SIZE)
        self._session = session
        self._article = article
        self.plan: CarryPlan | None = None
        """What can be carried, once that is known."""
        self.layer = ComboBox()
        self.layer.setMinimumContentsLength(_LAYER)
        self.layer.addItem("My own labels", session.coder_id)
        if session.may_review:
            self.layer.addItem("Gold", GOLD)
        self.told = PlainLabel(role="muted", wrap=True)
        self.copies = CopiesTree(lambda one: session.code_of(one).name)
        self.finish = QCheckBox("&Finish the copies, too")
        self.counts = PlainLabel(role="muted", wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.looking = LatestSoon(self, _AT_ONCE, self._look)
        """What finds the copies, and what stands there."""
        self.progress = ProgressLine(self.looking)
        self.progress.button.hide()  # Cancel, which closes the dialog, stops it
        self._lay_out()
        self.looking.refused.connect(self._refuse)
        session.waiting.room_wanted.connect(self.looking.make_room)
        self.layer.currentIndexChanged.connect(self._look)
        self.copies.ticked.connect(self._count)
        self.copies.setFocus()
        self._look()

    def _lay_out(self) -> None:
        buttons, self.take = answer_buttons(self, "&Carry")
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(named("&Labels", self.layer))
        first.addWidget(self.layer)
        first.addSpacing(DOUBLE)
        first.addWidget(self.finish)
        first.addStretch(1)
        first.addWidget(secondary_button("Tick &all or none", self.copies.toggle_all))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(PlainLabel(_SAID, role="muted", wrap=True))
        column.addLayout(first)
        column.addWidget(self.told)
        column.addWidget(self.progress)
        column.addWidget(self.copies, 1)
        column.addWidget(self.problem)
        column.addWidget(self.counts)
        column.addWidget(buttons)
        self.problem.hide()

    # What is listed

    def _look(self) -> None:
        """Find the copies, and what stands there, on another thread."""
        self.plan = None
        self.problem.hide()
        self.copies.show_copies(())
        layer = str(self.layer.currentData() or "")
        self.finish.setEnabled(layer != GOLD)
        self.told.setText("")
        self._count()
        session = self._session
        work = partial(
            _planned,
            article=self._article,
            layer=layer,
            visibility=session.visibility.when_reviewing() if layer == GOLD else session.visibility,
            copies=copies_at_hand(session).when_wanted,
        )
        self.looking.start(_LOOKING, on_sibling(session.project, work), self._show)

    def _show(self, plan: CarryPlan) -> None:
        self.plan = plan
        labels = counted(len(plan.labels), "label")
        title = quoted(plan.article.title, _TITLE)
        copies = counted(len(plan.copies), "near copy", "near copies")
        self.told.setText(f"{labels} on {title}, which has {copies}.")
        self.copies.show_copies(plan.copies)
        self._count()

    def _refuse(self, why: str) -> None:
        self.told.setText("")
        self.problem.setText(why)
        self.problem.show()
        self._count()

    # What is taken

    def _count(self) -> None:
        labels, copies = self.copies.chosen_labels(), self.copies.chosen_copies()
        ready = self.plan is not None and labels > 0
        to = counted(len(copies), "copy", "copies")
        self.counts.setText(f"{counted(labels, 'label')} to {to}" if self.plan is not None else "")
        self.take.setText(f"&Carry {labels:,}" if ready else "&Carry")
        self.take.setEnabled(ready)

    def accept(self) -> None:
        """Carry what is ticked, unless that is refused."""
        plan = self.plan
        labels = self.copies.chosen_labels()
        if plan is None or not labels:
            return
        copies, changed = self.copies.chosen_copies(), self.copies.chosen_changes()
        finish = self.finish.isChecked() and self.finish.isEnabled()

        def make() -> Edit:
            return plan.edit(copies, changed, finish=finish)

        close = super().accept
        make_many(self._session, make, labels, "Carrying labels", close=close)

    def done(self, result: int) -> None:
        """Look no further, and close."""
        self.looking.cancel()
        super().done(result)


def _planned(
    project: Project,
    reporter: Reporter,
    *,
    article: str,
    layer: str,
    visibility: Visibility,
    copies: CopiesWhenWanted,
) -> CarryPlan:
    project.stop_when(lambda: reporter.cancelled)
    found = copies.look(project, reporter).copies_of(article)
    if not found:
        raise UserError("No other article in this project prints this text.")
    return plan_carrying(project, article, found, layer, visibility, reporter)
