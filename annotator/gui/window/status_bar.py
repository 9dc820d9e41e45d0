"""The status bar: who, where, what was just done, and that it is saved."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QToolButton

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.teamwork import Comment
from annotator.domain.wording import counted, shortened
from annotator.gui.commands.table import with_key
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, plain, set_tool_tip
from annotator.gui.wording.dates import short_moment
from annotator.workflow.mentions import paragraph_of
from annotator.workflow.threads import ASKED_OF, threads

_SHOWN_MILLISECONDS = 12_000
_LEFT_TO_RIGHT = "\u200e"
_ARRIVED = 40  # characters
_MOST, _SHORT = 3, 20
"""Codes at the caret that are named, and how many characters of each."""


class StatusLine(QStatusBar):
    """Coder and position at the left, the last act in the middle, "saved 09:31" at the right."""

    questions_clicked = Signal()
    """The user wants to see the open questions."""
    again_clicked = Signal()
    """The user wants what waits to be tried again."""

    arrived_clicked = Signal()
    """The user wants what arrived in the followed folder."""

    def __init__(self) -> None:
        super().__init__()
        self._spoken_of: set[str] = set()
        """The annotations with comments: what is done to others makes no question."""
        self.setSizeGripEnabled(False)
        self._coder = _label("Who is coding")
        self._place = _label("Position and length of the selection, in characters")
        self._words = ElidedLabel()
        self._words.setAccessibleName("What was done last")
        self._here = _Here()
        self._here.setAccessibleName("What is annotated at the caret")
        self._saved = _label("Everything is on disk")
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label, stretch in ((self._coder, 0), (self._place, 0), (self._words, 1)):
            self.addWidget(label, stretch)
        self.questions = QToolButton()
        self.questions.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.questions.setToolTip(with_key("Show the open questions", "list_questions"))
        self.questions.clicked.connect(self.questions_clicked)
        self.waiting = QToolButton()
        self.waiting.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.waiting.setToolTip(with_key("Try again at once", "try_again"))
        self.waiting.clicked.connect(self.again_clicked)
        self.waiting.hide()
        self.arrived = QToolButton()
        self.arrived.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.arrived.clicked.connect(self.arrived_clicked)
        self.arrived.hide()
        self._company = _label("Who else has the project open")
        self._company.hide()
        self.addPermanentWidget(self._here)
        self.addPermanentWidget(self.waiting)
        self.addPermanentWidget(self.arrived)
        self.addPermanentWidget(self._company)
        self.addPermanentWidget(self.questions)
        self.addPermanentWidget(self._saved)
        self._prompt = ""
        self._alert = False
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_SHOWN_MILLISECONDS)
        self._fade.timeout.connect(lambda: self._say("", alert=False))

    def follow(self, session: Session) -> None:
        """Show what happens in a session."""
        self.show_coder(session.coder)
        session.told.connect(self.tell)
        session.told_late.connect(self._tell_late)
        session.refused.connect(self.refuse)
        session.changed.connect(self._show_saved)
        session.changed.connect(partial(self._recount, session))
        session.view_changed.connect(partial(self._count, session))
        self._count(session)
        if session.project.read_only:
            freeze = session.project.freeze
            self._saved.setText(f"freeze “{shortened(freeze.name, 24)}”" if freeze else "read only")
            return
        for edit in session.project.latest_edits(1):
            self._saved.setText(f"saved {short_moment(edit.at)}")
        late = session.project.clock_note()
        if late:
            self.refuse(late)

    def _recount(self, session: Session, changes: Changes) -> None:
        touched = any(changes.ids(kind) for kind in ASKED_OF if kind is not Annotation)
        if touched or not changes.changes or changes.ids(Annotation) & self._spoken_of:
            self._count(session)

    def _count(self, session: Session) -> None:
        self._spoken_of = {one.annotation for one in session.project.find(Comment)}
        found = threads(session.project, session.visibility.when_reviewing())
        count = sum(thread.waits for thread in found)
        self.questions.setText(counted(count, "open question"))
        self.questions.setVisible(count > 0)

    def show_waiting(self, words: str, *, again: bool = True) -> None:
        """Show that edits wait, and where it helps offer to try again; nothing when none do."""
        self.waiting.setText(f"{words} — Try again" if words and again else words)
        self.waiting.setVisible(bool(words))

    def show_arrived(self, words: str, why: str = "") -> None:
        """Show what arrived in the followed folder, or why it can't be followed; or nothing."""
        self.arrived.setText(plain(shortened(words, _ARRIVED)))
        tip = with_key(why or words, "bring_in_followed") if words else ""
        set_tool_tip(self.arrived, tip)
        self.arrived.setVisible(bool(words))

    def show_company(self, names: str) -> None:
        """Show who else has the project open."""
        self._company.setText(f"also open: {shortened(names, 60)}" if names else "")
        self._company.setToolTip(names)
        self._company.setVisible(bool(names))

    def company(self) -> str:
        """Return what is said of others who have the project open."""
        return self._company.text()

    def show_coder(self, handle: str) -> None:
        """Show who is coding."""
        self._coder.setText(handle)

    def tell(self, words: str) -> None:
        """Say what was done."""
        self._say(words, alert=False)

    def _tell_late(self, words: str) -> None:
        """Say what is done by now; no refusal and no question is covered by it."""
        if not self._alert and not self._prompt:
            self.tell(words)

    def refuse(self, words: str) -> None:
        """Say why something was not done."""
        self._say(words, alert=True)

    def words(self) -> str:
        """Return what the status bar says at this moment."""
        return self._words.text().removeprefix(_LEFT_TO_RIGHT)

    def prompt(self, words: str) -> None:
        """Ask something that the next key answers; empty when it is answered."""
        self._prompt = words
        self._fade.stop()
        self._say(words, alert=False)

    def show_place(self, view: ArticleView, text: str, codes: list[str]) -> None:
        """Show where the caret is: paragraph, code points, and the annotations there."""
        caret = view.caret()
        selection = view.selection()
        paragraph = paragraph_of(text, caret)
        where = f"¶ {paragraph} · {caret}"
        if selection:
            start, end = selection
            where = f"¶ {paragraph} · {start} – {end} ({end - start})"
        self._place.setText(where)
        self._here.setText(f"here: {_several(codes)}" if codes else "")

    def clear_place(self) -> None:
        """Show no place: no article is open."""
        self._place.setText("")
        self._here.setText("")

    def _say(self, words: str, *, alert: bool) -> None:
        said = words or self._prompt
        # Words of an article in Arabic or Hebrew at the beginning turn nothing round.
        self._words.setText(said if said.isascii() else f"{_LEFT_TO_RIGHT}{said}")
        self._alert = alert
        # What is asked or refused has to be read whole.
        asks = bool(self._prompt) and words in ("", self._prompt)
        self._here.setVisible(not alert and not asks)
        self._words.set_role("danger" if alert else "")
        announce(self, words, urgent=alert)
        if words and words != self._prompt:
            self._fade.start()

    def _show_saved(self, changes: Changes) -> None:
        if changes.edit:  # what still waits to be saved has none
            time = QDateTime.currentDateTime().time()
            shown = QLocale().toString(time, "HH:mm:ss")
            self._saved.setText(f"saved {shown}")


class _Here(ElidedLabel):
    """As wide as its words, up to a quarter of what the bar is wide."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Ask for the room of the words, but leave most of the bar to what was done."""
        hint = super().sizeHint()
        bar = self.parentWidget()
        return hint.boundedTo(QSize(bar.width() // 4, hint.height())) if bar else hint


def _several(codes: Sequence[str]) -> str:
    shown = " + ".join(shortened(code, _SHORT) for code in codes[:_MOST])
    more = len(codes) - _MOST
    return f"{shown} + {more:,} more" if more > 0 else shown


def _label(name: str) -> PlainLabel:
    label = PlainLabel()
    label.setAccessibleName(name)
    return label
