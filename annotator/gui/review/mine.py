"""What was changed of one's own annotations, and why."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.domain.annotation import Verdict
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.item_list import ListItem
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.annotations import SIGNS
from annotator.gui.wording.dates import short_date
from annotator.workflow.annotation_rows import WHOLE_ARTICLE
from annotator.workflow.review.lists import DecidedOn, accepted_count, decided_on_mine

_LONGEST = 200


class MineList(ListPanel):
    """Decisions on the coder's own annotations: what was rejected or changed, and by whom."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, "What was changed of mine, and why")
        self._settings = settings
        self.progress = PlainLabel(role="small")
        self.accepted = QCheckBox("Show what was &accepted")
        self.accepted.toggled.connect(self.refresh)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(GRID, 0, GRID, HALF)
        column.setSpacing(HALF)
        column.addWidget(self.accepted)
        column.addWidget(self.progress)
        self.lay_out(top)

    def items(self) -> list[ListItem]:
        """Return the decisions."""
        session, shown = self.session, self.accepted.isChecked()
        found = decided_on_mine(
            session.project, self.labels, session.visibility, session.names(), accepted=shown
        )
        return [self._item(one) for one in found]

    def _item(self, found: DecidedOn) -> ListItem:
        one, word = found.annotation, found.decision
        reviewer = self.session.handle_of(word.reviewer)
        reason = f": “{word.reason}”" if word.reason else ""
        accepted = word.verdict is Verdict.ACCEPTED
        return ListItem(
            id=word.id,
            annotation=one,
            code=self.code_of(one.code),
            title=one.text[:_LONGEST] if one.fragments else WHOLE_ARTICLE,
            second=f"{SIGNS[word.verdict]} {found.difference or word.verdict}",
            third=f"{reviewer} {word.verdict} it{reason} · {self.labels.title_of(one)}",
            aside=short_date(word.at),
            faint=accepted,
        )

    def told(self) -> None:
        """Say how many there are of each."""
        other = sum(not item.faint for item in self.list.items)
        accepted = accepted_count(self.labels, self.session.visibility)
        self.progress.setText(f"{other} changed or rejected · {accepted} accepted as they were")

    def empty_words(self) -> str:
        """Say when there will be something."""
        if accepted_count(self.labels, self.session.visibility):
            return "Everything that was decided on so far was accepted as you had it."
        return (
            "Nothing was decided on your annotations yet. Bring the lead's file in with "
            f"{key_of('bring_in')} when they have reviewed them."
        )
