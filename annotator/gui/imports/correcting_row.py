"""Correcting the texts of articles that come in again: whether, and what becomes of the labels."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.wording import counted, noun
from annotator.gui.correcting.outcome import CorrectionOutcome
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP
from annotator.workflow.correcting import fates_in_words, foreseen
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.corrections import Outcomes

_HINT = (
    "Articles are known by their id, or by their address. Only their texts are taken: "
    "titles and metadata stay, and labels are carried to their words."
)


class CorrectingRow(QWidget):
    """One box for all articles that are here with another text; hidden where there are none."""

    decided = Signal()
    """Their texts are to be corrected, or not."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.told = ElidedLabel(role="muted")
        set_tool_tip(self.box, _HINT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self.box)
        row.addWidget(self.told, 1)
        self.box.clicked.connect(self._decide)

    def _decide(self) -> None:
        self.decided.emit()

    def show_items(self, items: Iterable[ImportItem], outcomes: Outcomes) -> None:
        """Say how many come in again, and what becomes of the labels on those to correct."""
        again = [one for one in items if one.again is not None]
        corrected = [one for one in again if one.corrects]
        self.setVisible(bool(again))
        count = len(again)
        them = counted(count, "article that is", "articles that are")
        self.box.setText(f"Correct the text of {them} here alread&y")
        self.box.setChecked(bool(again) and len(corrected) == count)
        self.told.setText(_told(corrected, outcomes))


class CorrectionPage(QWidget):
    """What becomes of the labels on the article at hand when it gets the text that comes in."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.outcome = CorrectionOutcome(lambda one: session.code_of(one).name)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, 0, 0)
        column.addWidget(self.outcome)

    def show_item(self, item: ImportItem | None, outcomes: Outcomes) -> None:
        """Show what an article's other text comes to; whether it gets it is said, too."""
        if item is None or item.again is None:
            self.outcome.show_nothing("This article is not here with another text.")
            return
        key = item.again.article, item.sha256
        told = outcomes.get(key)
        if told is None:
            # Nothing is labelled there: it is looked at what differs, for this one alone.
            session = self._session
            seen = session.visibility.when_reviewing()
            told = foreseen(session.project, item.again.article, item.article.text, seen)
        self.outcome.show_correction(told, _decided(item))


def what_comes_in(articles: int, texts: int) -> str:
    """Return what a button adds to its word: " 2 articles, correct 1 text", or nothing."""
    number = QLocale().toString
    corrected = f"correct {number(texts)} {noun(texts, 'text')}" if texts else ""
    if not articles:
        return f": {corrected}" if texts else ""
    new = f" {number(articles)} {noun(articles, 'article')}"
    return f"{new}, {corrected}" if texts else new


def _decided(item: ImportItem) -> str:
    if item.corrects:
        return "The article gets this text."
    if item.take:
        return "It comes in as another article; the text that is here stays."
    return "The text stays as it is."


def _told(corrected: list[ImportItem], outcomes: Outcomes) -> str:
    if not corrected:
        return ""
    found = [
        outcomes[key]
        for one in corrected
        if one.again is not None and (key := (one.again.article, one.sha256)) in outcomes
    ]
    return fates_in_words(found) or "There are no labels on them."
