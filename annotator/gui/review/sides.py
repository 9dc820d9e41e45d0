"""Which side of a comparison a layer is on: its colour, its lane's pattern and its name."""

from collections.abc import Collection

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.layers import GOLD, layer_of
from annotator.gui.session.session import Session
from annotator.gui.text import Mark
from annotator.gui.wording.annotations import mark_of
from annotator.workflow.review.outcome import ALL

COLOURS = ("#0f8b8d", "#b5387a", "#b07d00")
"""The colours of layer A, layer B and gold, for lanes and headings; codes have their own."""
_PATTERNS = (0, 1, 5)
_SECOND = 2
_GOLD_PLACE = 2


class Sides(msgspec.Struct, frozen=True):
    """The layers on the left and on the right: coders' ids, `GOLD` or `ALL`."""

    a: str = ""
    b: str = ""

    def of(self, annotation: Annotation) -> int:
        """Return 1 for the left side and 2 for the right; 0 for a layer that isn't compared."""
        layer = layer_of(annotation)
        if layer == self.a or (self.a == ALL and layer != GOLD):
            return 1
        return _SECOND if layer == self.b else 0

    def names(self, session: Session) -> tuple[str, str]:
        """Return what the two sides are called."""
        return layer_name(session, self.a), layer_name(session, self.b)

    def places(self) -> tuple[int, int]:
        """Return the numbers of the two sides' colours."""
        return (_GOLD_PLACE if self.a == GOLD else 0), (_GOLD_PLACE if self.b == GOLD else 1)


def layer_name(session: Session, layer: str) -> str:
    """Return a layer's name for people."""
    if layer == ALL:
        return "all coders"
    return GOLD if layer == GOLD else session.handle_of(layer)


def compared_mark(
    session: Session, annotation: Annotation, sides: Sides, loud: Collection[str]
) -> Mark:
    """Return an annotation as the text shows it among the layers that are compared."""
    mark = mark_of(session, annotation)
    side = sides.of(annotation)
    place = _GOLD_PLACE if layer_of(annotation) == GOLD else sides.places()[max(0, side - 1)]
    label = mark.label
    if place == _GOLD_PLACE:
        label = f"gold · {label}"
    return msgspec.structs.replace(
        mark,
        label=label,
        side=side,
        lane=COLOURS[place],
        pattern=_PATTERNS[place],
        quiet=annotation.id not in loud,
        fixed=place != _GOLD_PLACE,
    )
