"""The questions on annotations of the project, and who is to answer them."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.domain.wording import shortened
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.item_rows import ListItem, NamedRows
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.annotations import layer_words
from annotator.gui.wording.dates import short_moment
from annotator.workflow.annotation_rows import WHOLE_ARTICLE
from annotator.workflow.threads import AskedThread, threads

_LONGEST = 200


class QuestionsList(ListPanel):
    """Open threads, what was said last first; those that are closed on demand."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, "Open questions")
        self._settings = settings
        self._open = 0
        self.progress = PlainLabel(role="small")
        self.closed = QCheckBox("Show what is &closed")
        self.closed.toggled.connect(self.refresh)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(GRID, 0, GRID, HALF)
        column.setSpacing(HALF)
        column.addWidget(self.closed)
        column.addWidget(self.progress)
        self.lay_out(top)

    def items(self) -> NamedRows:
        """Return the threads."""
        shown = self.closed.isChecked()
        found = threads(self.session.project, self.session.visibility.when_reviewing())
        listed = [one for one in found if one.waits or shown]
        self._open = sum(one.waits for one in found)
        ids = [one.annotation.id for one in listed]
        return NamedRows(ids, ids, lambda row: self._item(listed[row]))

    def _item(self, thread: AskedThread) -> ListItem:
        one, last = thread.annotation, thread.last
        said = next((c.text for c in reversed(thread.comments) if c.text), "")
        text = shortened(one.text, 40) if one.fragments else WHOLE_ARTICLE
        whose = f"{layer_words(self.session, one)}’s {self.code_of(one.code).name}"
        return ListItem(
            id=one.id,
            annotation=one,
            code=self.code_of(one.code),
            title=f"{self.session.handle_of(last.coder)}: {said[:_LONGEST]}",
            second=self._waits(thread),
            third=f"{whose} “{text}” · {self.title_of(one)}",
            aside=short_moment(last.at),
            faint=not thread.waits,
        )

    def _waits(self, thread: AskedThread) -> str:
        if not thread.waits:
            return "closed"
        names = [self.session.handle_of(one) for one in thread.waits_for]
        named = ["you" if one == self.session.coder else one for one in names]
        return f"waits for {' and '.join(named) or 'an answer'}"

    def told(self) -> None:
        """Say how many are open."""
        self.progress.setText(f"{self._open} open")

    def empty_words(self) -> str:
        """Say how to ask."""
        return f"No open questions. Select an annotation and press {key_of('ask')} to ask about it."
