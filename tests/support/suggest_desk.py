"""A page for coding in which four quotes are suggested, and somebody at its keys."""

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from suggested import FAIR, KEEP, proposing, quote

from annotator.analysis.suggest import Quote
from annotator.domain.annotation import Annotation
from annotator.gui.coding.page import CodingPage
from annotator.gui.session.session import Session
from annotator.gui.suggest import Suggesting
from annotator.workflow.suggesting.proposer import Proposer

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
NOBODY, HOME = "“Nobody leaves,”", "Menu: home"
FOUND = (
    quote(KEEP, cue="said", source="Mayor Ines Falk", score=0.95),
    quote(NOBODY, source="she", score=0.84),
    quote(FAIR, source="Karl Brandt", score=0.6),
    quote(HOME, score=0.3),
)


class Desk:
    """The page, and what is seen of suggestions on it."""

    def __init__(self, page: CodingPage, qtbot: QtBot) -> None:
        self.page, self.qtbot = page, qtbot
        self.said: list[str] = []
        page.session.told.connect(self.said.append)
        page.session.refused.connect(self.said.append)

    @property
    def suggesting(self) -> Suggesting:
        return self.page.suggesting

    @property
    def session(self) -> Session:
        return self.page.session

    def wait(self) -> None:
        """Wait until it is known what is suggested."""
        self.qtbot.waitUntil(lambda: not self.suggesting.finding.busy)

    def press(self, *keys: Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            at = focused if focused is not None and self.page.isAncestorOf(focused) else None
            self.qtbot.keyClick(at or self.page.pane.view, key, held)

    def shown(self) -> list[str]:
        """Return the words that are suggested, as the view has them."""
        layer = self.page.pane.view.scene.suggested
        text = self.page.pane.view.text
        parts = sorted(part for mark in layer.marks.values() for part in mark.fragments)
        return [text[start:end] for start, end in parts]

    def at_hand(self) -> str:
        """Return the words of the suggestion that is outlined."""
        view = self.page.pane.view
        ranges = view.scene.suggested.ranges(view.scene.suggestion or "")
        return " … ".join(view.text[start:end] for start, end in ranges)

    def made(self, code: str = "quote") -> list[Annotation]:
        found = self.session.project.find(Annotation, code=code)
        return sorted(found, key=lambda one: one.fragments)

    def words(self, code: str = "quote") -> list[str]:
        return [one.text for one in self.made(code)]


class Proposing:
    """What proposes in the tests: it can be another one, and be made to wait."""

    def __init__(self) -> None:
        self.proposer = proposing(*FOUND)
        self.asked = 0
        self.may_go_on = Event()
        self.may_go_on.set()

    def __call__(self, *_: object) -> Proposer:
        self.asked += 1
        self.may_go_on.wait(60)
        return self.proposer

    def propose(self, *quotes: Quote, by: str = "model 87654321") -> None:
        self.proposer = proposing(*quotes, by=by)
