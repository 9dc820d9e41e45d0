"""The columns of a WebAnno TSV file, and what its cells say of each label."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.formats.labels.own_marks import PIECE_OF
from annotator.formats.outgoing.research.layers import ToolLayer

NOTHING, EMPTY = "_", "*"
"""What a cell holds where no label stands, and where one stands that says nothing there."""
_IN_CELLS = re.compile(r"[\\\[\]|_;*]|->")
_CONTROLS = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\f": r"\f", "\b": r"\b"}
_IN_LINES = re.compile(r"[\\\n\t\r\f\x08]")


class TextMark(msgspec.Struct, frozen=True):
    """A stretch with a label: its number in the file, and what is said of it.

    `said` are answers, actors and the note by feature, `ends` the numbers of the labels at the
    ends of links by type.
    """

    number: int
    layer: ToolLayer
    start: int
    end: int
    said: Mapping[str, str]
    ends: Mapping[str, Sequence[int]]


class LayerColumns:
    """The columns of one layer: only those extra ones that some label of the file needs."""

    def __init__(self, layer: ToolLayer, marks: Sequence[TextMark]) -> None:
        used = {name for one in marks for name in one.said}
        extra = [name for name in (*layer.actors.values(), layer.note) if name in used]
        self._plain = [*layer.answers.values(), *extra]
        tied = {kind for one in marks for kind in one.ends}
        self._slots = [kind for kind in layer.slots if kind != PIECE_OF or kind in tied]
        self.layer = layer

    def head(self) -> str:
        """Return the line that describes them."""
        layer = self.layer
        slots = [
            f"ROLE_{layer.type}:{layer.slots[k]}_{layer.link_type(layer.slots[k])}|"
            "uima.tcas.Annotation"
            for k in self._slots
        ]
        return f"#T_SP={layer.type}|{'|'.join([*self._plain, *slots])}"

    def cells(self, marks: Sequence[TextMark], units: Mapping[int, str]) -> list[str]:
        """Return the cells of a token on which these labels of the layer stand.

        `units` are the tokens at which labels begin, by the labels' numbers.
        """
        if not marks:
            return [NOTHING] * self._width
        every = zip(*(list(self._of(one, units)) for one in marks), strict=True)
        return ["|".join(cells) for cells in every]

    @property
    def _width(self) -> int:
        return len(self._plain) + 2 * len(self._slots) or 1

    def _of(self, mark: TextMark, units: Mapping[int, str]) -> Iterator[str]:
        number = f"[{mark.number}]"
        for name in self._plain:
            yield f"{cell_words(mark.said.get(name, ''))}{number}"
        for kind in self._slots:
            ends = [one for one in mark.ends.get(kind, ()) if one in units]
            yield f"{';'.join(cell_words(kind) for _ in ends) or EMPTY}{number}"
            yield ";".join(f"{units[one]}[{one}]" for one in ends) or EMPTY
        if not self._plain and not self._slots:
            yield f"{EMPTY}{number}"


def cell_words(words: str) -> str:
    """Return words as a cell has them: signs that mean something there with a backslash."""
    if not words:
        return EMPTY
    escaped = _IN_CELLS.sub(lambda found: f"\\{found[0]}", words)
    return "".join(_CONTROLS.get(sign, sign) for sign in escaped)


def line_words(words: str) -> str:
    """Return a stretch of text as a line has it: control characters as escapes."""
    return _IN_LINES.sub(lambda found: _CONTROLS.get(found[0], f"\\{found[0]}"), words)


def is_placed(annotation: Annotation) -> bool:
    """Tell whether an annotation stands on some words."""
    return any(words.strip() for words in annotation.texts)
