"""Everything the painters need to know about one article, besides where its lines are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.offsets import OffsetMap
from annotator.gui.text.geometry import TextLine
from annotator.gui.text.layout import Column
from annotator.gui.text.mark_layer import MarkLayer
from annotator.gui.text.marks import LinkLine
from annotator.gui.text.role_style import RoleRange
from annotator.gui.text.strip import Strip
from annotator.gui.text.suggested import SuggestedLayer

Range = tuple[int, int]


class Preview(NamedTuple):
    """A boundary that is being dragged: the fragment's number and its range for now."""

    fragment: int
    start: int
    end: int


@dataclass
class Scene:
    """The article's marks, excluded ranges and roles (UTF-16 units), focus, hover and links.

    `companions` are outlined with the focused mark: what it is compared with.
    """

    layer: MarkLayer = field(default_factory=lambda: MarkLayer(OffsetMap("")))
    excluded: Sequence[Range] = ()
    roles: Sequence[RoleRange] = ()
    focus: str | None = None
    hover: str | None = None
    companions: Sequence[str] = ()
    links: Sequence[LinkLine] = ()
    preview: Preview | None = None
    lit: Sequence[Range] = ()
    """Words that are looked for, in UTF-16 units, in order."""
    suggested: SuggestedLayer = field(default_factory=lambda: SuggestedLayer(OffsetMap("")))
    suggestion: str | None = None
    """The suggestion at hand."""
    draft: list[Range] = field(default_factory=list[Range])
    """What an annotation is to be that is made of it, in UTF-16 units; empty for as suggested."""

    def focus_ranges(self) -> list[Range]:
        """Return the focused mark's fragments, the one that is being dragged as it is for now."""
        ranges = self.layer.ranges(self.focus) if self.focus else []
        if self.preview and self.preview.fragment < len(ranges):
            ranges[self.preview.fragment] = (self.preview.start, self.preview.end)
        return ranges


class Page(NamedTuple):
    """Where things stand for one repaint."""

    lines: list[TextLine]
    column: Column
    strip: Strip
    width: float
    height: float
    far_room: float = 0.0
    """How much of the margin right of the text belongs to brackets."""
