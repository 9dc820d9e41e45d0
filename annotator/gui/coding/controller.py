"""From keys in the text to edits: the one place where coding by keyboard is decided."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.base import Edit
from annotator.domain.wording import counted, shortened
from annotator.gui.coding.everywhere import Everywhere
from annotator.gui.coding.movement import Movement
from annotator.gui.coding.tagging import Tagging, none_selected
from annotator.gui.commands.command import Command, KeyGroup
from annotator.gui.commands.key_events import digit, is_shifted, key_word, unshifted
from annotator.gui.commands.table import key_of, keys_on
from annotator.gui.session.context import MovesBoundaries
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.suggest import Accepting, Suggesting
from annotator.gui.text.view import ArticleView
from annotator.workflow.automatic_links import has_left, is_near, is_within
from annotator.workflow.prefilling import as_its_actor, as_the_last, is_open, taking
from annotator.workflow.recent_codes import RecentCodes
from annotator.workflow.recoding import losses

_SHORT = 24
"""Characters of a code's name where more has to be read than the name."""


class CodingController(QObject, MovesBoundaries):
    """Listens to the text's keys and to the mouse, and does what they ask for."""

    fields_wanted = Signal(bool)
    """Put the focus on the selected annotation's fields; true right after tagging."""
    link_wanted = Signal()
    note_wanted = Signal()
    ask_wanted = Signal()
    copy_wanted = Signal()
    """Take the answers of a passage over that was coded before."""
    guideline_wanted = Signal()
    units_wanted = Signal(str)
    """Ask for answers to a code (id), unit after unit."""
    picker_wanted = Signal()
    """Choose a code among all there are."""
    used = Signal(object)
    """The ids of the codes that were applied last, the last one first, when these are others."""
    prompted = Signal(str)
    """A question in the status bar that the next key answers; empty when it is answered."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        view: ArticleView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.view = view
        self.tagging = Tagging(session, view)
        self.everywhere = Everywhere(session, settings, view)
        self.movement = Movement(session, view, self.tagging.let_go)
        suggesting = Suggesting(session, settings, view, self)
        self.deciding = Accepting(suggesting, self.tagging.asks_once, self.tagging.come_from)
        self.suggested: Callable[[str], Edit | None] = lambda _annotation: None
        """Says by which edit an annotation (an id) takes the answers that are suggested for it."""
        self._recoding: tuple[str, ...] = ()
        self._recode_as = ""
        """The code that is to be said again, as something would go with the old one."""
        self._recent = RecentCodes()
        self._stood = 0
        """Where the caret was last."""
        view.key_handler = self.handle_key
        view.boundary_dragged.connect(self._dragged)
        view.selection_moved.connect(self._moved)
        session.selected.connect(self._end_recode)
        session.selected.connect(self.tagging.begin_at)
        session.changed.connect(self._follow)
        self.deciding.fields_wanted.connect(self.ask_fields)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of ours."""
        word = key_word(event)
        if not word or self._session.article is None:
            return False
        if self.answer(event):
            return True
        command = keys_on(type(self)).get(word)
        again = is_shifted(word)
        code = self._session.codebook.by_key(unshifted(word))
        if code is not None and (not again or command is None):
            self.tag(code, again=again)
            return True
        if command is None:
            return self._takes_digit(event)
        command.do(self)
        if self._leads_to_text(command):
            self.focus_text()
        return True

    def _takes_digit(self, event: QKeyEvent) -> bool:
        """Say where a digit would answer, which answers nothing in the text."""
        if digit(event) is None or not self.view.hasFocus():
            return False
        selected, fields = self._session.selected_annotation(), key_of("fields")
        if selected is None:
            self._session.refused.emit(none_selected())
        elif self._session.code_of(selected).fields:
            self._session.refused.emit(f"Digits answer in the fields: {fields} goes there.")
        else:
            self._session.refused.emit("The selected annotation has no fields to answer.")
        return True

    def _leads_to_text(self, command: Command[Any]) -> bool:
        """Tell whether after a key, pressed in whatever panel, one goes on in the text."""
        nothing_left = not self._session.selection
        moves = command.group is KeyGroup.MOVING and nothing_left
        return moves or command.group in (KeyGroup.SELECTING, KeyGroup.SUGGESTIONS)

    def answer(self, event: QKeyEvent) -> bool:
        """Take a key as the answer to what was asked; tell whether something was."""
        word = key_word(event)
        return bool(self._recoding and word) and self._answer_recode(word)

    def tag(self, code: Code, *, again: bool = False) -> None:
        """Apply a code to the place at hand, or recode if that was asked for.

        Where that is refused, the text has the focus: there the words are chosen, and a digit that
        was meant for the new annotation answers nothing of another.
        """
        if self._recoding:
            self._recode(code)
            return
        if code.is_of_units:
            self.units_wanted.emit(code.id)
            return
        if again and self.everywhere.fits(code):
            self.everywhere.ask(code)
        elif self.tagging.tag(code, again=again):
            self._use(self._session.selection)
            self.fields_wanted.emit(True)  # noqa: FBT003 - a signal's argument
        else:
            self.focus_text()

    # The codes used last

    @property
    def recent(self) -> tuple[str, ...]:
        """The ids of the codes that were applied last, the last one first."""
        return self._recent.ids

    def _use(self, annotation: str) -> None:
        """Take note that a code was applied."""
        code = self._code_now(annotation)
        if code:
            self._recent.use(code, annotation)
            self.used.emit(self.recent)

    def _follow(self, changes: Changes) -> None:
        """Forget codes whose uses are undone, and know them again where they are redone."""
        before = self.recent
        self._recent.follow(changes, self._code_now)
        if self.recent != before:
            self.used.emit(self.recent)

    def _code_now(self, annotation: str) -> str:
        found = self._session.project.get(Annotation, annotation)
        return found.code if found is not None else ""

    def add_fragment(self) -> None:
        """Add the place at hand to an annotation, and go on to its answers as after tagging.

        A suggestion at hand becomes a part of what was accepted before it.
        """
        before = self.tagging.before_suggestion(self.deciding.suggesting.current)
        if before:
            self.deciding.add_to(before)
            return
        if self.tagging.add_fragment():
            self.fields_wanted.emit(True)  # noqa: FBT003 - a signal's argument

    def take_part_away(self) -> None:
        """Take the words at hand out of the selected annotation; what remains stays selected."""
        self.tagging.take_part_away()

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> None:
        """Move the start or end of what is selected, or mended, by a character or a word."""
        if self.deciding.mends:
            self.deciding.move_edge(edge, direction, by_word=by_word)
            return
        self.tagging.move_boundary(edge, direction, by_word=by_word)

    def repeat(self) -> None:
        """Give the selected annotation the answers that are proposed or were given last.

        Where none is selected, the caret is elsewhere or words are selected, what was tagged last
        is tagged again; an annotation that the caret is in never gets another one round it.
        """
        selected = self._selected_at_caret()
        if selected is None:
            if self.tagging.repeat():
                self._use(self._session.selection)
            return
        edit = self._to_take(selected)
        if edit is None:
            self._session.refused.emit(self._nothing_to_take(selected))
        elif self._session.apply(edit) is not None:
            self._go_on()

    def _go_on(self) -> None:
        """Go to the next open field, unless one is in the text."""
        if not self.view.hasFocus():
            self.fields_wanted.emit(True)  # noqa: FBT003 - a signal's argument

    def _selected_at_caret(self) -> Annotation | None:
        """Return the selected annotation, unless words or a place elsewhere are what is meant."""
        selected = self._session.selected_annotation()
        if selected is None or self.view.selection() is not None:
            return None
        here = not selected.fragments or is_within(selected, self.view.caret())
        return selected if here else None

    def _to_take(self, selected: Annotation) -> Edit | None:
        """Return the edit that takes the actor's last answers, suggested ones, or the last ones."""
        session = self._session
        if session.article is None or not session.is_own(selected):
            return None
        project, code = session.project, session.code_of(selected)
        offer = as_its_actor(project, session.visibility, code, session.article, selected)
        suggested = self.suggested(selected.id) if offer is None else None
        if suggested is not None:
            return suggested
        offer = offer or as_the_last(project, session.coder_id, code, selected)
        return taking(selected.id, offer) if offer is not None else None

    def _nothing_to_take(self, selected: Annotation) -> str:
        """Say why an annotation takes no answers over, and where the key tags again."""
        code = self._session.code_of(selected)
        name, again = shortened(code.name, _SHORT), key_of("repeat")
        if not self._session.is_own(selected):
            why = f"this {name} is another’s"
        elif is_open(code, selected.values):
            why = f"no other {name} answers what is open in it"
        else:
            why = f"this {name} has no open answer"
        return f"Nothing to take over: {why}. Elsewhere, or on selected words, {again} tags again."

    def focus_text(self) -> None:
        """Put the focus on the text."""
        self.view.setFocus()

    def ask_fields(self) -> None:
        """Ask for the fields of the selected annotation, or of the one at the caret.

        Words that are mended are accepted first.
        """
        if self.deciding.mends:
            self.deciding.take_mended()
            return
        if self._session.selection:
            self.fields_wanted.emit(False)  # noqa: FBT003 - a signal's argument
            return
        here = self.view.marks_at(self.view.caret())
        if here:
            self._session.select(here[0])
            self.fields_wanted.emit(False)  # noqa: FBT003 - a signal's argument

    def with_selected(self, act: Callable[[], object]) -> None:
        """Do something about the selected annotation; say so where none is."""
        if self._session.selection:
            act()
        else:
            self._session.refused.emit(none_selected())

    def _moved(self, caret: int, start: int, end: int) -> None:
        """Give up the selected annotation once the caret has left it.

        Words that are selected near it may be for it: with them it stays.
        """
        moved, self._stood = caret != self._stood, caret
        article, selected = self._session.article, self._session.selected_annotation()
        if article is None or selected is None or not selected.fragments:
            return
        if not is_near(article, selected, caret, caret):
            self.tagging.let_go()
        elif moved and start == end and has_left(article, selected, caret):
            self.tagging.stray()

    # One step back

    def step_back(self) -> None:
        """Give up the selection of words or, where there is none, of an annotation."""
        if self.deciding.step_back():
            return
        if self.view.selection() is not None:
            self.view.set_caret(self.view.caret())
        elif self._session.selection:
            self._session.select("")
        else:
            self.tagging.let_go()

    # From annotation to annotation

    def next_annotation(self, direction: int) -> None:
        """Go to the next or previous annotation that is shown."""
        shown = [a for a in self._session.visible_annotations() if a.fragments]
        if not shown:
            self._session.told.emit("No annotations here yet")
            return
        target = self._neighbour(shown, direction)
        if target is None:
            self._session.told.emit(
                "That was the last one" if direction > 0 else "That was the first one"
            )
            return
        self.go_to(target)

    def _neighbour(self, shown: list[AnyPlaced], direction: int) -> AnyPlaced | None:
        ids = [a.id for a in shown]
        if self._session.selection in ids:
            index = ids.index(self._session.selection) + direction
            return shown[index] if 0 <= index < len(shown) else None
        caret = self.view.caret()
        if direction > 0:
            return next((a for a in shown if (a.start or 0) >= caret), None)
        return next((a for a in reversed(shown) if (a.start or 0) < caret), None)

    def go_to(self, annotation: AnyPlaced) -> None:
        """Select an annotation and put the caret at its start."""
        self._session.select(annotation.id)
        if annotation.start is not None:
            self.view.set_caret(annotation.start)

    def other_annotation(self) -> None:
        """Select another one of the annotations at the caret."""
        here = self.view.marks_at(self.view.caret())
        if not here:
            self._session.told.emit("No annotation at the caret")
            return
        current = self._session.selection
        index = (here.index(current) + 1) % len(here) if current in here else 0
        self._session.select(here[index])

    # Recoding: its key, then the new code's key

    def begin_recode(self, annotations: Sequence[str] = ()) -> None:
        """Take the next key for the one of a new code: of these, or of what is selected."""
        self._recoding, self._recode_as = tuple(annotations) or (self._session.selection,), ""
        several = self._recoding[1:]
        of = f" of {counted(len(self._recoding), 'annotation')}" if several else ""
        others = f"{key_of('pick_code')} chooses among all, {key_of('step_back')} leaves it"
        self.prompted.emit(f"Change the code{of} to … (press the code's key, {others})")

    def _end_recode(self, *_: object) -> None:
        if self._recoding:
            self._recoding, self._recode_as = (), ""
            self.prompted.emit("")

    def _answer_recode(self, word: str) -> bool:
        if word == key_of("pick_code"):
            self.picker_wanted.emit()
            return True
        book = self._session.codebook
        code = book.code(self._recode_as) if word == key_of("fields") else book.by_key(word)
        if code is not None:
            self._recode(code)
            return True
        self._end_recode()
        if word != key_of("step_back"):
            self._session.refused.emit(f"{word} is no code's key; the code stays.")
        return True

    def _recode(self, code: Code) -> None:
        """Recode, after saying what would go, if something does."""
        ids, article = self._recoding, self._session.article
        if article is None or not self.tagging.may_recode(ids):
            self._end_recode()
            return
        if self._recode_as != code.id:
            known = [one for one in map(article.annotations.get, ids) if one is not None]
            go = losses(article, self._session.codebook, known, code).words()
            if go:
                self._recode_as = code.id
                yes, no = key_of("fields"), key_of("step_back")
                name = shortened(code.name, _SHORT)
                # What is to be pressed comes first: the rest may be too long for a narrow window.
                self.prompted.emit(f"{yes} does it, {no} leaves it. As {name}: {go} would go")
                return
        self._end_recode()
        if self.tagging.recode(ids, code):
            self._use(ids[0])

    def _dragged(self, annotation: str, index: int, edge: str, position: int) -> None:
        self.tagging.set_boundary(annotation, index, edge, position)
