"""From keys in the text to edits: the one place where coding by keyboard is decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.gui.coding.movement import Movement
from annotator.gui.coding.tagging import Tagging
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import text_command
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView


class CodingController(QObject):
    """Listens to the text's keys and to the mouse, and does what they ask for."""

    fields_wanted = Signal(bool)
    """Put the focus on the selected annotation's fields; true right after tagging."""
    link_wanted = Signal()
    note_wanted = Signal()
    ask_wanted = Signal()
    guideline_wanted = Signal()
    prompted = Signal(str)
    """A question in the status bar that the next key answers; empty when it is answered."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._movement = Movement(session, view)
        self._tagging = Tagging(session, view)
        self._recoding = ""
        self._acts = self._table()
        view.key_handler = self.handle_key
        view.boundary_dragged.connect(self._dragged)
        session.selected.connect(self._end_recode)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of ours."""
        word = key_word(event)
        if not word or self._session.article is None:
            return False
        if self._recoding:
            return self._answer_recode(word)
        again = word.startswith("Shift+")
        code = self._session.codebook.by_key(word.removeprefix("Shift+"))
        if code is not None:
            command = text_command(word)
            if not again or command is None:
                self.tag(code, again=again)
                return True
        command = text_command(word)
        if command is None:
            return False
        self._acts[command.id]()
        return True

    def perform(self, command: str) -> None:
        """Do what a command of the text's table says, from a menu or the palette."""
        self._acts[command]()

    def tag(self, code: Code, *, again: bool = False) -> None:
        """Apply a code to the place at hand, or recode if that was asked for."""
        if self._recoding:
            recoded = self._recoding
            self._end_recode()
            self._tagging.recode(recoded, code)
            return
        if self._tagging.tag(code, again=again):
            self.fields_wanted.emit(True)  # noqa: FBT003 - a signal's argument

    def _table(self) -> dict[str, Callable[[], object]]:
        move, tagging = self._movement.step, self._tagging.move_boundary
        table: dict[str, Callable[[], object]] = {
            "grow": self._movement.grow,
            "shrink": self._movement.shrink,
            "step_back": self._step_back,
            "next_annotation": partial(self._next_annotation, 1),
            "previous_annotation": partial(self._next_annotation, -1),
            "other_annotation": self._other_annotation,
            "fields": self._fields,
            "link": partial(self._with_selected, self.link_wanted.emit),
            "note": partial(self._with_selected, self.note_wanted.emit),
            "ask": partial(self._with_selected, self.ask_wanted.emit),
            "guideline": self.guideline_wanted.emit,
            "repeat": self._tagging.repeat,
            "add_fragment": self._tagging.add_fragment,
            "recode": partial(self._with_selected, self._begin_recode),
            "delete": self._tagging.delete,
            "exclude": self._tagging.toggle_excluded,
        }
        for unit in (Unit.SENTENCE, Unit.PARAGRAPH, Unit.QUOTATION):
            table[f"next_{unit}"] = partial(move, unit, 1, extend=False)
            table[f"previous_{unit}"] = partial(move, unit, -1, extend=False)
            table[f"extend_{unit}"] = partial(move, unit, 1, extend=True)
            table[f"extend_{unit}_back"] = partial(move, unit, -1, extend=True)
        for edge in ("start", "end"):
            for name, direction in (("right", 1), ("left", -1)):
                table[f"{edge}_{name}"] = partial(tagging, edge, direction, by_word=False)
                table[f"{edge}_{name}_word"] = partial(tagging, edge, direction, by_word=True)
        return table

    def _fields(self) -> None:
        if self._session.selection:
            self.fields_wanted.emit(False)  # noqa: FBT003 - a signal's argument
            return
        here = self._view.marks_at(self._view.caret())
        if here:
            self._session.select(here[0])
            self.fields_wanted.emit(False)  # noqa: FBT003 - a signal's argument

    def _with_selected(self, act: Callable[[], object]) -> None:
        if self._session.selection:
            act()
        else:
            self._session.refused.emit("No annotation is selected: N goes to the next one.")

    # One step back

    def _step_back(self) -> None:
        if self._view.selection() is not None:
            self._view.set_caret(self._view.caret())
        elif self._session.selection:
            self._session.select("")

    # From annotation to annotation

    def _next_annotation(self, direction: int) -> None:
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

    def _neighbour(self, shown: list[Annotation], direction: int) -> Annotation | None:
        ids = [a.id for a in shown]
        if self._session.selection in ids:
            index = ids.index(self._session.selection) + direction
            return shown[index] if 0 <= index < len(shown) else None
        caret = self._view.caret()
        if direction > 0:
            return next((a for a in shown if (a.start or 0) >= caret), None)
        return next((a for a in reversed(shown) if (a.start or 0) < caret), None)

    def go_to(self, annotation: Annotation) -> None:
        """Select an annotation and put the caret at its start."""
        self._session.select(annotation.id)
        if annotation.start is not None:
            self._view.set_caret(annotation.start)

    def _other_annotation(self) -> None:
        here = self._view.marks_at(self._view.caret())
        if not here:
            self._session.told.emit("No annotation at the caret")
            return
        current = self._session.selection
        index = (here.index(current) + 1) % len(here) if current in here else 0
        self._session.select(here[index])

    # Recoding: R, then the new code's key

    def _begin_recode(self) -> None:
        self._recoding = self._session.selection
        self.prompted.emit("Change the code to … (press the code's key, Esc leaves it)")

    def _end_recode(self, *_: object) -> None:
        if self._recoding:
            self._recoding = ""
            self.prompted.emit("")

    def _answer_recode(self, word: str) -> bool:
        code = self._session.codebook.by_key(word)
        recoded = self._recoding
        self._end_recode()
        if code is not None:
            self._tagging.recode(recoded, code)
        elif word != "Esc":
            self._session.refused.emit(f"{word} is no code's key; the code stays.")
        return True

    def _dragged(self, annotation: str, index: int, edge: str, position: int) -> None:
        self._tagging.set_boundary(annotation, index, edge, position)
