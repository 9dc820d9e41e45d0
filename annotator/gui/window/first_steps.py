"""A line above the text that leads through the first quote, and sees when a step is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from annotator.domain.record import Values
from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.settings.settings import FIRST_STEPS, FIRST_STEPS_DONE, Settings
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import ElidedLabel, IconButton, PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import secondary_button
from annotator.workflow.first_steps import QUOTE, FirstStep, steps_done

_NAMES = {
    FirstStep.GO: "Go to a quotation",
    FirstStep.TAG: "Tag it",
    FirstStep.ANSWER: "Answer",
    FirstStep.CUE: "Mark the cue",
    FirstStep.SOURCE: "Mark the source",
    FirstStep.ACTOR: "Say who it is",
    FirstStep.DONE: "Be done",
}

_STEPS = {
    FirstStep.GO: ("next_quotation", "It goes to the next quotation."),
    FirstStep.TAG: (QUOTE, "The quotation is tagged as a quote, and that is on disk."),
    FirstStep.ANSWER: ("answer_1", "It answers the first question: the quote is direct."),
    FirstStep.CUE: ("cue", "The reporting word beside it becomes its cue."),
    FirstStep.SOURCE: ("source", "The words that name the speaker become its source."),
    FirstStep.ACTOR: ("link", "Say who that is: choose one, or make a new actor."),
    FirstStep.DONE: ("done", "The article is done, and the next one comes."),
}
"""The code or the command whose key does a step, and what comes of it."""
_CODES = (QUOTE, "cue", "source")
"""Those that are codes, which another codebook may lack."""


class FirstSteps(QFrame):
    """Shows the next step; each is ticked as it is really done, in any order."""

    left = Signal()
    """The keyboard is to go back to the text."""

    def __init__(self, coding: CodingPage, settings: Settings) -> None:
        super().__init__()
        self._coding, self._settings = coding, settings
        self._before: dict[str, frozenset[str]] = {}
        self._values: dict[str, Values] = {}
        self._count = PlainLabel(role="small")
        self.what = PlainLabel(role="strong")
        self._why = ElidedLabel(role="muted")
        self.skip = secondary_button("Skip", self._skip)
        self.close_button = IconButton(icon("close"), "Close the first steps")
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(DOUBLE, HALF, GRID, HALF)
        row.setSpacing(GRID)
        for part in (self._count, self.what):
            row.addWidget(part)
        row.addWidget(self._why, 1)
        row.addWidget(self.skip)
        row.addWidget(self.close_button)
        self.setAccessibleName("First steps")
        coding.session.changed.connect(self._look)
        coding.session.article_opened.connect(self._look)
        coding.pane.view.selection_moved.connect(self._look)
        settings.changed.connect(self._setting_changed)
        self._show()

    @property
    def done(self) -> set[FirstStep]:
        """The steps that were done, or skipped."""
        known = set(FirstStep)
        return {FirstStep(one) for one in self._settings.get(FIRST_STEPS_DONE) if one in known}

    @property
    def step(self) -> FirstStep | None:
        """The next step, or None after the last one."""
        done = self.done
        return next((one for one in FirstStep if one not in done), None)

    def _look(self, *_: object) -> None:
        """See what is done by now; nothing is looked for while the steps are hidden."""
        session = self._coding.session
        article = session.article
        if article is None or not self._settings.get(FIRST_STEPS) or self.step is None:
            return
        ident = article.article.id
        if ident not in self._before:
            self._before[ident] = frozenset(one.id for one in article.in_order)
        before = self._before[ident]
        for one in article.in_order:
            if one.id not in before and one.id not in self._values:
                whole = article.annotations.get(one.id)
                self._values[one.id] = dict(whole.values) if whole is not None else {}
        selected = self._coding.pane.view.selection()
        found = steps_done(article, session.visibility, before, self._values, selected)
        self._tick(found - self.done)

    def _tick(self, found: set[FirstStep]) -> None:
        if not found:
            return
        done = self.done | found
        self._settings.set(FIRST_STEPS_DONE, [one.value for one in FirstStep if one in done])
        announce(self, f"{self._count.text()} {self.what.text()}")

    def _skip(self) -> None:
        step = self.step
        if step is not None:
            self._tick({step})
        self.left.emit()

    def _close(self) -> None:
        self._settings.set(FIRST_STEPS, False)  # noqa: FBT003 - a setting's value
        self.left.emit()

    def _setting_changed(self, key: str) -> None:
        if key == FIRST_STEPS.key and self._settings.get(FIRST_STEPS):
            self._begin()
        if key in (FIRST_STEPS.key, FIRST_STEPS_DONE.key):
            self._show()

    def _begin(self) -> None:
        """Begin anew where all was done, with what is there now as what was there before."""
        self._before.clear()
        if self.step is None:
            self._settings.set(FIRST_STEPS_DONE, [])

    def _show(self) -> None:
        self.setVisible(self._settings.get(FIRST_STEPS))
        done, step = self.done, self.step
        ticks = [f"{'✓' if one in done else '○'} {_NAMES[one]}" for one in FirstStep]
        self._count.setText(f"First steps  {len(done)} of {len(FirstStep)}")
        set_tool_tip(self._count, "\n".join(ticks))
        self.skip.setVisible(step is not None)
        what, why = self._words(step) if step is not None else self._at_end()
        self.what.setText(what)
        self._why.setText(why)

    def _at_end(self) -> tuple[str, str]:
        return "That was a whole quote.", f"{key_of('keys')} shows all keys."

    def _words(self, step: FirstStep) -> tuple[str, str]:
        does, why = _STEPS[step]
        if does not in _CODES:
            return f"Press {key_of(does)}.", why
        usable = self._coding.session.codebook.usable()
        code = next((one for one in usable if one.id == does), None)
        if code is None:
            return "Skip this step.", "The project's codebook has no code for it."
        if not code.key:
            return f"Press {key_of('pick_code')} and choose {code.name}.", why
        return f"Press {code.key}.", why
