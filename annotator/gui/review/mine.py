"""What was changed of one's own annotations, and why."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, Verdict
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.item_rows import ListItem, NamedRows
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.annotations import SIGNS
from annotator.gui.wording.dates import short_date
from annotator.workflow.annotation_rows import WHOLE_ARTICLE
from annotator.workflow.review.lists import DecidedOn, accepted_count, decided_on_mine, gold_instead

_LONGEST = 200


class MineList(ListPanel):
    """Decisions on the coder's own annotations: what was rejected or changed, and by whom."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, "What was changed of mine, and why")
        self._settings = settings
        self._others = 0
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

    def items(self) -> NamedRows:
        """Return the decisions."""
        session, shown = self.session, self.accepted.isChecked()
        found = decided_on_mine(session.project, session.visibility, accepted=shown)
        self._others = sum(one.decision.verdict is not Verdict.ACCEPTED for one in found)
        return NamedRows(
            [one.decision.id for one in found],
            [one.annotation for one in found],
            lambda row: self._item(found[row]),
        )

    def _item(self, found: DecidedOn) -> ListItem | None:
        session = self.session
        one, word = session.project.get(Annotation, found.annotation), found.decision
        if one is None:
            return None
        difference = gold_instead(session.project, found, session.visibility, session.names())
        reviewer = self.session.handle_of(word.reviewer)
        reason = f": “{word.reason}”" if word.reason else ""
        accepted = word.verdict is Verdict.ACCEPTED
        return ListItem(
            id=word.id,
            annotation=one,
            code=self.code_of(one.code),
            title=one.text[:_LONGEST] if one.fragments else WHOLE_ARTICLE,
            second=f"{SIGNS[word.verdict]} {difference or word.verdict}",
            third=f"{reviewer} {word.verdict} it{reason} · {self.title_of(one)}",
            aside=short_date(word.at),
            faint=accepted,
        )

    def told(self) -> None:
        """Say how many there are of each."""
        accepted = accepted_count(self.session.project, self.session.visibility)
        self.progress.setText(
            f"{self._others} changed or rejected · {accepted} accepted as they were"
        )

    def empty_words(self) -> str:
        """Say when there will be something."""
        if accepted_count(self.session.project, self.session.visibility):
            return "Everything that was decided on so far was accepted as you had it."
        return (
            "Nothing was decided on your annotations yet. Bring the lead's file in with "
            f"{key_of('bring_in')} when they have reviewed them."
        )
