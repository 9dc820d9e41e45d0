"""Which side of a comparison a layer is on, and what it is called."""

from collections.abc import Callable

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.layers import GOLD, layer_of
from annotator.workflow.review.outcome import ALL

_SECOND = 2
GOLD_PLACE = 2
"""Gold's number among the colours; layers A and B have 0 and 1."""


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

    def names(self, handle_of: Callable[[str], str]) -> tuple[str, str]:
        """Return what the two sides are called."""
        return layer_name(handle_of, self.a), layer_name(handle_of, self.b)

    def places(self) -> tuple[int, int]:
        """Return the numbers of the two sides' colours."""
        return (GOLD_PLACE if self.a == GOLD else 0), (GOLD_PLACE if self.b == GOLD else 1)

    def place_of(self, annotation: Annotation) -> int:
        """Return the number of the colour that an annotation has."""
        if layer_of(annotation) == GOLD:
            return GOLD_PLACE
        return self.places()[max(0, self.of(annotation) - 1)]


def layer_name(handle_of: Callable[[str], str], layer: str) -> str:
    """Return a layer's name for people."""
    if layer == ALL:
        return "all coders"
    return GOLD if layer == GOLD else handle_of(layer)
