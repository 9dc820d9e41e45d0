"""What is to be done with many annotations, and what would come of it, before it is done."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.gui.annotations_page.forms import FORMS, TITLES, BulkKind
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.project import Project
from annotator.workflow.bulk.acts import BulkAct
from annotator.workflow.bulk.batch import Changer
from annotator.workflow.bulk.planning import BulkPlan, planned

_SIZE = QSize(820, 560)
_PAUSE = 120
"""Milliseconds after a change in which another one may follow."""
_SEVERAL, _MOST_REASONS = 2, 4
_HEADINGS = ("Article", "Words", "Now", "Then")


class ChosenLabels(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the annotations that are selected and of all that are shown."""

    selected: Sequence[int] = ()
    shown: Sequence[int] = ()
    at_hand: Annotation | None = None


class BulkDialog(Dialog):
    """Enter does what the preview shows; nothing is written before."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        kind: BulkKind,
        chosen: ChosenLabels,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, f"bulk_{kind}", TITLES[kind], _SIZE)
        self._session = session
        self._chosen = chosen
        self.plan: BulkPlan | None = None
        """What would come of it; nothing while that is looked at."""
        count = len(chosen.selected)
        several = f"The {counted(count, 'selected annotation')}"
        self.selected = QRadioButton(noun(count, "The selected annotation", several))
        self.all = QRadioButton(f"All {len(chosen.shown):,} that are &shown")
        self.form = FORMS[kind](session, chosen.at_hand)
        self.said = PlainLabel(wrap=True)
        self.lost = PlainLabel(role="danger", wrap=True)
        self.refused = PlainLabel(role="muted", wrap=True)
        self.rows = PlainTable("What changes", _HEADINGS, 1, {0: 160, 2: 200, 3: 220})
        self._planning = LatestOnly(self)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out(kind)
        self._planning.refused.connect(self._refuse)
        self._soon.timeout.connect(self._begin)
        self.form.changed.connect(self._look)
        self.selected.toggled.connect(self._look)
        self._look()

    def _lay_out(self, kind: BulkKind) -> None:
        none = not self._chosen.selected
        self.selected.setVisible(not none)
        (self.all if none else self.selected).setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.selected, self.all, self.form, self.said, self.lost, self.refused):
            layout.addWidget(widget)
        layout.addWidget(self.rows, 1)
        accept = "&Delete" if kind is BulkKind.DELETE else "C&hange"
        buttons, self.main = answer_buttons(self, accept)
        layout.addWidget(buttons)
        (self.form.focusProxy() or self.main).setFocus()

    @property
    def numbers(self) -> Sequence[int]:
        """The annotations that it is about."""
        return self._chosen.selected if self.selected.isChecked() else self._chosen.shown

    # The preview

    def _look(self) -> None:
        self._planning.cancel()  # what comes of what was wanted before is not what Enter does
        self.plan = None
        self.main.setEnabled(False)
        self.said.setText("Looking what changes…")
        self._soon.start()

    def _begin(self) -> None:
        try:
            act = self.form.act()
        except UserError as error:
            self._refuse(str(error))
            return
        if act is None:
            self._refuse(self.form.ASKS)
            return
        session = self._session
        who = Changer(visibility=session.visibility.when_reviewing(), may_review=session.may_review)
        work = partial(_planned, codebook=session.codebook, who=who, act=act, numbers=self.numbers)
        self._planning.start("Looking", on_sibling(session.project, work), self._show)

    def _refuse(self, message: str) -> None:
        self.said.setText(message)
        for label in (self.lost, self.refused):
            label.clear()
            label.hide()
        self.rows.show_rows([])

    def _show(self, plan: BulkPlan) -> None:
        self.plan = plan
        where = f" in {counted(plan.articles, 'article')}" if plan.changed else ""
        so = f"; {counted(plan.same, 'is', 'are')} so already" if plan.same else ""
        verb = noun(plan.changed, "changes", "change")
        changed = (
            f"{counted(plan.changed, 'annotation')} {verb}" if plan.changed else "Nothing changes"
        )
        self.said.setText(f"{changed}{where}{so}.")
        lost = plan.lost_words
        self.lost.setText(f"Lost with it: {lost}." if lost else "")
        self.refused.setText(_refused_words(plan))
        for label in (self.lost, self.refused):
            label.setVisible(bool(label.text()))
        self.rows.show_rows(
            [
                (row.title, row.words, row.before, f"stays: {row.refusal}")
                if row.refusal
                else (row.title, row.words, row.before, row.after)
                for row in plan.rows
            ]
        )
        self.main.setEnabled(plan.changed > 0)

    def accept(self) -> None:
        """Close once it is known what changes."""
        if self.plan is not None and self.plan.changed:
            super().accept()

    def done(self, result: int) -> None:
        """Look no further."""
        self._soon.stop()
        self._planning.cancel()
        super().done(result)


def _refused_words(plan: BulkPlan) -> str:
    """Say how many stay as they are, and why."""
    if not plan.refused:
        return ""
    stay = counted(sum(count for _, count in plan.refused), "stays as it is", "stay as they are")
    if len(plan.refused) < _SEVERAL:
        return f"{stay}: {plan.refused[0][0]}."
    reasons = [f"{count:,} ({why})" for why, count in plan.refused[:_MOST_REASONS]]
    more = sum(count for _, count in plan.refused[_MOST_REASONS:])
    return f"{stay}: {', '.join(reasons)}{f' and {more:,} more' if more else ''}."


def _planned(
    project: Project,
    reporter: Reporter,
    *,
    codebook: Codebook,
    who: Changer,
    act: BulkAct,
    numbers: Sequence[int],
) -> BulkPlan:
    project.stop_when(lambda: reporter.cancelled)
    return planned(project, codebook, who, act, numbers, reporter)
