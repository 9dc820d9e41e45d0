"""What the inspector teaches while nothing is selected."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook, Scope
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel

Hints = list[tuple[str, str]]


def _coding_hints() -> Hints:
    return [
        (
            f"{key_of('answer_1')} – {key_of('answer_9')}",
            "answer a field, the same again clears it",
        ),
        (key_of("next_field"), "the next field"),
        (key_of("link"), "link an actor, a source or a target"),
        (key_of("note"), "write a note"),
        (key_of("ask"), "ask or answer about it"),
        (key_of("guideline"), "the guideline of the code"),
        (_keys("next_annotation", "previous_annotation"), "the next and the previous annotation"),
        (
            _keys("next_suggestion", "accept_suggestion", "refuse_suggestion"),
            "the next suggestion; accept it, refuse it",
        ),
        (key_of("leave_fields"), "back to the text"),
    ]


def _deciding_hints() -> Hints:
    return [
        (_keys("take_a", "take_b"), "take A’s or B’s into gold"),
        (_keys("take_both", "take_neither"), "take both, or neither"),
        (key_of("edit_a"), "take A’s into gold and change it"),
        (key_of("reason"), "say why"),
        (key_of("undecide"), "take the decision back"),
    ]


def _review_hints(*, deciding: bool) -> Hints:
    return [
        *(_deciding_hints() if deciding else ()),
        (key_of("thread"), "ask or answer about it"),
        (_keys("next_difference", "previous_difference"), "the next and the previous difference"),
        (key_of("leave_fields"), "to the text"),
    ]


def _keys(*commands: str) -> str:
    return "  ".join(key_of(one) for one in commands)


class Empty(QWidget):
    """Keys and what they do."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel(role="heading", wrap=True)
        self._advice = PlainLabel(role="muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID + HALF)
        self._grid.setVerticalSpacing(HALF)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self._taught: tuple[str, str, Hints] = ("", "", [])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addLayout(self._grid)
        column.addStretch(1)

    def teach_review(self, *, deciding: bool) -> None:
        """Say what the keys of the review do; `deciding` is whether one may write gold."""
        goes = f"{key_of('next_difference')} goes to the next difference"
        hints = _review_hints(deciding=deciding)
        self._show("Nothing selected", f"{goes}, a click to what is in the text:", hints)

    def teach(self, codebook: Codebook, *, article: bool) -> None:
        """Say what to do next; without an article there is nothing to tag yet."""
        self._show(*_lesson(codebook, article=article))

    def _show(self, title: str, advice: str, hints: Hints) -> None:
        """Change what is different: this is asked for at each edit and seldom says anything new."""
        if (title, advice, hints) == self._taught:
            return
        self._taught = (title, advice, hints)
        self._title.setText(title)
        self._advice.setText(advice)
        while len(self._lines) > len(hints):
            for label in self._lines.pop():
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()
        while len(self._lines) < len(hints):
            self._add_line()
        for (name, what), (key, meaning) in zip(self._lines, hints, strict=True):
            name.setText(key)
            what.setText(meaning)

    def _add_line(self) -> None:
        row = len(self._lines)
        name, what = PlainLabel(role="key"), PlainLabel(wrap=True)
        what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(name, row, 0, corner)
        self._grid.addWidget(what, row, 1)
        self._lines.append((name, what))


def _lesson(codebook: Codebook, *, article: bool) -> tuple[str, str, Hints]:
    """Return title, advice, and keys with what they do."""
    if not article:
        imports = f"import some with {key_of('import')}"
        return "No article open", f"Choose one on the left, or {imports}.", []
    advice = "Put the caret into the text, or select words, and press a code’s key:"
    keyed = [code for code in codebook.usable(Scope.SPAN) if code.key]
    hints = [*((c.key.upper(), c.name) for c in keyed[:9]), *_coding_hints()]
    return "Nothing selected", advice, hints
