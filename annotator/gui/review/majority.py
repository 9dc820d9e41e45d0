"""Taking what most coders say into gold: how many must agree, and what that comes to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.settings import project_settings
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.store.project import Project
from annotator.workflow.review.majority import Majority, Most, taking_majority
from annotator.workflow.review.settling import seen_layers
from annotator.workflow.runs import run_coders, without_layers

_SAID = (
    "They agree where their labels overlap far enough to be of one thing, and have the same code "
    "and answers. The boundary that most of them have is taken. What is decided already stays."
)


class MajorityDialog(Dialog):
    """Asks how many coders must agree; counts what that comes to before it is done."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, settings, "majority", "Take what most say", QSize(440, 270))
        self._session = session
        self.most = ComboBox()
        for one in Most:
            self.most.addItem(one.value.capitalize(), one)
        self.counts = PlainLabel(wrap=True)
        buttons, self.take = answer_buttons(self, "Take into gold")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(named("&Coders of an article who must agree", self.most))
        column.addWidget(self.most)
        column.addWidget(PlainLabel(_SAID, role="muted", wrap=True))
        column.addWidget(self.counts)
        column.addStretch(1)
        column.addWidget(buttons)
        self._work = LatestOnly(self)
        self._work.refused.connect(self.counts.setText)
        self.most.currentIndexChanged.connect(self.count)
        self.take.setEnabled(False)

    def count(self) -> None:
        """Count what the choice comes to."""
        self.take.setEnabled(False)
        self.counts.setText("Counting…")
        look = partial(_look, most=self.chosen, visibility=_seen(self._session))
        self._work.start("Counting", on_sibling(self._session.project, look), self._show)

    @property
    def chosen(self) -> Most:
        """How many must agree."""
        return Most(self.most.currentData())

    def _show(self, found: Majority) -> None:
        self.take.setEnabled(found.edit is not None)
        self.counts.setText(told(found))

    def done(self, result: int) -> None:
        """Count no longer, and close."""
        self._work.let_go()
        super().done(result)


def told(found: Majority) -> str:
    """Say what taking what most say comes to."""
    parts = [
        f"{counted(found.unanimous, 'thing')} on which all agree",
        f"{found.by_most:,} by most",
    ]
    taken = f"Would be taken: {', '.join(parts)}."
    stays = f"{found.short:,} stay open, since too few agree."
    locked = f" {found.locked:,} are left out on locked articles." if found.locked else ""
    return f"{taken}\n{stays}{locked}"


def take_majority(
    session: Session, settings: Settings, window: QWidget, taken: Callable[[], object]
) -> None:
    """Ask how many must agree, and take what they say into gold as one step; call `taken` then."""
    dialog = MajorityDialog(session, settings, window)
    dialog.count()
    if run_dialog(dialog).result() != Dialog.DialogCode.Accepted:
        return
    most = dialog.chosen

    def work(own: Project, reporter: Reporter) -> Changes | None:
        edit = _look(own, reporter, most=most, visibility=_seen(session)).edit
        reporter.enter("Writing")
        return own.apply(edit, reporter) if edit is not None else None

    def done(changes: Changes | None) -> None:
        if changes is not None:
            session.publish(changes)
            taken()
            session.told.emit(f"{changes.label} — {key_of('undo')} undoes")

    def refuse(error: UserError) -> None:
        session.refused.emit(str(error))

    job = Job(on_sibling(session.project, work)).on_success(done).after(session.waiting)
    job.on_refusal(refuse).run(window, "Taking what most say")


def _seen(session: Session) -> Visibility:
    return session.visibility.when_reviewing()


def _look(project: Project, reporter: Reporter, *, most: Most, visibility: Visibility) -> Majority:
    reporter.enter("Comparing")
    threshold = project_settings(project.info().settings).pairing_threshold
    handles = {one.id: one.handle for one in project.find(Coder)}
    found = without_layers(seen_layers(project, visibility, None), run_coders(project))
    return taking_majority(found, project.codebook(), threshold, handles, most, reporter)
